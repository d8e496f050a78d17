/** Command lines as the program runs them, on a house that is open already. */
import { afterEach, beforeEach, expect } from 'vitest'
import type { OpenDesk } from '../../electron/composition.ts'
import type { DeskCommand } from '../../electron/desk/command.ts'
import { readWords } from '../../electron/desk/words.ts'
import { dumpTables, openTestDesk, type TestDesk } from './test-desk.ts'
import { assignNumbers, textingStart } from './texting-desk.ts'

/** An id as commands answer it. */
export const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)

export function commandsOn(house: () => TestDesk, commands: Readonly<Record<string, DeskCommand>>) {
  async function run(...args: readonly string[]) {
    const command = commands[args[0]!]!
    const { desk, worker } = house()
    const open = { desk, worker, environment: {} } as Partial<OpenDesk> as OpenDesk
    return command.run(open, { actor: 'Dana', source: 'command' }, readWords(args.slice(1), command))
  }
  return {
    run,
    /** The answer of a command that must do its work. */
    // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
    async done(...args: readonly string[]): Promise<any> {
      const answer = await run(...args)
      if (!answer.ok) throw new Error(`${args.join(' ')}: ${answer.error.code}, ${answer.error.message}`)
      return answer.value
    },
    /** The code of the refusal of a command that must have written nothing. */
    async refused(...args: readonly string[]): Promise<string> {
      const before = dumpTables(house().desk)
      const answer = await run(...args)
      expect(dumpTables(house().desk)).toEqual(before)
      return answer.ok ? 'done' : answer.error.code
    },
  }
}

/** The same in a house of its own for each test, which texts by one number. */
export function commandsOfTextingHouse(commands: Readonly<Record<string, DeskCommand>>, number: string) {
  let house: TestDesk
  beforeEach(() => {
    house = openTestDesk({ now: textingStart })
    assignNumbers(house.desk, [number])
  })
  afterEach(() => house.close())
  return { house: () => house, ...commandsOn(() => house, commands) }
}
