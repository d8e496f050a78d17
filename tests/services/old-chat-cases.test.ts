/**
 * The 80 cases of the chat system that Latchkey replaces (facts/old-chat-system.md section 5) stand with the tests of
 * their subject, each under its number. Here it is held that none is left out silently.
 */
import { expect, it } from 'vitest'
import { isOfRooms, numbersIn } from '../support/case-numbers.ts'

/** What is not provable before something else is built, or is decided otherwise. */
const later: ReadonlyMap<number, string> = new Map([
  [72, 'reminders come with a later issue'],
  [73, 'reminders come with a later issue'],
  [74, 'reminders come with a later issue'],
  [78, 'design.md gives every member of staff the whole house'],
])

/** `[case 8]` by the numbered tests, `case 45: ...` or `cases 62, 63: ...` in a title. */
const inTests = /(?:\bcases? |\b(?:proves?|same)\(\s*)((?:\d+(?:, | and |,)?)+)/g
const isOfChat = (file: string): boolean =>
  /\.(test|e2e)\.ts$/.test(file) && !isOfRooms(file) && !/old-(chat|rooms)-/.test(file)

it('each of the 80 cases has a test under its number, or a reason why not', () => {
  const proven = numbersIn(isOfChat, inTests)
  const all = Array.from({ length: 80 }, (_, index) => index + 1)
  expect(all.filter((number) => !proven.has(number) && !later.has(number))).toEqual([])
  expect([...later.keys()].filter((number) => proven.has(number))).toEqual([])
})
