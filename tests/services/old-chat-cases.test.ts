/**
 * The 80 cases of the chat system that Latchkey replaces (facts/old-chat-system.md section 5) stand with the tests of
 * their subject, each under its number. Here it is held that none is left out silently.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What is not provable before something else is built, or is decided otherwise. */
const later: ReadonlyMap<number, string> = new Map([
  [72, 'reminders come with a later issue'],
  [73, 'reminders come with a later issue'],
  [74, 'reminders come with a later issue'],
  [78, 'design.md gives every member of staff the whole house'],
])

/** `[case 8]` by the numbered tests, `case 45: ...` or `cases 62, 63: ...` in a title. */
const inTitle = /(?:\bcases? |\b(?:proves|prove|same)\()((?:\d+(?:, | and |,)?)+)/g

it('each of the 80 cases has a test under its number, or a reason why not', () => {
  const folder = join(import.meta.dirname, '..')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(test|e2e)\.ts$/.test(file),
  )
  const proven = new Set<number>()
  for (const file of files) {
    // The cases of the old rooms system have numbers of their own.
    if (/old-(system|chat|rooms)-|^(feeds|mail|import|sms)[\\/]/.test(file)) continue
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, list] of text.matchAll(inTitle))
      for (const number of list?.match(/\d+/g) ?? []) proven.add(Number(number))
    // Numbered tests whose number stands on a line of its own.
    for (const [, number] of text.matchAll(/\b(?:proves|prove)\(\s*(\d+),/g)) proven.add(Number(number))
  }
  const all = Array.from({ length: 80 }, (_, index) => index + 1)
  expect(all.filter((number) => !proven.has(number) && !later.has(number))).toEqual([])
  expect([...later.keys()].filter((number) => proven.has(number))).toEqual([])
})
