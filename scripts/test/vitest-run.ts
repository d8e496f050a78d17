import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.ts'
import type { Tally } from './tally.ts'

export type Suite = 'vitest' | 'vitest.window'

export interface VitestRun {
  readonly suite: Suite
  /** Parts of file names; none means all. */
  readonly filters: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A command that starts the one given to it as arguments. */
  readonly wrapper?: readonly string[]
}

/** Runs one suite with its output on the terminal, and counts from vitest's own report of it. */
export function runVitest({ suite, filters, env = {}, wrapper = [] }: VitestRun): Tally {
  const report = join(projectRoot, 'test-results', `${suite}.json`)
  mkdirSync(join(projectRoot, 'test-results'), { recursive: true })
  rmSync(report, { force: true })
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = [...wrapper, process.execPath, ...vitest('run', suite), ...reporting, ...filters]
  const run = spawnSync(command[0] ?? process.execPath, command.slice(1), {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return readReport(report, run.status === 0)
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

/** A file that could not be loaded, an error outside of any test and a crash are in no count; the exit status tells. */
function readReport(file: string, succeeded: boolean): Tally {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const failed = succeeded ? report.numFailedTests : Math.max(report.numFailedTests, 1)
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests }
}

/** The files of a suite that the filters leave. */
export function listFiles(suite: Suite, filters: readonly string[]): readonly string[] {
  const run = capture([...vitest('list', suite), ...filters, '--filesOnly', '--json'])
  const files: { file: string }[] = JSON.parse(run.stdout || '[]')
  return [...new Set(files.map(({ file }) => file))]
}

/** The full names of the tests in a suite. */
export function listTests(suite: Suite, filters: readonly string[]): readonly string[] {
  const run = capture([...vitest('list', suite), ...filters, '--json'])
  if (run.status !== 0) throw new Error(`The tests could not be listed: ${run.stderr}`)
  const tests: { name: string; file: string }[] = JSON.parse(run.stdout || '[]')
  return tests.map(({ name, file }) => `${file.replace(`${projectRoot}/`, '')} > ${name}`)
}

function vitest(command: 'run' | 'list', suite: Suite): string[] {
  const program = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs')
  return [program, command, '--config', join(projectRoot, 'scripts', 'config', `${suite}.config.ts`)]
}

function capture(args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' })
}
