/** Texts the desk has ready: their fields, their languages, and what is refused while a field is empty. */
import { describe, expect, it } from 'vitest'
import { updateReservation } from '../../db/queries/bookings.ts'
import type { ConversationId, ReservationId } from '../../electron/domain/ids.ts'
import {
  fillTemplate,
  planGuestMessages,
  removeTemplate,
  saveTemplate,
  tellByHand,
  templates,
} from '../../electron/services/guest-messages/index.ts'
import { fillPins, hideTypedPins } from '../../electron/services/message-pins/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import { A, B, type ModelDesk, room } from '../support/houses.ts'
import { ann, idOf, kinds, ourTexts, tell, tellingHouses } from '../support/telling-desk.ts'
import { book, codeOf, dana, dumpTables, must, pinsByDoor } from '../support/test-desk.ts'

const { open } = tellingHouses()

describe('templates', () => {
  const shipped = (): ModelDesk => {
    const house = open()
    planGuestMessages(house.desk)
    return house
  }
  /** Ann's conversation of room 1. */
  const conversation = (house: ModelDesk): ConversationId => {
    must(tell(house, 'welcome'))
    return ourTexts(house.desk)[0]!.conversationId
  }
  const save = (house: ModelDesk, body: string, name = 'Bins', id: string | null = null) =>
    saveTemplate(house.desk, dana, { id, name, language: 'en', body })

  it('a house begins with six in five languages, and what is thrown away stays away', () => {
    const house = shipped()
    const all = templates(house.desk.store.read)
    expect(new Set(all.map((one) => one.name)).size).toBe(6)
    expect(all).toHaveLength(30)
    expect(new Set(all.map((one) => one.language))).toEqual(new Set(['en', 'de', 'fr', 'es', 'it']))
    expect(all[0]?.language).toBe('en')
    must(removeTemplate(house.desk, dana, { id: all[0]!.id }))
    planGuestMessages(house.desk)
    expect(templates(house.desk.store.read)).toHaveLength(29)
    expect(codeOf(removeTemplate(house.desk, dana, { id: all[0]!.id }))).toBe('template-unknown')
    for (const one of all.slice(1)) must(saveTemplate(house.desk, dana, { ...one }))
  })

  it('refuses a field nobody knows, an empty text and a name that is taken; nothing is written', () => {
    const house = shipped()
    must(save(house, 'Bins go out on {arrival}.'))
    const before = dumpTables(house.desk)
    for (const body of ['Hello {gust}', 'Your PIN is {pin}', '{{pin:0192f000}}', '  ', 'x'.repeat(1201)])
      expect(codeOf(save(house, body, 'Other'))).toBe('bad-input')
    expect(codeOf(save(house, 'Hello'))).toBe('duplicate-key')
    expect(codeOf(save(house, 'Hello', 'Gone', 'no-such-id'))).toBe('template-unknown')
    expect(dumpTables(house.desk)).toEqual(before)
  })

  it('is filled from the booking, in the days of its language, with what a person types left open', () => {
    const house = shipped()
    book(house.desk, A, [room(1)], ann)
    const { id } = must(
      save(house, '{guest}, {unit}: {arrival} {checkIn} to {departure} {checkOut}, {reference}. {?word}'),
    )
    const filled = must(fillTemplate(house.desk, { conversationId: conversation(house), templateId: id }))
    expect(filled.body).toBe(`Ann Example, Room 1: Wednesday 10 June 14:00 to Friday 12 June 11:00, ${A}. {?word}`)
    expect(filled.missing).toEqual(['?word'])
  })

  it('says which fields are empty, and keeps their braces', () => {
    const house = shipped()
    book(house.desk, A, [room(1)], { phone: ann.phone })
    house.desk.store.write((db) => updateReservation(db, idOf(house, A), { reference: null }))
    const reservationId = house.desk.store.sqlite.prepare('select id from reservations').pluck().get() as ReservationId
    must(tellByHand(house.desk, dana, { reservationId, kind: 'welcome', again: false }))
    const { id } = must(save(house, 'Hello {guest} of {reference} in {unit}'))
    const { conversationId } = ourTexts(house.desk)[0]!
    const filled = must(fillTemplate(house.desk, { conversationId, templateId: id }))
    expect(filled.missing).toEqual(['guest', 'reference'])
    expect(filled.body).toBe('Hello {guest} of {reference} in Room 1')
    expect(filled.parts).toContainEqual({ field: 'guest', value: null })
  })

  it('a text in which a field still stands empty is not sent', () => {
    const house = shipped()
    book(house.desk, A, [room(1)], ann)
    const conversationId = conversation(house)
    for (const text of ['Hello {guest}', 'at {?time} then'])
      expect(codeOf(sendText(house.desk, dana, { conversationId, text }))).toBe('field-empty')
    expect(kinds(house)).toEqual(['welcome'])
    must(sendText(house.desk, dana, { conversationId, text: 'Hello Ann {smiles}' }))
  })

  it('brings the doors with placeholders, which staying in the text become the PIN at sending alone', async () => {
    const house = shipped()
    book(house.desk, A, [room(1)], ann)
    await house.settleFully()
    const { id } = must(save(house, 'Again: {doors}'))
    const conversationId = conversation(house)
    const filled = must(fillTemplate(house.desk, { conversationId, templateId: id }))
    const pin = pinsByDoor(house.desk, A).front!
    expect(filled.body).not.toContain(pin)
    const stored = hideTypedPins(house.desk, house.desk.store.read, conversationId, filled.body)
    expect(stored).toBe(filled.body)
    expect(fillPins(house.desk, stored)).toContain(`Front door and Room 1: ${pin}, from`)
  })

  it('a live PIN of this guest that staff type is stored as a placeholder; another guest’s is not theirs to know', async () => {
    const house = shipped()
    book(house.desk, A, [room(1)], ann)
    book(house.desk, B, [room(2)], { name: 'Ben Example', phone: '+12025550102' })
    const hers = conversation(house)
    const pin = pinsByDoor(house.desk, A).d1!
    const stored = hideTypedPins(house.desk, house.desk.store.read, hers, `It is ${pin}, again ${pin}.`)
    expect(stored).not.toContain(pin)
    expect(fillPins(house.desk, stored)).toBe(`It is ${pin}, again ${pin}.`)
    must(tell(house, 'welcome', false, B))
    const his = ourTexts(house.desk)[1]!.conversationId
    expect(hideTypedPins(house.desk, house.desk.store.read, his, `It is ${pin}.`)).toBe(`It is ${pin}.`)
    expect(fillPins(house.desk, hideTypedPins(house.desk, house.desk.store.read, his, stored))).not.toContain(pin)
  })
})
