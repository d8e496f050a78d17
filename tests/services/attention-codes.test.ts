/** Codes as matters of a person: late before an arrival, stuck, orphaned, touched by others. */
import { describe, expect, it } from 'vitest'
import { writeDoorHealth, writeObserved } from '../../db/queries/doors.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { LockFault } from '../../electron/domain/lock.ts'
import { hours, instant, minutes } from '../../electron/domain/time.ts'
import { attentionItems, doorBadge, faultText, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { audit, transact } from '../../electron/services/desk/index.ts'
import { type FallbackDesk, fallbackHouses } from '../support/fallback-desk.ts'
import { at, book, codeOf, codesByDoor, dana, must } from '../support/test-desk.ts'

const A = '1000000001'
/** Who can be reached is asked for no more. */
const reachable = { email: 'guest@example.com' }
/** At nine in the morning, London time; guests may come at 14:00, which is 13:00 UTC. */
const openAtNine = fallbackHouses({ now: '2026-06-10T08:00:00Z' })
const open = (property: Readonly<Record<string, unknown>> = {}): FallbackDesk => openAtNine({ property })
const said = (house: FallbackDesk, kind: string) => attentionItems(house.desk).filter((item) => item.kind === kind)

/** Room 1 takes its orders and never says that it has done them; the front door does. */
async function bookAtSlowLock(house: FallbackDesk): Promise<void> {
  house.simulator.setDevice('room1', { latencyMs: hours(48) })
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], reachable)
  await house.settleFully()
  expect(codesByDoor(house.desk, A).d1?.state).toBe('accepted')
}

describe('a code that the lock has not confirmed', () => {
  it('is an amber item from an hour before the guest may come, and a red one from half an hour', async () => {
    const house = open()
    await bookAtSlowLock(house)
    house.setNow('2026-06-10T11:59:59Z')
    expect(attentionItems(house.desk)).toEqual([])
    house.setNow('2026-06-10T12:05:00Z')
    const [amber, ...others] = attentionItems(house.desk)
    expect(others).toEqual([])
    expect(amber).toMatchObject({
      kind: 'code-late',
      tone: 'question',
      title: `Room 1: the code of ${A} is not confirmed on the lock; the guest may come in 55 minutes (14:00).`,
      doorId: house.doorId('d1'),
      reservationId: house.reservationId(A),
    })
    house.setNow('2026-06-10T12:30:00Z')
    const red = attentionItems(house.desk)
    expect(red.map((item) => [item.kind, item.tone])).toEqual([['code-late', 'bad']])
    expect(red[0]?.title).toContain('is still not confirmed on the lock; the guest may come in 30 minutes (14:00).')
    expect(doorBadge(red)).toBe(1)
  })

  it('comes back red after the amber one was put aside by trying again, and is one item for door and party', async () => {
    const house = open()
    await bookAtSlowLock(house)
    house.setNow('2026-06-10T12:10:00Z')
    const [amber] = said(house, 'code-late')
    house.desk.store.sqlite
      .prepare('update attention_items set dismissed_at = 1 where number = ?')
      .run(amber!.id.slice(1))
    expect(said(house, 'code-late')).toEqual([])
    house.setNow('2026-06-10T12:31:00Z')
    expect(said(house, 'code-late').map((item) => item.tone)).toEqual(['bad'])
  })

  it('names what else lets the guest in: the key, and before it a spare on the lock', async () => {
    const house = open()
    await bookAtSlowLock(house)
    house.setNow('2026-06-10T12:40:00Z')
    expect(said(house, 'code-late')[0]?.detail).toContain('The key is ready: Envelope 1 in the safe.')
    house.simulator.setDevice('room1', { latencyMs: 100 })
    house.setNow('2026-06-10T08:10:00Z')
    await house.layOutSpares(1)
    house.simulator.setDevice('room1', { latencyMs: hours(48) })
    const raw = house.desk.store.sqlite
    raw
      .prepare("update access_codes set state = 'accepted', held_since = null where kind = 'party' and door_id = ?")
      .run(house.doorId('d1'))
    house.setNow('2026-06-10T12:40:00Z')
    const [item] = said(house, 'code-late')
    expect(item?.detail).toContain('A spare code is on the lock: open the door to give it.')
    expect(item?.actions.map((action) => action.key)).toEqual(['retry'])
    expect(JSON.stringify(item)).not.toMatch(new RegExp(house.allDigits().join('|')))
  })

  it('is red when the party has been in for two minutes, and gone when the lock confirms it', async () => {
    const house = open({ codesAheadHours: 0 })
    house.simulator.setDevice('room1', { latencyMs: minutes(10) })
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], reachable)
    house.setNow('2026-06-10T14:00:00Z')
    await house.settleFully()
    expect(attentionItems(house.desk)).toEqual([])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    house.advance(minutes(2))
    expect(attentionItems(house.desk)).toEqual([])
    house.advance(1)
    expect(said(house, 'code-late').map((item) => item.tone)).toContain('bad')
    house.advance(minutes(12))
    await house.settleFully()
    expect(codesByDoor(house.desk, A).d1?.state).toBe('on-lock')
    expect(attentionItems(house.desk)).toEqual([])
  })

  it('that needs a person already has that item alone', async () => {
    const house = open()
    house.simulator.setDevice('room1', { capacity: 0 })
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], reachable)
    await house.settleFully()
    house.setNow('2026-06-10T12:45:00Z')
    expect(attentionItems(house.desk).map((item) => [item.kind, item.doorId])).toEqual([
      ['code-needs-attention', house.doorId('d1')],
    ])
  })
})

