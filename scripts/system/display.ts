import { spawn } from 'node:child_process'
import { findCommand } from './commands.ts'

/** Windows and macOS always have one; Linux tells by its environment. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

export interface VirtualDisplay {
  /** For the environment of the processes that shall use it. */
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 15_000
const SCREEN = '1920x1200x24'

/** Starts an X server that draws into memory, on a display number which it finds itself. */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  if (findCommand('Xvfb') === null) throw new Error('Xvfb is not installed.')
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const number = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Xvfb did not start in time.')), START_TIMEOUT_MS)
    let answer = ''
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      answer += chunk.toString()
      if (!answer.includes('\n')) return
      clearTimeout(timer)
      resolve(answer.trim())
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended at once, with status ${code}.`)))
  }).catch((error: Error) => {
    server.kill('SIGKILL')
    throw error
  })
  return {
    // Without the second, a Wayland session of the same user would be preferred.
    env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' },
    stop: () => {
      server.kill('SIGTERM')
      return ended
    },
  }
}
