/** `show attention` and `resolve` as a person types them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deskCommands } from '../../electron/desk/desk-commands.ts'
import { commandsOn } from '../support/commands.ts'
import { book, openTestDesk, type TestDesk } from '../support/test-desk.ts'

const A = '1000000001'
let house: TestDesk
beforeEach(() => {
  house = openTestDesk({ now: '2026-06-10T08:00:00Z' })
})
afterEach(() => house.close())
const { done, refused } = commandsOn(() => house, deskCommands)

describe('show attention', () => {
  it('prints an item whole, hides it while it is aside, and shows it with --all', async () => {
    const { reservationId } = book(house.desk, A, [['R1', '2026-06-11', '2026-06-13']])
    const [item] = await done('show', 'attention')
    expect(item).toEqual({
      id: 'A1',
      kind: 'missing-contact',
      tone: 'question',
      title: `No phone and no e-mail is known of ${A}, who arrives tomorrow.`,
      detail: 'Open the booking and write down how to reach them.',
      since: '2026-06-10T08:00:00.000Z',
      snoozedUntil: null,
      reservationId,
      stayId: null,
      actions: ['dismiss'],
      snoozes: ['snooze', 'snooze-tomorrow'],
    })
    expect(await done('resolve', 'A1', 'snooze-tomorrow')).toEqual({
      item: 'A1',
      action: 'snooze-tomorrow',
      done: true,
    })
    expect(await done('show', 'attention')).toEqual([])
    expect(await done('show', 'attention', '--all')).toEqual([{ ...item, snoozedUntil: '2026-06-11T03:00:00.000Z' }])
  })

  it('says with --settled who answered what', async () => {
    book(house.desk, A, [['R1', '2026-06-11', '2026-06-13']])
    expect(await done('show', 'attention')).toHaveLength(1)
    await done('resolve', 'a1', 'dismiss')
    expect(await done('show', 'attention', '--settled')).toEqual([
      {
        id: 'A1',
        kind: 'missing-contact',
        openedAt: '2026-06-10T08:00:00.000Z',
        closedAt: null,
        by: 'Dana',
        action: 'dismiss',
        answeredAt: '2026-06-10T08:00:00.000Z',
      },
    ])
  })
})

describe('resolve', () => {
  it('refuses what an item does not offer, and an item that is none, and writes nothing', async () => {
    book(house.desk, A, [['R1', '2026-06-11', '2026-06-13']])
    await done('show', 'attention')
    expect(await refused('resolve', 'A1', 'snooze-arrival')).toBe('bad-input')
    expect(await refused('resolve', 'A7', 'dismiss')).toBe('item-unknown')
  })
})
