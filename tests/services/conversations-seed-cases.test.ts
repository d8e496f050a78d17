/**
 * Cases 1 to 16 of the chat Latchkey replaces (facts/old-chat-system.md section 5), in the light of
 * design.md 3.3. R1 is its apartment 101, R2 its 201; A is on R1, B on R2.
 */
import { describe, expect, it } from 'vitest'
import { readReservation } from '../../db/queries/bookings.ts'
import { linesOfContacts } from '../../db/queries/lines.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { conversationOfReservation, lineToSendBy } from '../../electron/services/conversations/index.ts'
import { numbered } from '../support/houses.ts'
import { ann, contactRow, inboxes, john, movedOn, n1, n2, n3, noon, placesOf, pool } from '../support/inbox-desk.ts'
import { dumpTables, must } from '../support/test-desk.ts'

const { prove: proves, proven } = numbered('case')
const open = inboxes()

describe('the seed tells', () => {
  proves(1, 'a second apartment: a new conversation linked to B, the first is not touched', async () => {
    const house = open()
    movedOn(house)
    house.text({ body: 'new' })
    expect(house.shows()).toEqual(['R1: old', 'R2: new'])
    expect([house.link('R1'), house.link('R2')]).toEqual(['A100', 'B200'])
  })
  proves(
    2,
    'the same with N1 reserved for the first: the second has its own number, to be opened at once',
    async () => {
      const house = open(pool)
      movedOn(house)
      house.text({ body: 'new', sid: 'IMnew' })
      expect(house.shows()).toEqual(['R1: old', 'R2: new'])
      expect([house.numberOf('R1'), house.numberOf('R2')]).toEqual([n1, n2])
      const lines = linesOfContacts(house.desk.store.read, [contactRow(house.desk, john)!.id])
      expect(lines.map((line) => [line.number, line.openBy])).toEqual([
        [n1, null],
        [n2, house.desk.clock.now()],
      ])
    },
  )
  proves(3, 'each conversation names its apartment and its booking', async () => {
    const house = open(pool)
    movedOn(house)
    house.text({ body: 'new' })
    expect(['R1', 'R2'].map((unit) => house.link(unit))).toEqual(['A100', 'B200'])
  })
  proves(4, 'a guest who comes back to the same apartment: same conversation, its link goes from A to C', async () => {
    const house = open()
    house.setNow(noon(-65))
    house.stay('A100', 'R1', -70, -60)
    house.text({ body: 'old', sid: 'IMold' })
    house.setNow(noon(0))
    house.stay('C300', 'R1', 0, 10)
    house.text({ body: 'new', sid: 'IMnew' })
    expect(house.shows()).toEqual(['R1: old, new'])
    expect(house.history('R1')).toEqual(['A100', 'C300'])
  })
  proves(5, 'its old texts stay with A, the new ones are with C', async () => {
    const house = open()
    house.setNow(noon(-65))
    const a = house.stay('A100', 'R1', -70, -60)
    house.text({ sid: 'IM5a' })
    house.setNow(noon(0))
    const c = house.stay('C300', 'R1', 0, 10)
    house.text({ sid: 'IM5b' })
    expect([house.message('IM5a').reservationId, house.message('IM5b').reservationId]).toEqual([a, c])
  })
  proves(6, 'one current and one future stay: the current one', async () => {
    const house = open()
    house.stay('A100', 'R1', -5, 20)
    house.stay('B200', 'R2', 30, 60)
    house.text({ sid: 'IM6' })
    expect(house.filed('IM6')).toBe('R1 current-stay')
    expect(placesOf(house, 'IM6')).toEqual(['R2'])
  })
  proves(7, 'the same five days into the second: that one', async () => {
    const house = open()
    house.stay('A100', 'R1', -5, 20)
    house.stay('B200', 'R2', 30, 60)
    house.setNow(noon(35))
    house.text({ sid: 'IM7' })
    expect(house.filed('IM7')).toBe('R2 current-stay')
  })
  proves(8, 'two current stays, nothing written lately: the latest arrival, to be reviewed', async () => {
    const house = open()
    house.stay('A100', 'R1', -5, 20)
    house.stay('B200', 'R2', -1, 9)
    house.text({ sid: 'IM8' })
    expect(house.filed('IM8')).toBe('R2 latest-booking review')
    expect(placesOf(house, 'IM8')).toEqual(['R1'])
  })
  proves(9, 'the same arrival: the booking that was made later', async () => {
    const house = open()
    house.stay('B200', 'R2', -1, 9)
    house.advance(1000)
    house.stay('A100', 'R1', -1, 20)
    house.text({ sid: 'IM9' })
    expect(house.filed('IM9')).toBe('R1 latest-booking review')
  })
  proves(10, 'a first text two days ago, then booked: the conversation becomes the apartment’s, linked', async () => {
    const house = open()
    house.setNow(noon(-2))
    house.text({ body: 'is it free?', sid: 'IM10' })
    const before = house.message('IM10').conversationId
    house.setNow(noon(0))
    house.stay('B200', 'R2', 0, 20)
    expect(house.shows()).toEqual(['R2: is it free?'])
    expect(house.link('R2')).toBe('B200')
    expect(house.message('IM10').conversationId).toBe(before)
  })
  proves(11, 'nobody has this phone: the general conversation, linked to nothing', async () => {
    const house = open()
    house.text({ sid: 'IM11' })
    expect(house.filed('IM11')).toBe('- general')
    expect(house.link(null)).toBeNull()
  })
  proves(12, 'the same, and booked for 29 days ahead on that day: linked', async () => {
    const house = open()
    house.text({ body: 'hi' })
    house.stay('A100', 'R1', 29, 40)
    expect(house.shows()).toEqual(['R1: hi'])
    expect(house.link('R1')).toBe('A100')
  })
  proves(13, 'three current stays, each with its number: a text on each is in its own conversation', async () => {
    const house = open(pool)
    const ids = ['R1', 'R2', 'R3'].map((unit, index) => house.stay(`X${index}00`, unit, -1, 5))
    house.work((work) => {
      for (const id of ids) {
        const reservation = readReservation(work.db, id as ReservationId)!
        lineToSendBy(work, must(conversationOfReservation(work, reservation, null)))
      }
    })
    for (const [index, number] of [n1, n2, n3].entries()) house.text({ to: number, body: `t${index}` })
    expect(house.shows()).toEqual(['R1: t0', 'R2: t1', 'R3: t2'])
  })
  proves(14, 'none of it is lost or doubled', async () => {
    const house = open(pool)
    movedOn(house)
    for (const sid of ['IMa', 'IMb', 'IMa', 'IMc', 'IMb']) house.text({ sid, body: sid })
    const all = house.desk.store.sqlite.prepare('select count(*) from messages').pluck().get()
    expect(all).toBe(4)
  })
  proves(15, 'a booking of another apartment leaves the first one’s link and texts as they were', async () => {
    const house = open()
    house.stay('A100', 'R1', -5, 20)
    house.text({ body: 'hi' })
    const before = dumpTables(house.desk)
    house.stay('B200', 'R2', 0, 9)
    const after = dumpTables(house.desk)
    for (const table of ['conversations', 'conversation_links', 'messages']) expect(after[table]).toEqual(before[table])
  })
  proves(16, 'asked by phone, both conversations are named with apartment and booking', async () => {
    const house = open()
    movedOn(house)
    house.text({ body: 'new' })
    expect(house.shows(john)).toHaveLength(2)
    expect(house.shows(ann)).toEqual([])
    expect([house.link('R1', john), house.link('R2', john)]).toEqual(['A100', 'B200'])
  })
  it('[cases] those of this file each have a test', () => {
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
    expect(range(1, 16).filter((number) => !proven.has(number))).toEqual([])
  })
})
