/**
 * Cases 17 to 26, 64, 67 to 69, 71, 75, 78 and 80 of the chat Latchkey replaces (facts/old-chat-system.md section 5): which
 * booking a conversation belongs to, in the light of design.md 3.3.
 */
import { describe, expect, it } from 'vitest'
import { readReservation } from '../../db/queries/bookings.ts'
import { readConversation } from '../../db/queries/conversations.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { isInWindow, judgeLink } from '../../electron/domain/link-rule.ts'
import { arrive, cancel, move } from '../../electron/services/check-in/index.ts'
import {
  conversationOfReservation,
  ensureContact,
  ensureConversation,
  followPhases,
  linkProposals,
  prefixOf,
  relink,
} from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { addReservation, describeGuest, findReservation } from '../../electron/services/reservations/index.ts'
import { numbered } from '../support/houses.ts'
import { ann, day, type InboxDesk, inboxes, john, n1, n2, noon } from '../support/inbox-desk.ts'
import { at, codeOf, dana, dumpTables, must } from '../support/test-desk.ts'

const { prove: proves, proven } = numbered('case')
const open = inboxes()
const zone = 'Europe/London' as never
/** Judges a stay from day 60 to 70 by texts of these days, on the day of its last change. */
const judged = (texts: readonly number[], moment: number) =>
  judgeLink({
    stay: { arrivalDate: day(60), departureDate: day(70), status: 'expected' },
    moment: at(noon(moment)),
    zone,
    texts: texts.map((offset) => at(noon(offset))),
  })
const asks = (house: InboxDesk, phone: string | null, dryRun: boolean) =>
  must(relink(house.desk, dana, { phone, dryRun }))
const describeAs = (house: InboxDesk, ref: string, phone: string) =>
  transact(house.desk, dana, (work) => {
    const reservation = findReservation(work.db, { ref })
    return reservation.ok ? describeGuest(work, reservation.value, { phone }) : reservation
  })

describe('relink', () => {
  /** One conversation without a booking that one could take, and one whose booking is over and followed by another. */
  function twoToMend(house: InboxDesk, phone: string, unit: string, other: string): void {
    house.setNow(noon(-5))
    house.stay(`A${unit}`, unit, -10, -1, phone)
    house.text({ from: phone, body: `in ${unit}` })
    house.stay(`C${unit}`, unit, 1, 9, phone)
    house.text({ from: phone, body: 'first', sid: `IMg${phone}` })
    const general = house.work((work) => ensureConversation(work, ensureContact(work, phone).id, null).id)
    const { sqlite } = house.desk.store
    sqlite
      .prepare('update messages set conversation_id = ?, stay_id = null, reservation_id = null where sid = ?')
      .run(general, `IMg${phone}`)
    // The booking comes in by a way that tells nobody.
    house.advance(60_000)
    const b = house.stay(`B${other}`, other, 20, 25, ann === phone ? john : ann)
    const guest = sqlite.prepare('select guest_id from reservations where reference = ?').pluck().get(`A${unit}`)
    sqlite.prepare('update reservations set guest_id = ? where id = ?').run(guest, b)
    house.setNow(noon(2))
  }
  proves(17, 'one conversation unlinked, one stale, dry run: both with reasons, nothing is written', async () => {
    const house = open()
    twoToMend(house, john, 'R1', 'R2')
    const before = dumpTables(house.desk)
    const lines = asks(house, '+1 202 555 0101', true)
    expect(lines.map(({ from, to, rule, applied }) => ({ from, to, rule, applied }))).toEqual([
      { from: 'AR1', to: 'CR1', rule: 'phase', applied: false },
      { from: null, to: 'BR2', rule: 'message-in-window', applied: false },
    ])
    for (const line of lines) expect(line.reason).toMatch(/\w+ \w+/)
    expect(dumpTables(house.desk)).toEqual(before)
  })
  proves(18, 'run for real twice: two changes, then none', async () => {
    const house = open()
    twoToMend(house, john, 'R1', 'R2')
    expect(asks(house, john, false).map((line) => line.applied)).toEqual([true, true])
    expect([house.link('R1'), house.link('R2')]).toEqual(['CR1', 'BR2'])
    expect(house.shows()).toEqual(['R1: in R1', 'R2: first'])
    const after = dumpTables(house.desk)
    expect(asks(house, john, false)).toEqual([])
    expect(dumpTables(house.desk)).toEqual(after)
  })
  proves(19, 'somebody else’s stale conversation is not touched', async () => {
    const house = open()
    twoToMend(house, john, 'R1', 'R2')
    expect(asks(house, ann, false)).toEqual([])
    expect(house.link('R1')).toBe('AR1')
    expect(asks(house, '+12025550177', false)).toEqual([])
    expect(asks(house, null, false)).toHaveLength(2)
  })
  it('does not undo what the router decided after the booking was known', () => {
    const house = open()
    house.text({ body: 'before', at: noon(-40) })
    house.stay('B200', 'R2', 60, 70)
    expect(house.shows()).toEqual(['-: before'])
    house.setNow(noon(28))
    house.text({ body: 'after' })
    expect(asks(house, john, false)).toEqual([])
    expect(house.shows()).toEqual(['-: before, after'])
  })
  it('refuses what is no phone number', () => {
    expect(codeOf(relink(open().desk, dana, { phone: 'John', dryRun: true }))).toBe('phone-invalid')
  })
})

