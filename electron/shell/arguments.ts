import { resolve } from 'node:path'
import { fail, ok, type Result } from '../domain/result.ts'
import { type Instant, parseInstant } from '../domain/time.ts'

export type AppArguments = {
  /** `--data DIR`: another data folder than the system's place for the app. */
  readonly dataDir: string | null
  /** `--now INSTANT`: where the clock starts, for demonstrations and tests. */
  readonly now: Instant | null
  readonly task: 'desk' | 'self-test' | 'measure-start' | 'page-to-pdf'
}

const tasks = ['self-test', 'measure-start', 'page-to-pdf'] as const

/**
 * Reads our own arguments, wherever they stand among Electron's and Chromium's. The failure is a sentence for the
 * terminal.
 */
export function readArguments(
  argv: readonly string[],
  { isPackaged }: { readonly isPackaged: boolean },
): Result<AppArguments, string> {
  const dataDir = valueAfter(argv, '--data')
  if (dataDir === '') return fail('--data needs a folder, e.g. --data ./demo')
  const nowText = valueAfter(argv, '--now')
  // SECURITY: on a real desk the clock decides who may enter; nobody sets it from outside.
  if (nowText !== null && isPackaged) return fail('--now is for development; an installed Latchkey refuses it')
  const now = nowText === null ? null : parseInstant(nowText)
  if (nowText !== null && now === null) return fail('--now needs an instant, e.g. --now 2026-11-21T15:12:00Z')
  const task = tasks.find((one) => argv.includes(`--${one}`)) ?? 'desk'
  return ok({ dataDir: dataDir === null ? null : resolve(dataDir), now, task })
}

/** Null where the flag is absent, empty where its value is. */
function valueAfter(argv: readonly string[], flag: string): string | null {
  const joined = argv.find((argument) => argument.startsWith(`${flag}=`))
  if (joined !== undefined) return joined.slice(flag.length + 1)
  const at = argv.indexOf(flag)
  if (at < 0) return null
  const value = argv[at + 1]
  return value === undefined || value.startsWith('--') ? '' : value
}