describe('a code that no booking knows', () => {
  const label = 'LK-0123456789AB'
  const lay = (house: FallbackDesk, codes: readonly { ref: string; label: string | null; endsAt?: string }[]) => {
    const doorId = house.doorId('d1')
    house.desk.store.write((db) => {
      writeObserved(
        db,
        doorId,
        codes.map(({ endsAt, ...code }) => ({
          ...code,
          ...{ doorId, pinMac: null, startsAt: null, state: 'held', fault: null },
          endsAt: endsAt === undefined ? null : at(endsAt),
        })),
      )
      writeDoorHealth(db, doorId, { listedAt: house.desk.clock.now() })
    })
  }

  it('is one item a door, which is settled at the door', () => {
    const house = open()
    lay(house, [
      { ref: 'x1', label },
      { ref: 'x2', label: 'LK-BA9876543210' },
      { ref: 'x3', label: 'Cleaner' },
      { ref: 'x4', label: null },
    ])
    const [item, ...others] = attentionItems(house.desk)
    expect(others).toEqual([])
    expect(item).toMatchObject({ kind: 'orphan-code', tone: 'bad', doorId: house.doorId('d1'), actions: [] })
    expect(item?.title).toBe('Room 1: 2 codes are on the lock under our name that no booking knows.')
    expect(codeOf(resolveItem(house.desk, dana, item!.id, 'remove'))).toBe('bad-input')
  })

  it('that has ended opens nothing, and is amber', () => {
    const house = open()
    lay(house, [{ ref: 'x1', label, endsAt: '2026-06-01T10:00:00Z' }])
    expect(attentionItems(house.desk).map((item) => item.tone)).toEqual(['question'])
  })

  it('is none while a code of ours claims it, nor when it was removed after the lock was last listed', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], reachable)
    await house.settleFully()
    must(arrive(house.desk, dana, { ref: A }))
    const ours = codesByDoor(house.desk, A).d1!
    const seen = [{ ref: ours.providerRef!, label: ours.label }]
    lay(house, seen)
    expect(attentionItems(house.desk)).toEqual([])
    house.advance(1_000)
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(codesByDoor(house.desk, A).d1?.state).toBe('removed')
    // The listing of before still has it, whatever the reconciler itself wrote down meanwhile.
    house.desk.store.write((db) => {
      writeObserved(db, house.doorId('d1'), [
        {
          doorId: house.doorId('d1'),
          ...seen[0]!,
          pinMac: null,
          startsAt: null,
          endsAt: null,
          state: 'held',
          fault: null,
        },
      ])
      writeDoorHealth(db, house.doorId('d1'), { listedAt: at('2026-06-10T08:00:05Z') })
    })
    expect(said(house, 'orphan-code')).toEqual([])
    house.advance(hours(1))
    lay(house, seen)
    expect(said(house, 'orphan-code')).toHaveLength(1)
  })
})

describe('a code that others touch at the lock', () => {
  it('is told from the second time within a day', () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], reachable)
    const note = (action: string) =>
      must(
        transact(house.desk, { actor: 'Latchkey', source: 'program' }, (work) => {
          audit(work, action, { reservationId: house.reservationId(A), doorId: house.doorId('d1') })
          return { ok: true, value: null }
        }),
      )
    note('code.missing')
    expect(said(house, 'codes-outside')).toEqual([])
    house.advance(hours(3))
    note('code.changed-outside')
    expect(said(house, 'codes-outside')).toMatchObject([
      {
        tone: 'question',
        title: `Room 1: the code of ${A} was missing or changed at the lock 2 times within a day.`,
        doorId: house.doorId('d1'),
      },
    ])
    house.advance(hours(21) + 1)
    expect(said(house, 'codes-outside')).toEqual([])
  })
})

describe('what is wrong with a lock', () => {
  it('is said in whole sentences for every fault, with what is kept and what to do', () => {
    const faults: readonly LockFault[] = [
      ...(['offline', 'busy', 'duplicate', 'full', 'bad-pin', 'auth'] as const),
      ...(['quota', 'clock', 'not-found', 'unsupported', 'transient'] as const),
    ]
    const house = open()
    const { timeZone } = readHouse(house.desk.store.read)!.property
    const now = house.desk.clock.now()
    for (const fault of faults) {
      const text = faultText(fault, instant(now - minutes(20)), timeZone, now)
      expect(text).toMatch(/^[A-Z].*\.$/)
      expect(text).toMatch(/still open|nothing.*changed/i)
      expect(text).toMatch(/still trying|then try again|new digits|Settings|Hand over a key/)
    }
    expect(faultText('offline', instant(now - minutes(20)), timeZone, now)).toContain(
      'Offline since 08:40; still trying.',
    )
    expect(faultText('offline', instant(now - hours(21)), timeZone, now)).toContain('Offline; still trying.')
  })
})
