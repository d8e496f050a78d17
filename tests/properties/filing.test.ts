/**
 * Design.md section 4: any mix of live and caught up, in any order and repeated, files the same store. A story is told
 * once as it happens and once all mixed up, and both stores are compared.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReservation } from '../../db/queries/bookings.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { Incoming } from '../../electron/domain/incoming.ts'
import { conversationOfReservation, fileIncoming, noteRoster } from '../../electron/services/conversations/index.ts'
import { ann, day, type InboxDesk, john, n1, n2, n3, openInbox, pairRoster } from '../support/inbox-desk.ts'
import { must } from '../support/test-desk.ts'
import { long } from './run-stories.ts'

const phones = [john, ann] as const
const units = ['R1', 'R2', 'R3'] as const
const bodies = ['hello', 'leak', 'STOP', 'START'] as const

const story = fc.record({
  numbers: fc.constantFrom([n1], [n1, n2], [n1, n2, n3]),
  stays: fc.uniqueArray(
    fc.record({
      unit: fc.constantFrom(...units),
      phone: fc.constantFrom(...phones),
      from: fc.integer({ min: -20, max: 20 }),
      nights: fc.integer({ min: 1, max: 15 }),
      /** The desk writes there first, so that in a pool it has a number of its own. */
      welcomed: fc.boolean(),
    }),
    { selector: (stay) => stay.unit, maxLength: 3 },
  ),
  texts: fc.array(
    fc.record({
      phone: fc.constantFrom(...phones),
      number: fc.nat(2),
      /** Of 20 days; in whole hours, so that several fall on one moment. */
      hour: fc.integer({ min: -240, max: 240 }),
      body: fc.constantFrom(...bodies),
      /** Written by something that is neither the guest nor the desk. */
      system: fc.boolean(),
      desk: fc.boolean(),
    }),
    { minLength: 2, maxLength: long ? 25 : 12 },
  ),
  order: fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }),
  doubled: fc.nat(3),
})
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never

const moment = (hour: number): string => new Date(Date.parse(`${day(0)}T00:00:00Z`) + hour * 3_600_000).toISOString()

/** The house before the first text: its bookings, and what the desk wrote by itself. */
function begin(told: Story): InboxDesk {
  const house = openInbox({ numbers: told.numbers, now: `${day(-30)}T09:00:00Z` })
  told.stays.forEach((stay, index) => {
    const id = house.stay(`X${index}00`, stay.unit, stay.from, stay.from + stay.nights, stay.phone)
    house.advance(60_000)
    if (!stay.welcomed) return
    house.work((work) => must(conversationOfReservation(work, readReservation(work.db, id as ReservationId)!, null)))
    house.wrote(stay.unit, `${day(-30)}T10:00:00Z`, stay.phone)
  })
  // With one number every text of the desk leaves by it: when it was written decides, not when it was stored.
  if (told.numbers.length === 1)
    for (const { desk, hour, phone } of told.texts) {
      const stay = told.stays.find((one) => one.welcomed && one.phone === phone)
      if (desk && stay !== undefined) house.wrote(stay.unit, moment(hour - 5), phone)
    }
  return house
}

const incomingOf = (house: InboxDesk, told: Story): readonly (Incoming & { readonly to: string })[] =>
  told.texts.map((text, index) => {
    const to = told.numbers[text.number % told.numbers.length]!
    const sid = `IM${String(index).padStart(3, '0')}`
    // The pair's first text is the guest's: before it Twilio has no conversation.
    const isFirst = !told.texts.some(
      (other, at) => other.phone === text.phone && (other.hour < text.hour || (other.hour === text.hour && at < index)),
    )
    const author = text.system && !isFirst && !text.desk ? 'system' : text.phone
    const group = `CH${text.phone}${to}`
    return { ...house.incoming({ author, at: moment(text.hour), body: text.body, sid, group, index }), to }
  })