describe('the link rule', () => {
  proves(20, 'the only text 30 days before arrival: links', async () => {
    expect(judged([30], 40)).toMatchObject({ claims: true, rule: 'message-in-window' })
  })
  proves(21, '31 days before arrival and four days old: not linked, but proposed', async () => {
    expect(judged([29], 33).claims).toBe(false)
    const house = open()
    house.setNow(noon(-35))
    house.text({})
    house.setNow(noon(-31))
    const id = house.stay('A100', 'R1', -4, 9)
    expect(house.shows()).toEqual(['-: hello'])
    const { read } = house.desk.store
    const general = readConversation(read, house.conversation(null))!
    const offered = linkProposals(read, readHouse(read)!, general, house.desk.clock.now())
    expect(offered.map((stay) => stay.reservationId)).toEqual([id])
  })
  proves(22, 'seven days after departure lies in the window, eight do not', async () => {
    const stay = { arrivalDate: day(60), departureDate: day(70) }
    expect([77, 78].map((offset) => isInWindow(stay, day(offset)))).toEqual([true, false])
    expect([judged([77], 77).claims, judged([77], 78).claims]).toEqual([true, false])
  })
  proves(23, 'outside the window: three days old links, four does not', async () => {
    expect([judged([10], 13), judged([10], 14)].map((verdict) => verdict.claims)).toEqual([true, false])
    expect(judged([10], 13)).toMatchObject({ rule: 'recent-message' })
  })
  proves(24, 'a general conversation without texts links', async () => {
    const house = open()
    house.work((work) => ensureConversation(work, ensureContact(work, john).id, null))
    house.advance(60_000)
    house.stay('A100', 'R1', 60, 70)
    expect([house.shows(), house.link('R1')]).toEqual([['R1: '], 'A100'])
  })
  proves(25, 'texts of day 0 and day 9, on day 10 booked for day 35: linked by the second', async () => {
    const house = open()
    house.text({ body: 'a' })
    house.setNow(noon(9))
    house.text({ body: 'b' })
    house.setNow(noon(10))
    house.stay('A100', 'R1', 35, 40)
    expect(house.shows()).toEqual(['R1: a, b'])
  })
  proves(26, 'a booking over since 280 days takes no new text when something of it is written', async () => {
    const house = open()
    house.stay('A100', 'R1', -300, -280)
    house.text({ body: 'hi' })
    must(describeAs(house, 'A100', john))
    house.stay('C300', 'R2', -290, -285)
    expect(house.shows()).toEqual(['-: hi'])
  })
  it('moves the texts that belong to no booking where the apartment has a conversation, and says so in the trail', () => {
    const house = open()
    house.setNow(noon(-90))
    house.stay('A100', 'R1', -95, -80)
    house.text({ body: 'then' })
    house.setNow(noon(-2))
    house.text({ body: 'now' })
    expect(house.shows()).toEqual(['R1: then', '-: now'])
    house.stay('C300', 'R1', 50, 60)
    expect(house.shows()).toEqual(['R1: then, now'])
    expect(house.history('R1')).toEqual(['A100', 'C300'])
    const trail = house.desk.store.sqlite.prepare('select details from audit_entries where action = ?')
    expect(JSON.parse(trail.pluck().get('conversation.linked') as string)).toMatchObject({ texts: 1 })
  })
  it('leaves what a person settled where it is', () => {
    const house = open()
    house.setNow(noon(-2))
    house.text({ body: 'mine', sid: 'IMs' })
    house.desk.store.sqlite.prepare("update messages set settled_by = 'Dana'").run()
    house.stay('C300', 'R1', 5, 6)
    expect(house.shows()).toEqual(['-: mine'])
  })
  it('runs at check-in as at any change: the moment is stored once for each change', () => {
    const house = open()
    house.text({})
    house.stay('A100', 'R1', 0, 6)
    const moments = () => house.desk.store.sqlite.prepare('select fingerprint, at from link_moments').all()
    const booked = moments()
    must(describeAs(house, 'A100', john))
    expect(moments()).toEqual(booked)
    house.advance(60_000)
    must(arrive(house.desk, dana, { ref: 'A100' }))
    expect(moments()).not.toEqual(booked)
  })
})

