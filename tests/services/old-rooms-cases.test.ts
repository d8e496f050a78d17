/** The list of cases of the system Latchkey replaces (facts/old-rooms-system.md section 5): none is left out silently. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What is not provable before something else is built. */
const later: ReadonlyMap<number, string> = new Map(
  Array.from({ length: 12 }, (_, index) => [17 + index, 'the guest pages come with a later issue'] as const),
)

const folder = join(import.meta.dirname, '..')
const isOfRooms = (file: string): boolean =>
  /old-system-cases\.test\.ts$/.test(file) || /^(feeds|mail|import|sms)[\\/].*\.test\.ts$/.test(file)

it('each of the 82 cases has a test under its number, or a reason why not', () => {
  const proven = new Set<number>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isOfRooms)) {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, number] of text.matchAll(/\b(?:proves|prove)\(\s*(\d+),/g)) proven.add(Number(number))
    for (const [, number] of text.matchAll(/\[case (\d+)\]/g)) proven.add(Number(number))
  }
  const all = Array.from({ length: 82 }, (_, index) => index + 1)
  expect(all.filter((number) => !proven.has(number) && !later.has(number))).toEqual([])
  expect([...later.keys()].filter((number) => proven.has(number))).toEqual([])
})
