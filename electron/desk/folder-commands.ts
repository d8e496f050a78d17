/** Commands that make, serve or replace a data folder: they do not find one open. */
import { readFileSync } from 'node:fs'
import { readHouse } from '../../db/queries/house.ts'
import { createDesk, type DeskOptions, openDesk, restoreDesk } from '../composition.ts'
import { fail, ok } from '../domain/result.ts'
import { layOutDemoLocks, layOutDemoTexts, makeDemoHouse } from '../services/demo/index.ts'
import type { Caller } from '../services/desk/index.ts'
import { houseFileSchema, noteWifiPassword, setUpHouse } from '../services/house/index.ts'
import { type Answer, UsageError, type Words, word } from './command.ts'

export type FolderCommand = {
  readonly usage: string
  readonly values?: readonly string[]
  readonly flags?: readonly string[]
  readonly run: (options: DeskOptions, caller: Caller, words: Words) => Promise<Answer | null>
}

function readHouseFile(file: string): Answer {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return fail({ code: 'file-missing', message: `${file} cannot be read. Nothing was changed.` })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail({ code: 'bad-input', message: `${file} is not JSON. Nothing was changed.` })
  }
  const parsed = houseFileSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return fail({
    code: 'bad-input',
    message: `${file}, ${issue?.path.join('.') || 'whole'}: ${issue?.message}. Nothing was changed.`,
  })
}

export const folderCommands: Readonly<Record<string, FolderCommand>> = {
  setup: {
    usage: 'setup --from FILE',
    values: ['from'],
    async run(options, caller, words) {
      const file = words.option('from')
      if (file === null) throw new UsageError('--from FILE is missing')
      const read = readHouseFile(file)
      if (!read.ok) return read
      const open = createDesk(options, 'disk')
      if (!open.ok) return open
      const house = setUpHouse(open.value.desk, caller, houseFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), {
        keepOtherFeeds: false,
      })
      const { desk, environment } = open.value
      desk.store.write((db) => noteWifiPassword(desk, db, environment))
      desk.store.close()
      if (!house.ok) return house
      const { property, units, doors, staff } = house.value
      return ok({
        house: property.name,
        units: units.length,
        doors: doors.length,
        staff: staff.length,
        keyPlace: open.value.keyPlace,
      })
    },
  },
  demo: {
    usage: 'demo',
    async run(options) {
      const open = createDesk(options, 'disk')
      if (!open.ok) return open
      const { desk } = open.value
      try {
        if (readHouse(desk.store.read) !== null)
          return fail({
            code: 'unit-in-use',
            message: 'This folder has a house already. Choose an empty folder for the demo.',
          })
        const made = makeDemoHouse(desk)
        if (!made.ok) return made
        await layOutDemoLocks(open.value)
        layOutDemoTexts(desk)
        return ok({ house: 'Harbour House', ...made.value, keyPlace: open.value.keyPlace })
      } finally {
        desk.store.close()
      }
    },
  },
  restore: {
    usage: 'restore FILE',
    run: async (options, _caller, words) => restoreDesk(options, word(words, 0, 'FILE')),
  },
  serve: {
    usage: 'serve [--port N]',
    values: ['port'],
    async run(options, _caller, words) {
      const open = openDesk(options)
      if (!open.ok) return open
      const port = Number(words.option('port') ?? 0)
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        throw new UsageError('--port is a number from 0 to 65535')
      const { publicSide, trainingTexting, worker } = open.value
      // Before anybody is told that it is ready: who hears it may ask it to end at once.
      const asked = new Promise<void>((resolve) => {
        process.once('SIGTERM', resolve)
        process.once('SIGINT', resolve)
      })
      let listening: number
      try {
        listening = await publicSide.listen(words.option('port') === null ? null : port)
      } catch {
        await open.value.close()
        return fail({ code: 'bad-input', message: `Port ${port} is in use on this computer. Choose another one.` })
      }
      await trainingTexting.start()
      worker.start()
      publicSide.start()
      process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${listening}` })}\n`)
      await asked
      await open.value.close()
      return null
    },
  },
}
