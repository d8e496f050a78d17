/** The command line as a person runs it: real processes of `electron/desk.ts` on one data folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { projectRoot } from '../../scripts/project-root.ts'

export type DeskAnswer = {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** The one JSON document on standard output; throws where there is none, or more. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
  readonly json: any
}

export type ServingDesk = {
  readonly listening: string
  readonly process: ChildProcess
  /** Sends SIGTERM and answers the exit status. */
  readonly stop: () => Promise<number | null>
}

export type DeskFolder = {
  readonly dataDir: string
  readonly root: string
  /** Runs one command with `--json` on the folder; `now` fixes its clock. */
  readonly run: (
    args: readonly string[],
    options?: { readonly now?: string; readonly json?: boolean },
  ) => Promise<DeskAnswer>
  /** Runs a command that must succeed and answers its JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
  readonly done: (args: readonly string[], now?: string) => Promise<any>
  /** Runs a command that must fail with exit status 1 and answers its error's code. */
  readonly refused: (args: readonly string[], now?: string) => Promise<string>
  readonly serve: (args?: readonly string[]) => Promise<ServingDesk>
  readonly write: (name: string, value: unknown) => string
  /** Ends what still runs and deletes the folder. */
  readonly close: () => Promise<void>
}

/** As `npm run desk` starts it. */
const entry = [join(projectRoot, 'scripts', 'run.mjs'), join('electron', 'desk.ts')]
/** Compiled once for all the processes of a run. */
const usualEnvironment = {
  ...process.env,
  NODE_COMPILE_CACHE: join(tmpdir(), `latchkey-compile-cache-${process.getuid?.() ?? 0}`),
}

/** `extra` are variables the processes are given besides, such as the tokens a house file names. */
export function openDeskFolder(extra: Readonly<Record<string, string>> = {}): DeskFolder {
  const environment = { ...usualEnvironment, ...extra }
  const root = mkdtempSync(join(tmpdir(), 'latchkey-desk-'))
  const dataDir = join(root, 'house')
  const serving = new Set<ChildProcess>()

  const run: DeskFolder['run'] = (args, { now, json = true } = {}) =>
    new Promise((resolve, reject) => {
      const words = [
        ...args,
        '--data',
        dataDir,
        ...(json ? ['--json'] : []),
        ...(now === undefined ? [] : ['--now', now]),
      ]
      const child = spawn(process.execPath, [...entry, ...words], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let stdout = ''
      let stderr = ''
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString()
      })
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString()
      })
      child.once('error', reject)
      child.once('close', (status) => {
        resolve({
          status,
          stdout,
          stderr,
          get json() {
            const lines = stdout.split('\n').filter((line) => line !== '')
            if (lines.length !== 1) throw new Error(`not one JSON document: ${stdout}\n${stderr}`)
            return JSON.parse(lines[0]!)
          },
        })
      })
    })

  return {
    root,
    dataDir,
    run,
    async done(args, now) {
      const answer = await run(args, now === undefined ? {} : { now })
      if (answer.status !== 0)
        throw new Error(`${args.join(' ')} ended with ${answer.status}: ${answer.stdout}${answer.stderr}`)
      return answer.json
    },
    async refused(args, now) {
      const answer = await run(args, now === undefined ? {} : { now })
      if (answer.status !== 1)
        throw new Error(`${args.join(' ')} ended with ${answer.status}: ${answer.stdout}${answer.stderr}`)
      const { error } = answer.json
      if (typeof error.message !== 'string' || Object.keys(error).join() !== 'code,message')
        throw new Error(answer.stdout)
      return error.code
    },
    serve: (args = []) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [...entry, 'serve', '--data', dataDir, ...args], {
          env: environment,
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        serving.add(child)
        let stderr = ''
        child.stderr.on('data', (chunk: Buffer) => {
          stderr += chunk.toString()
        })
        const ended = new Promise<number | null>((end) => child.once('exit', end))
        child.once('exit', (status) => {
          serving.delete(child)
          reject(new Error(`serve ended with ${status}: ${stderr}`))
        })
        child.stdout.once('data', (chunk: Buffer) => {
          const { listening } = JSON.parse(chunk.toString()) as { listening: string }
          resolve({
            listening,
            process: child,
            stop: () => {
              child.kill('SIGTERM')
              return ended
            },
          })
        })
      }),
    write(name, value) {
      const file = join(root, name)
      writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
      return file
    },
    async close() {
      await Promise.all(
        [...serving].map((child) => {
          const gone = new Promise((resolve) => child.once('exit', resolve))
          child.kill('SIGKILL')
          return gone
        }),
      )
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Asks again until it is so; the bound is generous, since nothing is said about speed. */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer> | Answer,
  isSo: (answer: Answer) => boolean,
): Promise<Answer> {
  const until = Date.now() + 60_000
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    if (Date.now() > until) throw new Error(`waited a minute until ${what}: ${JSON.stringify(answer)}`)
    await pause(200)
  }
}
