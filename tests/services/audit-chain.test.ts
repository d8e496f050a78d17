/** The trail as a chain: whatever is changed, taken out, cut off or forged shows; and what touches digits or doors is in it. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkAuditChain } from '../../db/queries/desk.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { revealPins } from '../../electron/services/access-codes/index.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import {
  changeSpares,
  giveAndShowSpare,
  giveOfflineCode,
  giveSpare,
  handOutKey,
  keepSpares,
  listSpares,
  reissue,
  showSpare,
  takeBackKey,
  unlockDoor,
} from '../../electron/services/fallback/index.ts'
import { slipContent } from '../../electron/services/slip/index.ts'
import { type FallbackDesk, openFallbackDesk } from '../support/fallback-desk.ts'
import { book, dana, must, yusuf } from '../support/test-desk.ts'

const A = 'BOOKA1'
let house: FallbackDesk
beforeEach(async () => {
  house = openFallbackDesk()
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], { name: 'Ann Example' })
  must(arrive(house.desk, dana, { ref: A }))
  await house.layOutSpares(2)
})
afterEach(() => house.close())

const check = () => checkAuditChain(house.desk.store.read, (text) => house.desk.store.vault.mac('audit', text))
const sql = (text: string, ...values: readonly unknown[]) => house.desk.store.sqlite.prepare(text).run(...values)
const count = () => house.trail().length

describe('the chain of the trail', () => {
  it('is whole in a house at work, also of two processes that write by turns', () => {
    const other = house.secondDesk()
    for (let turn = 0; turn < 6; turn++)
      must(revealPins(turn % 2 ? other : house.desk, turn % 2 ? yusuf : dana, house.reservationId(A), 'shown'))
    expect(count()).toBeGreaterThan(8)
    expect(check()).toEqual({ entries: count(), unchained: 0, brokenAt: null })
  })

  it('breaks where somebody changes anything of an entry', () => {
    must(revealPins(house.desk, dana, house.reservationId(A), 'shown'))
    const id = count()
    must(depart(house.desk, dana, { ref: A }))
    const changes = [
      ...["actor = 'Yusuf'", 'at = at + 60000', "action = 'stay.arrived-earlier'", "source = 'program'"],
      ...['reservation_id = null', "stay_id = 'another'", "door_id = 'another'", `details = '{"purpose":"slip"}'`],
      ...["hash = 'AAAA'", 'hash = null'],
    ]
    sql('create temp table kept as select * from audit_entries')
    for (const change of changes) {
      sql(`update audit_entries set ${change} where id = ?`, id)
      expect([change, check().brokenAt]).toEqual([change, id])
      sql('delete from audit_entries where id = ?', id)
      sql('insert into audit_entries select * from kept where id = ?', id)
      expect(check().brokenAt).toBeNull()
    }
  })

  it('breaks where an entry in the middle is taken out, also when the rest moves up', () => {
    sql('delete from audit_entries where id = 2')
    expect(check().brokenAt).toBe(2)
    sql('update audit_entries set id = id - 1 where id > 2')
    expect(check().brokenAt).toBe(2)
  })

  it('breaks where its end is cut off', () => {
    const last = count()
    sql('delete from audit_entries where id > ?', last - 2)
    expect(check()).toEqual({ entries: last - 2, unchained: 0, brokenAt: last - 1 })
  })

  it('breaks where its end was cut off and the desk went on writing', () => {
    const last = count()
    sql('delete from audit_entries where id = ?', last)
    must(revealPins(house.desk, dana, house.reservationId(A), 'shown'))
    expect(check().brokenAt).toBe(last)
  })

  it('takes no entry that somebody wrote without the key, however well it is hashed', () => {
    const last = house.desk.store.sqlite
      .prepare('select * from audit_entries order by id desc limit 1')
      .get() as Record<string, string>
    const link = JSON.stringify([last.hash, 1, 'Dana', 'desk', 'pin.revealed', null, null, null, '{}'])
    const forged = createHash('sha256').update(link).digest('base64url')
    sql(
      "insert into audit_entries (at, actor, source, action, details, hash) values (1, 'Dana', 'desk', 'pin.revealed', '{}', ?)",
      forged,
    )
    expect(check().brokenAt).toBe(count())
  })
})

describe('what touches digits or opens doors', () => {
  const atDoor: Parameters<typeof unlockDoor>[2] = (doorId, use) => house.worker.atDoor(doorId, use)
  const spareId = () => must(listSpares(house.desk, dana, { door: 'd1', reveal: false })).spares[0]!.id
  const handOut = () => must(handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Ann Example', ref: A }))
  const cases: readonly (readonly [string, readonly string[], () => unknown])[] = [
    ['digits shown', ['pin.revealed'], () => must(revealPins(house.desk, dana, house.reservationId(A), 'shown'))],
    ['a slip made', ['pin.revealed'], () => must(slipContent(house.desk, dana, house.reservationId(A)))],
    ['new digits', ['code.reissued'], () => must(reissue(house.desk, dana, { ref: A }))],
    ['new digits at one door', ['code.reissued'], () => must(reissue(house.desk, dana, { ref: A, door: 'd1' }))],
    ['a spare given', ['spare.given'], () => must(giveSpare(house.desk, dana, { ref: A, door: 'd1' }))],
    [
      'a spare given and shown',
      ['spare.given', 'pin.revealed'],
      () => must(giveAndShowSpare(house.desk, dana, { ref: A, door: 'd1' })),
    ],
    ['a spare shown', ['pin.revealed'], () => must(showSpare(house.desk, dana, spareId()))],
    [
      'spares listed with digits',
      ['pin.revealed'],
      () => must(listSpares(house.desk, dana, { door: 'd1', reveal: true })),
    ],
    ['spares listed without', [], () => must(listSpares(house.desk, dana, { door: 'd1', reveal: false }))],
    [
      'an offline code',
      ['offline-code.given', 'pin.revealed'],
      async () => {
        house.answers.offlineCode = ({ startsAt, endsAt }) => ({
          ok: true,
          ref: 'o1',
          pin: '73914628' as Pin,
          startsAt,
          endsAt,
        })
        must(await giveOfflineCode(house.desk, dana, atDoor, { ref: A, door: 'd1' }))
      },
    ],
    ['spares changed', ['spare.changed'], () => must(changeSpares(house.desk, dana, 'd1'))],
    ['spares laid out', ['spare.kept'], () => must(keepSpares(house.desk, dana, 'd1', 3))],
    ['a key handed out', ['key.handed-out'], handOut],
    [
      'a key taken back',
      ['key.handed-out', 'key.returned'],
      () => must(takeBackKey(house.desk, dana, { handOutId: handOut().id })),
    ],
    [
      'a door opened',
      ['door.unlock-asked', 'door.unlocked'],
      async () => must(await unlockDoor(house.desk, dana, atDoor, { door: 'd1', reason: 'plumber' })),
    ],
    [
      'a door that would not open',
      ['door.unlock-asked', 'door.unlock-failed'],
      async () => {
        house.answers.unlock = () => ({ state: 'rejected', fault: 'offline' })
        expect((await unlockDoor(house.desk, dana, atDoor, { door: 'd1', reason: 'plumber' })).ok).toBe(false)
      },
    ],
  ]

  it.each(cases)('is written down: %s', async (_title, actions, act) => {
    const before = count()
    await act()
    expect(
      house
        .trail()
        .slice(before)
        .map((entry) => entry.action),
    ).toEqual(actions)
    const { brokenAt, unchained } = check()
    expect([brokenAt, unchained]).toEqual([null, 0])
    const trail = JSON.stringify(house.trail())
    for (const digits of house.allDigits()) expect(trail).not.toContain(digits)
  })
})
