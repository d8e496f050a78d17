/** The Doors screen and one door opened: what should be on each lock beside what is. */
import { describe, expect, it } from 'vitest'
import { insertKeyHandOut } from '../../db/queries/doors.ts'
import type { DoorRow } from '../../electron/contract/views.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { giveAndShowSpare } from '../../electron/services/fallback/index.ts'
import { doorPanel, doorsView } from '../../electron/services/views/index.ts'
import { everyProvider, noteHealth, noteSeen, okonkwo, panelOf } from '../support/door-desk.ts'
import { type FallbackDesk, fallbackHouses } from '../support/fallback-desk.ts'
import { at, book, codeOf, codesByDoor, dana, must } from '../support/test-desk.ts'

const A = '1000000001'
const B = '1000000002'

const open = fallbackHouses({ now: '2026-06-10T12:40:00Z' })
const row = (house: FallbackDesk, door: string): DoorRow =>
  must(doorsView(house.desk, everyProvider)).doors.find((one) => one.key === door)!
const lines = (house: FallbackDesk, door: string) =>
  panelOf(house, door).codeLines.map((line) => [line.kind, line.who, line.shouldBe, line.state])

describe('a row of the Doors screen', () => {
  it('tells the health of its lock and the worst of its codes', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    book(house.desk, B, [['R1', '2026-06-12', '2026-06-13']])
    house.simulator.setDevice('room1', { capacity: 0 })
    await house.layOutSpares(1)
    noteHealth(house, 'front', {
      ...{ online: true, batteryPercent: 88, signal: 'good', askedAt: at('2026-06-10T12:39:00Z') },
      ...{ seenAt: at('2026-06-10T12:39:00Z'), gateway: { id: 'g', name: 'Hall', online: true } },
    })
    expect(row(house, 'front')).toMatchObject({
      ...{ provider: 'simulator', configured: true, online: true, batteryPercent: 88, battery: 'ok', signal: 'good' },
      ...{ seenAt: '2026-06-10T12:39:00.000Z', gateway: { id: 'g', name: 'Hall', online: true } },
      codes: { worst: 'on-lock', inWorst: 2, onLock: 2, wanted: 2, spares: 1 },
    })
    expect(row(house, 'd1').codes).toMatchObject({
      worst: 'needs-attention',
      inWorst: 2,
      onLock: 0,
      wanted: 2,
      spares: 0,
    })
    expect(must(doorsView(house.desk, everyProvider)).readAt).toBe('2026-06-10T12:39:00.000Z')
  })

  it('tells a door without a lock from one without a code, and a provider without a key', () => {
    const house = open({ keyRooms: [2] })
    expect(row(house, 'd1').codes).toEqual({ worst: 'no-code', inWorst: 0, onLock: 0, wanted: 0, spares: 0 })
    expect(row(house, 'd2')).toMatchObject({ provider: null, configured: true, codes: { worst: 'key' } })
    const bare = must(doorsView(house.desk, () => false)).doors
    expect(bare.map((door) => [door.key, door.configured])).toEqual([
      ['front', false],
      ['d1', false],
      ['d2', true],
    ])
  })

  it('shows a code that is still being removed, which is wanted no more', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    await house.settleFully()
    must(arrive(house.desk, dana, { ref: A }))
    house.simulator.setDevice('room1', { online: false })
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(row(house, 'd1').codes).toMatchObject({ worst: 'removing', inWorst: 1, onLock: 0, wanted: 0 })
  })
})

describe('troubles on the Doors screen', () => {
  it('group the locks of a gateway that is offline, and leave a single lock in its row', () => {
    const house = open({ rooms: 3 })
    const gateway = { id: 'g1', name: 'East stairs', online: false }
    noteHealth(house, 'front', { online: true })
    for (const door of ['d1', 'd2'])
      noteHealth(house, door, { online: false, gateway, offlineSince: at('2026-06-10T12:30:00Z') })
    noteHealth(house, 'd3', { online: false, offlineSince: at('2026-06-10T12:00:00Z') })
    expect(must(doorsView(house.desk, everyProvider)).troubles).toEqual([
      { gateway, offlineSince: '2026-06-10T12:30:00.000Z', doorIds: [house.doorId('d1'), house.doorId('d2')] },
    ])
    expect(row(house, 'd3')).toMatchObject({ online: false, offlineSince: '2026-06-10T12:00:00.000Z' })
  })

  it('name the provider where none of its locks can be asked', () => {
    const house = open()
    for (const door of ['front', 'd1', 'd2']) noteHealth(house, door, { online: null, fault: 'offline' })
    expect(must(doorsView(house.desk, everyProvider)).troubles).toMatchObject([
      { gateway: { id: 'simulator', name: 'The training locks', online: null } },
    ])
  })
})