describe('what changes with a booking', () => {
  proves(64, 'all numbers used: the conversation shares a line, and the unit stands before its texts', async () => {
    const house = open({ numbers: [n1, n2] })
    house.stay('A100', 'R1', -20, -1)
    house.text({ at: noon(-5), body: 'a' })
    house.stay('B200', 'R2', 0, 3)
    house.text({ at: noon(1), body: 'b' })
    house.stay('C300', 'R3', 5, 9)
    house.setNow(noon(6))
    house.text({ body: 'c' })
    expect(house.shows()).toEqual(['R1: a', 'R2: b', 'R3: c'])
    const { read } = house.desk.store
    const prefixes = ['R1', 'R2', 'R3'].map((unit) =>
      prefixOf(read, readHouse(read)!, readConversation(read, house.conversation(unit))!),
    )
    expect(['R1', 'R2', 'R3'].map((unit) => house.numberOf(unit))).toEqual([n1, n2, n1])
    expect(prefixes).toEqual(['Room 1: ', null, 'Room 3: '])
  })
  proves(67, 'moved from R1 to R2: the next text is in R2, R1 keeps its past', async () => {
    const house = open()
    house.stay('A100', 'R1', -1, 9)
    house.text({ body: 'old' })
    must(move(house.desk, dana, { ref: 'A100', fromUnit: 'R1', toUnit: 'R2' }))
    house.text({ body: 'new' })
    expect(house.shows()).toEqual(['R1: old', 'R2: new'])
    expect([house.link('R1'), house.link('R2')]).toEqual([null, 'A100'])
  })
  proves(68, 'A cancelled, C to come: linked to C, no text is sent', async () => {
    const house = open()
    house.stay('A100', 'R1', -1, 3)
    house.text({ body: 'hi' })
    house.stay('C300', 'R1', 20, 30)
    must(cancel(house.desk, dana, { ref: 'A100' }))
    expect(house.link('R1')).toBe('C300')
    expect(house.desk.store.sqlite.prepare('select count(*) from outbox').pluck().get()).toBe(0)
  })
  proves(69, 'a changed phone: texts of the old and the new one are both the guest’s', async () => {
    const house = open()
    const id = house.stay('A100', 'R1', -1, 9)
    house.text({ sid: 'IM69a' })
    must(describeAs(house, 'A100', ann))
    house.text({ sid: 'IM69b', from: ann })
    house.text({ sid: 'IM69c', from: john })
    for (const sid of ['IM69a', 'IM69b', 'IM69c']) expect(house.message(sid).reservationId).toBe(id)
  })
  proves(71, 'two future bookings, the earlier one is written to: linked to that', async () => {
    const house = open()
    house.stay('B200', 'R1', 60, 70)
    const a = house.stay('A100', 'R1', 30, 40)
    house.work((work) => must(conversationOfReservation(work, readReservation(work.db, a as ReservationId)!, null)))
    expect(house.link('R1')).toBe('A100')
  })
  proves(75, 'a phone however it is written: one contact', async () => {
    const house = open({ property: { country: 'US' } })
    house.stay('A100', 'R1', -1, 3, '(202) 555-0101')
    house.stay('B200', 'R2', 5, 9, '+1 202 555 0101')
    house.text({ sid: 'IM75' })
    expect(house.filed('IM75')).toBe('R1 current-stay')
    expect(house.desk.store.sqlite.prepare('select count(*) from contacts').pluck().get()).toBe(1)
  })
  proves(76, 'a national number of another country is asked about, never read as +1', async () => {
    const house = open({ property: { country: 'US' } })
    house.stay('A100', 'R1', -1, 3)
    const describe = (phone: string) =>
      transact(house.desk, dana, (work) => {
        const found = findReservation(work.db, { ref: 'A100' })
        return found.ok ? describeGuest(work, found.value, { phone }) : found
      })
    expect(codeOf(describe('07700 900123'))).toBe('phone-needs-country')
    expect(must(describe('+44 7700 900123')).guest.phones).toEqual(['+447700900123', john])
  })
  proves(80, 'two desks book overlapping nights: the second is refused, and nothing of it stays', async () => {
    const house = open()
    house.stay('A100', 'R1', 0, 5)
    const second = house.secondDesk()
    const refused = addReservation(second, dana, {
      reference: 'B200',
      channel: 'direct',
      stays: [{ unit: 'R1', arrivalDate: day(4), departureDate: day(8) }],
      guest: { phone: john },
    })
    expect(codeOf(refused)).toBe('unit-already-occupied')
    expect(house.desk.store.sqlite.prepare('select count(*) from stays').pluck().get()).toBe(1)
  })
  it('follows once a day what began and ended, and nothing on the same day again', () => {
    const house = open()
    house.stay('A100', 'R1', -3, 1)
    house.text({})
    house.stay('C300', 'R1', 2, 5)
    expect(followPhases(house.desk)).toBe(0)
    house.setNow(noon(2))
    expect([followPhases(house.desk), followPhases(house.desk), house.link('R1')]).toEqual([1, 0, 'C300'])
  })
  it('[cases] those of this file each have a test', () => {
    const asked = [17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 64, 67, 68, 69, 71, 75, 76, 80]
    expect(asked.filter((number) => !proven.has(number))).toEqual([])
  })
})
