import { beforeEach, describe, expect, it } from 'vitest'
import { auditOfReservation } from '../../db/queries/desk.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, extend, undo } from '../../electron/services/check-in/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { type CalendarLine, calendar, closed, feedDesk, reserved } from '../support/feed-desk.ts'
import { codeOf, dana, must, windowsByDoor } from '../support/test-desk.ts'

const { test, booking, airbnb, poll, pollFor, lines, items, resolve, feedOf } = feedDesk()
const far = reserved('far', '2026-06-20/2026-06-22', 'HMFARFAR01')
const near = reserved('near', '2026-06-11/2026-06-13', 'HMNEAR0001')
/** Enough others that one fewer makes no answer suspect. */
const others = ['2026-07-01/2026-07-03', '2026-07-04/2026-07-06', '2026-07-07/2026-07-09'].map((days, index) =>
  reserved(`other-${index}`, days, `HMOTHER00${index}`),
)
const show = (...events: readonly CalendarLine[]) => airbnb().setCalendar(calendar(...others, ...events))
const ofR2 = () => lines().filter((line) => !line.startsWith('R2 2026-07'))

describe('a stay that leaves its feed', () => {
  beforeEach(async () => {
    show(far, near)
    await poll()
  })

  it('stands for six hours and three good polls, and is then cancelled if it is far off', async () => {
    show(near)
    await pollFor(5.5)
    expect(ofR2()).toContain('R2 2026-06-20 2026-06-22 expected')
    await pollFor(1)
    expect(ofR2()).toContain('R2 2026-06-20 2026-06-22 cancelled')
    const shown = must(showReservation(test().desk, { ref: 'HMFARFAR01' }))
    expect(shown.codes.map((code) => code.state)).toEqual(['removed', 'removed'])
    const [entry] = auditOfReservation(test().desk.store.read, shown.id as ReservationId, 1)
    expect([entry!.action, entry!.source]).toEqual(['stay.cancelled', 'feed'])
    // What the feed did can be taken back like what a person did.
    must(undo(test().desk, dana, { reservationId: shown.id as ReservationId }))
    expect(ofR2()).toContain('R2 2026-06-20 2026-06-22 expected')
  })

  it('is believed after three good polls however long they take, never after fewer', async () => {
    show(near)
    await poll()
    airbnb().setMode({ kind: 'status', status: 503 })
    await pollFor(9)
    airbnb().setMode({ kind: 'calendar' })
    test().advance(3_600_000)
    await poll()
    expect(ofR2()).toContain('R2 2026-06-20 2026-06-22 expected')
    await pollFor(1)
    expect(ofR2()).toContain('R2 2026-06-20 2026-06-22 cancelled')
  })

  it('is itself again when it returns before that', async () => {
    show(near)
    await pollFor(5)
    show(near, far)
    await poll()
    show(near)
    await pollFor(5)
    expect(ofR2()).toContain('R2 2026-06-20 2026-06-22 expected')
  })

  it('is another stay when its name returns after that', async () => {
    show(near)
    await pollFor(7)
    show(near, far)
    await poll()
    expect(ofR2().filter((line) => line.includes('2026-06-20'))).toEqual([
      'R2 2026-06-20 2026-06-22 cancelled',
      'R2 2026-06-20 2026-06-22 expected',
    ])
  })

  it('is asked about where its arrival is near, and cancelled or kept as a person says', async () => {
    show(far)
    await pollFor(7)
    expect(ofR2()).toContain('R2 2026-06-11 2026-06-13 expected')
    expect(items('stay-gone')[0]!.title).toContain('HMNEAR0001')
    resolve('stay-gone', 'keep')
    await pollFor(7)
    expect(items('stay-gone')).toEqual([])
    show(far, near)
    await poll()
    expect(ofR2()).toEqual(['R2 2026-06-11 2026-06-13 expected', 'R2 2026-06-20 2026-06-22 expected'])
    show(far)
    await pollFor(7)
    resolve('stay-gone', 'cancel')
    expect(ofR2()).toContain('R2 2026-06-11 2026-06-13 cancelled')
    expect(items('stay-gone')).toEqual([])
  })

  it('is asked about where a code is on its lock', async () => {
    test().setNow('2026-06-17T15:00:00Z')
    await test().settleFully()
    show(near)
    await pollFor(7)
    // Its arrival is still more than 48 h away.
    expect(ofR2()).toContain('R2 2026-06-20 2026-06-22 expected')
    expect(items('stay-gone').map((item) => item.title)).toEqual([expect.stringContaining('HMFARFAR01')])
  })

  it('is never ended nor asked about while its guest is here', async () => {
    test().setNow('2026-06-11T15:00:00Z')
    must(arrive(test().desk, dana, { ref: 'HMNEAR0001' }))
    show(far)
    await pollFor(30)
    expect(ofR2()).toContain('R2 2026-06-11 2026-06-13 in-house')
    expect(items('stay-gone')).toEqual([])
  })
})

