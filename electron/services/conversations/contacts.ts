/** One contact for each phone; several that a person said are one stand behind their root. */
import type { ReadableDb } from '../../../db/open-database.ts'
import {
  type Contact,
  contactOfPhone,
  contactsOfPerson,
  insertContact,
  readContact,
} from '../../../db/queries/lines.ts'
import type { ContactId } from '../../domain/ids.ts'
import type { PhoneNumber } from '../../domain/phone-number.ts'
import { makeId, type Work } from '../desk/index.ts'

/** The contact of this very phone, made where there is none: what a line hangs on. */
export function ensurePhone(work: Work, phone: string): Contact {
  const known = contactOfPhone(work.db, phone)
  if (known !== null) return known
  const made: Contact = {
    id: makeId<ContactId>(work),
    phone: phone as PhoneNumber,
    mergedIntoId: null,
    createdAt: work.now,
  }
  insertContact(work.db, made)
  return made
}

/** The contact whose conversations this one's texts are filed in. */
export function rootOf(db: ReadableDb, contact: Contact): Contact {
  return contact.mergedIntoId === null ? contact : (readContact(db, contact.mergedIntoId) ?? contact)
}

/** The root contact of a phone in E.164, made where there is none. */
export const ensureContact = (work: Work, phone: string): Contact => rootOf(work.db, ensurePhone(work, phone))

/** The root contact of a phone in E.164; null where nobody texted from it or was written to. */
export function contactOf(db: ReadableDb, phone: string): Contact | null {
  const found = contactOfPhone(db, phone)
  return found === null ? null : rootOf(db, found)
}

/** All phones of the person. */
export const phonesOfPerson = (db: ReadableDb, root: ContactId): readonly string[] =>
  contactsOfPerson(db, root).map((contact) => contact.phone)
