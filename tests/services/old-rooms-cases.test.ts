/** The list of cases of the system Latchkey replaces (facts/old-rooms-system.md section 5): none is left out silently. */
import { expect, it } from 'vitest'
import { isOfRooms, numbersIn } from '../support/case-numbers.ts'

/** What is not provable before something else is built. */
const later: ReadonlyMap<number, string> = new Map(
  Array.from({ length: 12 }, (_, index) => [17 + index, 'the guest pages come with a later issue'] as const),
)

/** `prove(8, ...)`, also where the number stands on a line of its own, or `[case 8]` in a title. */
const inTests = /(?:\bproves?\(\s*|\[case )(\d+)[,\]]/g

it('each of the 82 cases has a test under its number, or a reason why not', () => {
  const proven = numbersIn(isOfRooms, inTests)
  const all = Array.from({ length: 82 }, (_, index) => index + 1)
  expect(all.filter((number) => !proven.has(number) && !later.has(number))).toEqual([])
  expect([...later.keys()].filter((number) => proven.has(number))).toEqual([])
})
