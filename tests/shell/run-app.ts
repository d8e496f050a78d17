import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveElectron, sandboxFlags } from '../../scripts/electron-runtime/resolve-electron.ts'
import { projectRoot } from '../../scripts/project-root.ts'

export type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** Starts the built app as a person would from a terminal, and waits until it has ended by itself. */
export async function runApp(args: readonly string[]): Promise<Run> {
  const runtime = await resolveElectron()
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'))
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  const child = spawn(runtime.path, [...sandboxFlags, projectRoot, ...args], {
    env: { ...inherited, ...runtime.env, XDG_CONFIG_HOME: profile },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 45_000,
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  return { status, stdout, stderr }
}