describe('a door opened', () => {
  it('is refused where the house has no such door', () => {
    const house = open()
    expect(codeOf(doorPanel(house.desk, 'gone' as never, null, everyProvider))).toBe('door-unknown')
  })

  it('sets what should be on its lock beside what is: ours, spares, others', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], okonkwo)
    book(house.desk, B, [['R1', '2026-06-12', '2026-06-13']])
    await house.layOutSpares(2)
    const ours = codesByDoor(house.desk, A).d1!
    noteSeen(house, 'd1', [
      { ref: ours.providerRef!, label: ours.label },
      { ref: 'x1', label: 'Cleaner' },
      { ref: 'x2', label: 'LK-0123456789AB', endsAt: at('2026-06-20T10:00:00Z') },
      { ref: 'x3' },
    ])
    noteHealth(house, 'd1', { listedAt: house.desk.clock.now() })
    expect(lines(house, 'd1')).toEqual([
      ['party', 'Adaeze Okonkwo', 'present', 'on-lock'],
      ['party', `Guest of ${B}`, 'present', 'on-lock'],
      ['spare', 'Spare 1', 'present', 'on-lock'],
      ['spare', 'Spare 2', 'present', 'on-lock'],
      ['foreign', 'Without a name', null, 'foreign'],
      ['foreign', 'Cleaner', null, 'foreign'],
      ['orphan', 'LK-0123456789AB', null, 'orphan'],
    ])
    const orphan = panelOf(house, 'd1').codeLines.at(-1)
    expect(orphan).toMatchObject({ ref: 'x2', codeId: null, until: '2026-06-20T10:00:00.000Z' })
    for (const digits of house.allDigits()) expect(JSON.stringify(panelOf(house, 'd1'))).not.toContain(digits)
  })

  it('leaves out what a listing of before still shows of a code that has been removed', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    await house.settleFully()
    const ours = codesByDoor(house.desk, A).d1!
    must(arrive(house.desk, dana, { ref: A }))
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    noteSeen(house, 'd1', [{ ref: ours.providerRef!, label: ours.label }])
    noteHealth(house, 'd1', { listedAt: at('2026-06-10T12:40:00Z') })
    expect(lines(house, 'd1')).toEqual([])
  })

  it('names who was given a spare, and when a code opened the door', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], okonkwo)
    await house.layOutSpares(1)
    must(arrive(house.desk, dana, { ref: A }))
    const shown = must(giveAndShowSpare(house.desk, dana, { door: 'd1', ref: A }))
    const { sqlite } = house.desk.store
    sqlite.prepare("update access_codes set opened_at = ? where kind = 'party'").run(at('2026-06-10T12:41:00Z'))
    const [party, spare] = panelOf(house, 'd1').codeLines
    expect(party).toMatchObject({ kind: 'party', openedAt: '2026-06-10T12:41:00.000Z', givenTo: null })
    expect(spare).toMatchObject({ kind: 'spare', who: 'Spare code', givenTo: 'Adaeze Okonkwo' })
    expect(shown.pin).toMatch(/^\d+$/)
  })

  it('says whether it can be opened from here, and where its key is', () => {
    const house = open()
    expect(panelOf(house, 'd1').unlock.possible).toBe(false)
    noteHealth(house, 'd1', { online: true, canUnlock: true })
    expect(panelOf(house, 'd1').unlock.possible).toBe(true)
    expect(panelOf(house, 'd1')).toMatchObject({ envelope: 'Envelope 1 in the safe', keyOut: null })
    house.desk.store.write((db) =>
      insertKeyHandOut(db, {
        ...{ id: 'key-1', doorId: house.doorId('d1'), reservationId: null, envelope: 'Envelope 1 in the safe' },
        ...{
          takenBy: 'Plumber',
          handedAt: house.desk.clock.now(),
          handedBy: 'Dana',
          returnedAt: null,
          returnedBy: null,
        },
      }),
    )
    expect(panelOf(house, 'd1').keyOut).toMatchObject({ id: 'key-1', takenBy: 'Plumber', by: 'Dana' })
    expect(panelOf(house, 'd2').keyOut).toBeNull()
  })
})