/** What must be equal: conversations with their numbers, texts with rule and marks, opted-out lines. */
function told(house: InboxDesk): unknown {
  const all = (sql: string): unknown[] => house.desk.store.sqlite.prepare(sql).all()
  return {
    conversations: all(
      `select c.phone, u.key as unit, l.number, v.unread, v.needs_review from conversations v join contacts c on c.id = v.contact_id
       left join units u on u.id = v.unit_id left join lines l on l.id = v.line_id order by c.phone, u.key`,
    ),
    messages: all(
      `select m.sid, c.phone, u.key as unit, l.number, m.direction, m.author, m.body, m.at, m.route_rule, m.guess, m.needs_review,
       m.roster_unknown, (select count(*) from json_each(m.alternatives)) as others, r.reference
       from messages m join conversations v on v.id = m.conversation_id join contacts c on c.id = v.contact_id
       left join units u on u.id = v.unit_id left join lines l on l.id = m.line_id
       left join reservations r on r.id = m.reservation_id where m.client_id is null order by m.sid`,
    ),
    lines: all(
      `select c.phone, l.number, l.opted_out_at from lines l join contacts c on c.id = l.contact_id
       where l.opted_out_at is not null order by c.phone, l.number`,
    ),
  }
}

/** As it happens: in the order of Twilio's time, each pair's conversation known before its first text. */
function live(house: InboxDesk, texts: readonly (Incoming & { readonly to: string })[]): void {
  const sorted = [...texts].sort((left, right) => left.at - right.at || (left.index ?? 0) - (right.index ?? 0))
  for (const text of sorted) {
    house.setNow(new Date(text.at).toISOString())
    deliver(house, text)
  }
}
function deliver(house: InboxDesk, text: Incoming & { readonly to: string }): void {
  house.work((work) => {
    noteRoster(work, pairRoster({ ...text, author: phoneOf(text) }, text.to))
    fileIncoming(work, { ...text, to: null })
  })
}
const phoneOf = (text: Incoming): string => phones.find((phone) => text.conversationSid?.includes(phone)) ?? ''

/** Mixed up: any order, some twice, and in a pool Twilio says only later which conversation is whose. */
function mixed(house: InboxDesk, story: Story, texts: readonly (Incoming & { readonly to: string })[]): void {
  house.setNow(moment(250))
  const again = texts.slice(0, story.doubled)
  const steps = [...texts, ...again].map((text) => (): void => {
    // What nobody's phone wrote is taken aside while its conversation is unknown, and found again after.
    if (house.work((work) => fileIncoming(work, { ...text, to: null })) === 'aside') late.push(text)
  })
  const late: (Incoming & { readonly to: string })[] = []
  const rosters = texts.map((text) => (): void => {
    house.work((work) => noteRoster(work, pairRoster({ ...text, author: phoneOf(text) }, text.to)))
  })
  const all = [...steps, ...rosters].map((step, index) => ({ step, at: story.order[index] ?? 0 }))
  for (const { step } of all.sort((left, right) => left.at - right.at)) step()
  for (const text of late) house.work((work) => fileIncoming(work, { ...text, to: null }))
}

describe('texts live, caught up, mixed up and repeated', () => {
  it(
    'are filed to the same store',
    () => {
      const rules = new Set<string>()
      fc.assert(
        fc.property(story, (one) => {
          const [first, second] = [begin(one), begin(one)]
          try {
            const texts = incomingOf(first, one)
            live(first, texts)
            mixed(second, one, texts)
            const expected = told(first)
            for (const row of (expected as { messages: { route_rule: string | null }[] }).messages)
              rules.add(row.route_rule ?? 'none')
            expect(told(second)).toEqual(expected)
          } finally {
            first.close()
            second.close()
          }
        }),
        {
          numRuns: long ? 3_000 : 40,
          interruptAfterTimeLimit: long ? Number(process.env.LATCHKEY_LIMIT_S ?? 540) * 1000 : 25_000,
          ...(process.env.LATCHKEY_SEED === undefined ? {} : { seed: Number(process.env.LATCHKEY_SEED) }),
          ...(process.env.LATCHKEY_PATH === undefined ? {} : { path: process.env.LATCHKEY_PATH }),
        },
      )
      // Stories in which nothing ever happens prove nothing.
      expect(rules.size).toBeGreaterThan(3)
    },
    long ? 11 * 60_000 : 120_000,
  )
})
