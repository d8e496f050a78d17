/** Two phones that were one person's for a while, in a house with several numbers: each keeps the numbers it had. */
import { describe, expect, it } from 'vitest'
import { readConversation } from '../../db/queries/conversations.ts'
import { readContact, readLine } from '../../db/queries/lines.ts'
import {
  ensureContact,
  ensureConversation,
  lineToSendBy,
  mergeContact,
} from '../../electron/services/conversations/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { ann, type InboxDesk, inboxes, john, n1, n2, n3, noon } from '../support/inbox-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const open = inboxes()
/** The pair a unit's conversation has: whose phone, which of our numbers. */
const lineOf = (house: InboxDesk, unit: string | null, phone: string): string | null => {
  const { lineId } = readConversation(house.desk.store.read, house.conversation(unit, phone))!
  const line = lineId === null ? null : readLine(house.desk.store.read, lineId)!
  return line === null ? null : `${readContact(house.desk.store.read, line.contactId)!.phone} ${line.number}`
}
/** John in R1, Ann in R2, each with a number kept for the unit. */
const two = () => {
  const house = open({ numbers: [n1, n2, n3] })
  house.stay('A100', 'R1', -2, 5, john)
  house.stay('B200', 'R2', -2, 5, ann)
  house.text({ from: john, to: n1, body: 'john' })
  house.text({ from: ann, to: n2, body: 'ann' })
  return house
}
const merged = (house: InboxDesk, unit: string | null, phone: string, into: string) =>
  must(mergeContact(house.desk, dana, { conversationId: house.conversation(unit, phone), phone: into }))

describe('the undo of a merge', () => {
  it('leaves each unit the number that was kept for it', () => {
    const house = two()
    const before = [lineOf(house, 'R1', john), lineOf(house, 'R2', ann)]
    const { actionId } = merged(house, 'R2', ann, john)
    must(takeBack(house.desk, dana, actionId))
    expect([lineOf(house, 'R1', john), lineOf(house, 'R2', ann)]).toEqual(before)
  })

  it('also where both wrote meanwhile', () => {
    const house = two()
    const before = [lineOf(house, 'R1', john), lineOf(house, 'R2', ann)]
    const { actionId } = merged(house, 'R2', ann, john)
    house.text({ from: ann, to: n2, body: 'ann later' })
    house.text({ from: john, to: n1, body: 'john later' })
    must(takeBack(house.desk, dana, actionId))
    expect(house.shows(john)).toEqual(['R1: john, john later'])
    expect(house.shows(ann)).toEqual(['R2: ann, ann later'])
    expect([lineOf(house, 'R1', john), lineOf(house, 'R2', ann)]).toEqual(before)
  })

  it('also where both had a conversation of the same unit', () => {
    const house = open({ numbers: [n1, n2, n3] })
    house.stay('A100', 'R1', -2, 5, john)
    house.stay('A101', 'R1', 6, 9, ann)
    house.text({ from: john, to: n1, body: 'john' })
    house.text({ from: ann, to: n2, body: 'ann' })
    const before = [lineOf(house, 'R1', john), lineOf(house, 'R1', ann)]
    const { actionId } = merged(house, 'R1', ann, john)
    house.text({ from: ann, to: n2, body: 'ann later' })
    must(takeBack(house.desk, dana, actionId))
    expect([lineOf(house, 'R1', john), lineOf(house, 'R1', ann)]).toEqual(before)
    expect(house.shows(ann)).toEqual(['R1: ann, ann later'])
  })

  it('leaves a conversation the number that it was given while the two were one', () => {
    const house = open({ numbers: [n1, n2, n3] })
    house.text({ from: john, to: n1, body: 'john' })
    house.text({ from: ann, to: n2, body: 'ann' })
    house.stay('B200', 'R2', -2, 5, ann)
    house.stay('B201', 'R3', -2, 5, ann)
    house.text({ from: ann, to: n2, body: 'R2 it is' })
    const { actionId } = merged(house, 'R2', ann, john)
    const given = house.work((work) => lineToSendBy(work, readConversation(work.db, house.conversation('R2', john))!))
    must(takeBack(house.desk, dana, actionId))
    expect(lineOf(house, 'R2', ann)).toBe(`${ann} ${given.number}`)
  })

  it('leaves a unit that got its number while the two were one the number its guest knows by then', () => {
    const house = two()
    const { actionId } = merged(house, 'R2', ann, john)
    house.stay('B201', 'R3', 6, 9, ann)
    house.setNow(noon(7))
    house.text({ from: ann, to: n2, body: 'in R3 now' })
    expect(lineOf(house, 'R3', john)).toBe(`${ann} ${n3}`)
    must(takeBack(house.desk, dana, actionId))
    expect(house.shows(ann)).toEqual(['R2: ann', 'R3: in R3 now'])
    expect([lineOf(house, 'R2', ann), lineOf(house, 'R3', ann)]).toEqual([`${ann} ${n2}`, `${ann} ${n3}`])
  })

  it('leaves a conversation that had no number then the one it was given since', () => {
    const house = open({ numbers: [n1, n2, n3] })
    house.stay('A100', 'R1', -2, 5, john)
    house.stay('B100', 'R1', 6, 9, ann)
    house.work((work) => {
      for (const phone of [john, ann]) ensureConversation(work, ensureContact(work, phone).id, house.unit('R1'))
    })
    const { actionId } = merged(house, 'R1', ann, john)
    house.text({ from: john, to: n1, body: 'john' })
    expect(lineOf(house, 'R1', john)).toBe(`${john} ${n1}`)
    must(takeBack(house.desk, dana, actionId))
    expect(lineOf(house, 'R1', john)).toBe(`${john} ${n1}`)
  })
})
