/** The link to their page, texted at the desk's word: once, to a phone there is, and only where it will lead somewhere. */
import { describe, expect, it } from 'vitest'
import { updateLine } from '../../db/queries/lines.ts'
import { updateMessage } from '../../db/queries/messages.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import { cancel } from '../../electron/services/check-in/index.ts'
import { sendGuestLink } from '../../electron/services/guest-messages/index.ts'
import { A, type ModelDesk } from '../support/houses.ts'
import {
  base,
  booked,
  closeAll,
  links,
  own,
  passing,
  reachedBy,
  set,
  speak,
  tokens,
  two,
} from '../support/linked-desk.ts'
import { idOf, leave, ourTexts, saidTo, tellingHouses } from '../support/telling-desk.ts'
import { book, codeOf, dana, dumpTables, must } from '../support/test-desk.ts'

const { open, openModel } = tellingHouses()

describe('the link at the desk’s word', () => {
  const order = (house: ModelDesk) => sendGuestLink(house.desk, dana, idOf(house, A))

  it('is one text with a link that opens, written in the guest’s language', () => {
    const house = reachedBy(open(), own)
    booked(house)
    const sent = must(order(house))
    expect(ourTexts(house.desk)).toMatchObject([{ id: sent.id, status: 'waiting', reservationId: idOf(house, A) }])
    expect(saidTo(house.desk)).toEqual([
      `Hello Ann Example, this is your page at Test House, with all rooms and PINs:\n${base}/g/${tokens(house)[0]}`,
    ])
    speak(house, 'de')
    expect(leave(house.desk)).toEqual([])
    expect(saidTo(house.desk)[0]).toMatch(/^Guten Tag Ann Example, hier ist Ihre Seite .*Test House\.\nhttps:/s)
  })

  it('ordered twice within a minute is one text; later it is another link, and so it is after a failure', () => {
    const house = reachedBy(open(), own)
    booked(house)
    const first = must(order(house))
    house.advance(minutes(1) - 1)
    expect(must(order(house)).id).toBe(first.id)
    house.advance(1)
    const second = must(order(house))
    expect(second.id).not.toBe(first.id)
    house.desk.store.write((db) => updateMessage(db, second.id as never, { status: 'failed' }))
    expect(must(order(house)).id).not.toBe(second.id)
    expect(new Set(tokens(house)).size).toBe(3)
  })

  it('goes whether or not texts name the page by themselves', () => {
    const house = reachedBy(open(), own)
    set(house, { linkInTexts: false })
    booked(house)
    must(order(house))
    expect(leave(house.desk)).toEqual([])
    expect(saidTo(house.desk)[0]).toContain(tokens(house)[0])
  })

  it.each([
    ['without a phone', 'no-phone', (house: ModelDesk) => void book(house.desk, A, two, { name: 'Ann Example' })],
    ['without an address', 'no-public-address', (house: ModelDesk) => void reachedBy(booked(house), { kind: 'none' })],
    ['with a passing address', 'no-public-address', (house: ModelDesk) => void reachedBy(booked(house), passing)],
    ['with pages off', 'guest-pages-off', (house: ModelDesk) => set(booked(house), { on: false })],
    [
      'of a cancelled booking',
      'not-expected',
      (house: ModelDesk) => must(cancel(booked(house).desk, dana, { ref: A })),
    ],
  ])('%s it is refused and nothing is kept', (_, code, prepare) => {
    const house = reachedBy(open(), own)
    prepare(house)
    const before = dumpTables(house.desk)
    expect(codeOf(order(house))).toBe(code)
    expect(dumpTables(house.desk)).toEqual(before)
  })

  it('is refused to who texted STOP, and in a house that does not text', () => {
    const house = reachedBy(open(), own)
    booked(house)
    must(order(house))
    const [line] = house.desk.store.sqlite.prepare('select id from lines').pluck().all() as string[]
    house.desk.store.write((db) => updateLine(db, line as never, { optedOutAt: house.desk.clock.now() }))
    house.advance(hours(1))
    const before = links(house).length
    expect(codeOf(order(house))).toBe('contact-opted-out')
    expect(links(house)).toHaveLength(before)
    const silent = reachedBy(openModel({ now: '2026-06-08T09:00:00Z' }), own)
    expect(codeOf(order(booked(silent)))).toBe('texting-off')
    expect(links(silent)).toEqual([])
  })

  it.each([
    ['closed', (house: ModelDesk) => closeAll(house), 'its link leads nowhere any more'],
    ['without an address', (house: ModelDesk) => void reachedBy(house, passing), 'its link leads nowhere any more'],
    ['cancelled', (house: ModelDesk) => must(cancel(house.desk, dana, { ref: A })), 'the booking was cancelled'],
  ])('is not sent where all is %s meanwhile', (_, change, reason) => {
    const house = reachedBy(open(), own)
    booked(house)
    must(order(house))
    change(house)
    expect(leave(house.desk)).toEqual([reason])
  })
})
