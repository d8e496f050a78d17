/** What happened at a door, what a party's sheet says of its doors, and the listing of codes. */
import { describe, expect, it } from 'vitest'
import { endAttempt, insertAttempt } from '../../db/queries/code-attempts.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import { arrive, depart, extend } from '../../electron/services/check-in/index.ts'
import { giveAndShowSpare, unlockDoor } from '../../electron/services/fallback/index.ts'
import { sheetView, showCodes } from '../../electron/services/views/index.ts'
import { noteHealth, noteSeen, okonkwo, panelOf } from '../support/door-desk.ts'
import { type FallbackDesk, fallbackHouses } from '../support/fallback-desk.ts'
import { book, codesByDoor, dana, must } from '../support/test-desk.ts'

const A = '1000000001'

const open = fallbackHouses({ now: '2026-06-10T12:40:00Z' })

describe('the history of a door', () => {
  const texts = (house: FallbackDesk) => panelOf(house, 'd1').history.map((line) => line.text)

  it('tells failures in a row as one line that counts them, and names the gateway that is offline', () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], okonkwo)
    const code = codesByDoor(house.desk, A).d1!
    const attempt = (outcome: 'rejected' | 'confirmed' | 'accepted', fault: 'offline' | 'busy' | null) => {
      const now = house.desk.clock.now()
      house.desk.store.write((db) => {
        const id = insertAttempt(db, { codeId: code.id, opId: `op${now}`, verb: 'set', startedAt: now })
        endAttempt(db, id, now, outcome, fault)
      })
      house.advance(minutes(1))
    }
    attempt('rejected', 'busy')
    attempt('accepted', null)
    noteHealth(house, 'd1', {
      ...{ online: false, offlineSince: house.desk.clock.now() },
      gateway: { id: 'g', name: 'East stairs', online: false },
    })
    for (let count = 0; count < 4; count++) attempt('rejected', 'offline')
    expect(texts(house)).toEqual([
      'Code for Adaeze Okonkwo not sent, 4th try: gateway offline',
      'Gateway “East stairs” stopped answering',
      'Code for Adaeze Okonkwo sent, not confirmed',
      'Code for Adaeze Okonkwo not sent: lock busy',
    ])
  })

  it('tells of readings and of who opened the door why, once, newest first', async () => {
    const house = open()
    noteHealth(house, 'd1', { online: true, canUnlock: true, listedAt: house.desk.clock.now() })
    noteSeen(house, 'd1', [{ ref: 'x1', label: 'Cleaner' }])
    house.advance(minutes(3))
    must(
      await unlockDoor(house.desk, { actor: 'Marek', source: 'desk' }, house.worker.atDoor, {
        door: 'd1',
        reason: 'plumber',
      }),
    )
    house.answers.unlock = () => ({ state: 'sent' })
    house.advance(minutes(1))
    must(await unlockDoor(house.desk, dana, house.worker.atDoor, { door: 'd1', reason: 'cleaning' }))
    expect(panelOf(house, 'd1').history.map(({ text, by }) => [text, by])).toEqual([
      ['Opening sent from here, not confirmed: “cleaning”', 'Dana'],
      ['Opened from here: “plumber”', 'Marek'],
      ['Read: 1 code on the lock', null],
    ])
    expect(texts(house).join()).not.toMatch(/\d{4}-\d{2}/)
  })
})

describe('the sheet of a party', () => {
  it('offers other ways in at a door whose code is not there, and none where it is', async () => {
    const house = open()
    house.simulator.setDevice('room1', { online: false })
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], okonkwo)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    noteHealth(house, 'd1', { online: false, canUnlock: true })
    const [front, room] = must(sheetView(house.desk, { reservationId: house.reservationId(A) })).doors
    expect(front).toMatchObject({ state: 'on-lock', ladder: null, given: [], keyOut: null, openedAt: null })
    expect(room?.state).toBe('needs-attention')
    expect(room?.ladder).toMatchObject({
      ...{ spare: { possible: false }, unlock: { possible: false } },
      envelope: { possible: true, name: 'Envelope 1 in the safe' },
    })
    must(depart(house.desk, dana, { ref: A }))
    const after = must(sheetView(house.desk, { reservationId: house.reservationId(A) })).doors
    expect(after.map((door) => door.ladder)).toEqual(after.map(() => null))
  })

  it('lists what the party was given and the key it has', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    await house.layOutSpares(1)
    must(arrive(house.desk, dana, { ref: A }))
    must(giveAndShowSpare(house.desk, dana, { door: 'd1', ref: A }))
    await house.settleFully()
    const [front, room] = must(sheetView(house.desk, { reservationId: house.reservationId(A) })).doors
    expect(front?.given).toEqual([])
    expect(room?.given).toMatchObject([
      { kind: 'spare', state: 'on-lock', endsAt: '2026-06-12T10:00:00.000Z', givenBy: 'Dana' },
    ])
  })

  it('tells its history in days as people say them', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-14', untilTime: '12:00' }))
    const { history } = must(sheetView(house.desk, { reservationId: house.reservationId(A) }))
    const told = history.map((line) => line.text)
    expect(told).toContain('Room 1 now until Sun 14 Jun, 12:00')
    expect(told).toContain('Room 1 added, Wed 10 Jun to Fri 12 Jun')
    expect(told.join()).not.toMatch(/\d{4}-\d{2}-\d{2}/)
  })
})

describe('show codes', () => {
  it('says kind, since when, fault and opening, and shows spares where a door is asked for', async () => {
    const house = open()
    house.simulator.setDevice('front', { online: false })
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    await house.layOutSpares(1)
    house.advance(hours(1))
    const ask = (ref: string | null, door: string | null) =>
      must(showCodes(house.desk, dana, { ref, door, reveal: false }))
    expect(ask(null, 'd1').map((line) => [line.kind, line.reference, line.state, line.fault, line.openedAt])).toEqual([
      ['party', A, 'on-lock', null, null],
      ['spare', null, 'on-lock', null, null],
    ])
    expect(ask(A, null).map((line) => [line.door, line.kind])).toEqual([
      ['front', 'party'],
      ['d1', 'party'],
    ])
    expect(ask(A, 'front')[0]).toMatchObject({ fault: 'offline', since: expect.stringMatching(/^2026-06-10T12:4/) })
    expect(Object.keys(ask(A, 'front')[0]!)).toEqual([
      ...['id', 'door', 'unit', 'state', 'startsAt', 'endsAt', 'windows', 'pin'],
      ...['kind', 'since', 'fault', 'openedAt', 'reference'],
    ])
  })
})
