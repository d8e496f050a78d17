/** `desk`: the same desk without a window, on plain Node. One command, one answer. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { isDataFolder } from '../db/store.ts'
import { fileLogger, silentLogger } from './adapters/logging/logger.ts'
import { type DeskOptions, headlessSecretStore, openDesk } from './composition.ts'
import { bookingCommands } from './desk/booking-commands.ts'
import { type Answer, UsageError, type Words } from './desk/command.ts'
import { conversationCommands } from './desk/conversation-commands.ts'
import { deskCommands } from './desk/desk-commands.ts'
import { feedCommands } from './desk/feed-commands.ts'
import { folderCommands } from './desk/folder-commands.ts'
import { guestCommands } from './desk/guest-commands.ts'
import { importCommands } from './desk/import-command.ts'
import { lockCommands } from './desk/lock-commands.ts'
import { answerText, errorText } from './desk/print-answer.ts'
import { smsCommands } from './desk/sms-command.ts'
import { textingCommands } from './desk/texting-commands.ts'
import { readWords } from './desk/words.ts'
import { parseInstant } from './domain/time.ts'
import type { Caller } from './services/desk/index.ts'

const openCommands = {
  ...bookingCommands,
  ...lockCommands,
  ...conversationCommands,
  ...guestCommands,
  ...textingCommands,
  ...importCommands,
  ...smsCommands,
  ...deskCommands,
}
/** These find no folder open. */
const freeCommands = { ...folderCommands, ...feedCommands }
const commands = { ...freeCommands, ...openCommands }

/** Where the app keeps its folder on each system, as Electron's userData has it. */
function defaultDataDir(): string {
  const home = homedir()
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Latchkey')
  if (process.platform === 'win32') return join(process.env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Latchkey')
  return join(process.env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Latchkey')
}

function usage(): string {
  return [
    'usage: npm run -s desk -- COMMAND [--data DIR] [--json] [--as NAME] [--now INSTANT]',
    ...Object.values(commands).map((command) => `  ${command.usage}`),
  ].join('\n')
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  const name = args[0] ?? ''
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    process.stderr.write(`${usage()}\n`)
    if (json)
      process.stdout.write(
        `${errorText({ code: 'usage', message: `there is no command ${name || '(none)'}` }, true)}\n`,
      )
    return args.includes('--help') ? 0 : 2
  }
  try {
    const words = readWords(args.slice(1), command)
    const answer = await run(name, words)
    if (answer === null) return 0
    process.stdout.write(`${answer.ok ? answerText(answer.value, json) : errorText(answer.error, json)}\n`)
    return answer.ok ? 0 : 1
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\nusage: desk ${command.usage}\n`)
    if (json) process.stdout.write(`${errorText({ code: 'usage', message: error.message }, true)}\n`)
    return 2
  }
}

async function run(name: string, words: Words): Promise<Answer | null> {
  const dataDir = resolve(words.option('data') ?? defaultDataDir())
  const now = words.option('now')
  const at = now === null ? null : parseInstant(now)
  if (now !== null && at === null) throw new UsageError('--now needs an instant, e.g. 2026-11-21T15:12:00Z')
  const options: DeskOptions = {
    dataDir,
    clock: at === null ? { kind: 'system' } : { kind: name === 'serve' ? 'from' : 'fixed', at },
    logger: isDataFolder(dataDir) ? fileLogger({ dataDir, name: name === 'serve' ? 'serve' : 'desk' }) : silentLogger,
    secretStore: headlessSecretStore(dataDir),
    sqliteBinding: null,
    environment: process.env,
    toPdf: async (job) => (await import('../scripts/page-printer.ts')).toPdfByApp(job),
  }
  const caller: Caller = { actor: words.option('as') ?? 'The desk', source: 'command' }
  const free = Object.hasOwn(freeCommands, name) ? freeCommands[name] : undefined
  if (free !== undefined) return free.run(options, caller, words)
  const open = openDesk(options)
  if (!open.ok) return open
  try {
    const command = openCommands[name]
    if (command === undefined) throw new UsageError(`there is no command ${name}`)
    return await command.run(open.value, caller, words)
  } finally {
    await open.value.close()
  }
}

process.exitCode = await main(process.argv.slice(2))