describe('an answer that suddenly lacks much', () => {
  beforeEach(async () => {
    show(far, near)
    await poll()
    show(far, near)
    airbnb().setCalendar(calendar(far))
  })

  it('cancels nothing and is shown with what it lacks, until the feed is whole again', async () => {
    const before = lines()
    await pollFor(10)
    expect(lines()).toEqual(before)
    expect(feedOf('airbnb').status).toBe('suspect')
    const [item] = items('feed-suspect')
    expect(item!.title).toContain('4 stays')
    expect(item!.detail).toContain('HMNEAR0001')
    show(far, near)
    await poll()
    expect(items('feed-suspect')).toEqual([])
    expect(feedOf('airbnb').status).toBe('ok')
  })

  it('still brings what is new in it', async () => {
    airbnb().setCalendar(calendar(far, reserved('new', '2026-08-01/2026-08-03', 'HMNEWNEW01')))
    await poll()
    expect(feedOf('airbnb').status).toBe('suspect')
    expect(lines()).toContain('R2 2026-08-01 2026-08-03 expected')
  })

  it('becomes a question for each after a day of the same, never a cancellation, and none is left when they return', async () => {
    const before = lines()
    await pollFor(23)
    expect(items('stay-gone')).toEqual([])
    await pollFor(2)
    expect(items('stay-gone')).toHaveLength(4)
    expect(lines()).toEqual(before)
    show(far, near)
    await poll()
    expect(items('stay-gone')).toEqual([])
    expect(lines()).toEqual(before)
  })

  it('cancels what it lacks when a person applies it, except who is here', async () => {
    test().setNow('2026-06-11T15:00:00Z')
    must(arrive(test().desk, dana, { ref: 'HMNEAR0001' }))
    await poll()
    expect(items('feed-suspect')[0]!.detail).toContain('cancels 3 stays; who is here stays')
    resolve('feed-suspect', 'apply')
    expect(lines().filter((line) => !line.endsWith('cancelled'))).toEqual([
      'R2 2026-06-11 2026-06-13 in-house',
      'R2 2026-06-20 2026-06-22 expected',
    ])
    await poll()
    expect(items('feed-suspect')).toEqual([])
  })

  it('is asked about no more once a person keeps all, unless it lacks something else', async () => {
    await poll()
    resolve('feed-suspect', 'keep')
    await pollFor(30)
    expect([items('feed-suspect'), items('stay-gone')]).toEqual([[], []])
    airbnb().setCalendar(calendar())
    await poll()
    expect(items('feed-suspect')[0]!.title).toContain('5 stays')
  })
})

describe('days that change in the feed', () => {
  it('move the code windows with the same digits', async () => {
    show(near)
    await poll()
    const before = windowsByDoor(test().desk, 'HMNEAR0001')
    show(reserved('near', '2026-06-12/2026-06-15', 'HMNEAR0001'))
    await poll()
    expect(before.d2).toEqual(['2026-06-11T13:00Z..2026-06-13T10:00Z'])
    expect(windowsByDoor(test().desk, 'HMNEAR0001').d2).toEqual(['2026-06-12T13:00Z..2026-06-15T10:00Z'])
  })

  it('never overrule days that the desk set, and are asked about once', async () => {
    show(near)
    await poll()
    must(extend(test().desk, dana, { ref: 'HMNEAR0001', untilDate: '2026-06-14' }))
    await poll()
    show(reserved('near', '2026-06-11/2026-06-16', 'HMNEAR0001'))
    await poll()
    expect(ofR2()).toEqual(['R2 2026-06-11 2026-06-14 expected'])
    resolve('feed-differs', 'keep')
    await poll()
    expect(items('feed-differs')).toEqual([])
    show(reserved('near', '2026-06-11/2026-06-17', 'HMNEAR0001'))
    await poll()
    resolve('feed-differs', 'take')
    expect(ofR2()).toEqual(['R2 2026-06-11 2026-06-17 expected'])
    // Taken, they are the feed's again.
    show(reserved('near', '2026-06-11/2026-06-18', 'HMNEAR0001'))
    await poll()
    expect(ofR2()).toEqual(['R2 2026-06-11 2026-06-18 expected'])
  })

  it('extend a stay in house and never shorten it', async () => {
    show(near)
    await poll()
    test().setNow('2026-06-11T15:00:00Z')
    must(arrive(test().desk, dana, { ref: 'HMNEAR0001' }))
    show(reserved('near', '2026-06-11/2026-06-16', 'HMNEAR0001'))
    await poll()
    expect(ofR2()).toEqual(['R2 2026-06-11 2026-06-16 in-house'])
    show(reserved('near', '2026-06-11/2026-06-12', 'HMNEAR0001'))
    await poll()
    expect(ofR2()).toEqual(['R2 2026-06-11 2026-06-16 in-house'])
    expect(items('feed-differs')[0]!.detail).toContain('The guest is here')
  })

  it('are asked about where they would overlap another booking, and refused while they do', async () => {
    show(near, reserved('next', '2026-06-13/2026-06-15', 'HMNEXT0001'))
    await poll()
    show(
      reserved('near', '2026-06-11/2026-06-14', 'HMNEAR0001'),
      reserved('next', '2026-06-13/2026-06-15', 'HMNEXT0001'),
    )
    await poll()
    expect(ofR2()).toContain('R2 2026-06-11 2026-06-13 expected')
    const [item] = items('feed-differs')
    expect(item!.detail).toContain('taken')
    expect(codeOf(resolveItem(test().desk, dana, item!.id, 'take'))).toBe('unit-already-occupied')
    expect(attentionItems(test().desk).map((one) => one.id)).toContain(item!.id)
  })
})

it('places what waited for the nights of a stay that the feed cancels', async () => {
  booking().setCalendar(calendar(closed('old', '2026-06-20/2026-06-23')))
  await poll()
  booking().setCalendar(calendar(closed('new', '2026-06-21/2026-06-25')))
  await poll()
  expect(lines()).toEqual(['R1 2026-06-20 2026-06-23 expected', 'R1 2026-06-21 2026-06-25 expected unplaced'])
  await pollFor(7)
  expect(lines()).toEqual(['R1 2026-06-20 2026-06-23 cancelled', 'R1 2026-06-21 2026-06-25 expected'])
})
