/** Whatever is texted, in any order: all of it or nothing, one answer, no PIN in any, and nobody checked in by it. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countSegments } from '../../electron/domain/segments.ts'
import { guideText } from '../../electron/domain/sms-command.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { houses, room } from '../support/houses.ts'
import { fromFeed, guessedGroup, stranger, texted } from '../support/sms-desk.ts'
import { book, dana, dumpTables, must, type TestDesk } from '../support/test-desk.ts'

const { openTraining } = houses()
const references = ['1000000001', '1000000002', '1000000003', 'HMABCDEFGH']
const stay = fc.tuple(fc.constantFrom(...references), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }))
const line = fc.oneof(
  { weight: 6, arbitrary: stay.map(([reference, unit, nights]) => `${reference}: ${unit}-${nights}`) },
  { weight: 2, arbitrary: stay.map(([reference, unit, nights]) => `${reference}: ${unit}-${nights} correct`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('check', 'cancel', ''), fc.constantFrom(...references))
      .map((words) => words.join(' ').trim()),
  },
  { weight: 2, arbitrary: fc.constantFrom('OK', 'OK A1', 'A2 1000000001: 1-2', 'guide', '1234', 'corect', '') },
)
/** Lines that may stand together, the later of which is often stopped after the earlier ones are done. */
const together = fc
  .tuple(stay, stay)
  .map(([first, second]) => `${first[0]}: ${first[1]}-2\n${second[0]}: ${second[1]}-2 correct`)
const text = fc.oneof(
  fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
  together,
)

/** All but the answers, the questions and the trail: what a text that did nothing must leave as it was. */
function substance(house: TestDesk) {
  const { staff_commands: _answers, command_questions: _asked, audit_entries: _trail, ...rest } = dumpTables(house.desk)
  return { ...rest, attention_items: [] }
}
const pins = (house: TestDesk): readonly string[] =>
  (house.desk.store.sqlite.prepare('select pin_sealed from access_codes').pluck().all() as Buffer[]).map((sealed) =>
    house.desk.store.vault.open('pin', sealed),
  )
const wordsAsked = (house: TestDesk): readonly string[] =>
  house.desk.store.sqlite
    .prepare('select word from command_questions where answered_at is null')
    .pluck()
    .all() as string[]

it('a text is done whole or leaves everything as it was, and no answer holds a PIN', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.boolean(), fc.nat()), { minLength: 1, maxLength: 12 }), (texts) => {
      const house = openTraining()
      fromFeed(house.desk, [room(1), room(2), ['R1', '2026-06-15', '2026-06-18']])
      guessedGroup(house.desk, '1000000003', [room(3)])
      book(house.desk, 'HMABCDEFGH', [room(4)])
      must(arrive(house.desk, dana, { ref: 'HMABCDEFGH' }))
      for (const [body, answers, pick] of texts) {
        const open = wordsAsked(house)
        const said = answers && open.length > 0 ? open[pick % open.length]! : body
        const before = substance(house)
        const inHouse = house.desk.store.sqlite.prepare("select count(*) from stays where status = 'in-house'").pluck()
        const guests = inHouse.get() as number
        const answer = texted(house.desk, said)
        if (!answer.applied) expect(substance(house)).toEqual(before)
        expect(answer.applied).toBe(answer.lines.every((one) => one.ok))
        expect(answer.reply).toMatch(/^[\n\x20-\x7e]+$/)
        for (const pin of pins(house)) expect(answer.reply).not.toMatch(new RegExp(`(?<!\\d)${pin}(?!\\d)`))
        // A text checks nobody in.
        expect(inHouse.get() as number).toBeLessThanOrEqual(guests)
        const still = substance(house)
        expect(texted(house.desk, said, stranger).reply).toBeNull()
        expect({ ...substance(house), settings: [] }).toEqual({ ...still, settings: [] })
      }
      house.close()
    }),
    { numRuns: 25 },
  )
}, 120_000)

it('the guide and the usual answers fit into one SMS', () => {
  const house = openTraining()
  fromFeed(house.desk, [room(1), room(2)])
  const replies = ['guide', 'OK', '1000000001: 1-2\n1000000001: 2-2', 'check 1000000001', '1000000001: 9-2'].map(
    (body) => texted(house.desk, body).reply!,
  )
  expect(replies[0]).toBe(guideText)
  expect(replies.map((reply) => countSegments(reply).segments)).toEqual([1, 1, 1, 1, 1])
})
