/** Which cases of a list outside the project have a test: their numbers as they stand in the files of tests/. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..')

/** The cases of the old rooms system have numbers of their own, and stand in these files only. */
export const isOfRooms = (file: string): boolean =>
  /(old-system-|^(feeds|guest-pages|mail|import|sms)[\\/]).*\.test\.ts$/.test(file)

/** The numbers that `pattern` finds, one or a list of them, in the files (below tests/) that are meant. */
export function numbersIn(isMeant: (file: string) => boolean, pattern: RegExp): ReadonlySet<number> {
  const found = new Set<number>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isMeant))
    for (const [, list] of readFileSync(join(folder, file), 'utf8').matchAll(pattern))
      for (const number of list?.match(/\d+/g) ?? []) found.add(Number(number))
  return found
}
