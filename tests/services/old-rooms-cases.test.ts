/** The list of cases of the system Latchkey replaces (facts/old-rooms-system.md section 5): none is left out silently. */
import { expect, it } from 'vitest'
import { isOfRooms, numbersIn } from '../support/case-numbers.ts'

/** `prove(8, ...)`, also where the number stands on a line of its own, or `[case 8]` in a title. */
const inTests = /(?:\bproves?\(\s*|\[case )(\d+)[,\]]/g

it('each of the 82 cases has a test under its number', () => {
  const proven = numbersIn(isOfRooms, inTests)
  const all = Array.from({ length: 82 }, (_, index) => index + 1)
  expect(all.filter((number) => !proven.has(number))).toEqual([])
})
