import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, ok } from '../electron/domain/result.ts'
import type { Printer } from '../electron/ports/printer.ts'
import { buildApp } from './build/build-app.ts'
import { isBuildFresh } from './build/freshness.ts'
import { resolveElectron, sandboxFlags } from './electron-runtime/resolve-electron.ts'
import { projectRoot } from './project-root.ts'
import { findCommand } from './system/commands.ts'
import { hasDisplay, startVirtualDisplay } from './system/display.ts'

/**
 * Makes a page into a PDF without a window of ours: the app is started for this one page, fed by standard input, on a
 * virtual display where there is none. `printing-needs-window` where neither is to be had.
 */
export const toPdfByApp: Printer['toPdf'] = async (job) => {
  if (!hasDisplay() && findCommand('Xvfb') === null) return fail('printing-needs-window')
  const runtime = await resolveElectron()
  // What the build says must not stand among the answer.
  if (!isBuildFresh()) await buildApp(() => {})
  const display = hasDisplay() ? null : await startVirtualDisplay()
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-page-'))
  try {
    const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
    const env = { ...inherited, ...runtime.env, ...display?.env, XDG_CONFIG_HOME: profile }
    const pdf = await runWithInput(
      runtime.path,
      [...sandboxFlags, projectRoot, '--page-to-pdf'],
      env,
      JSON.stringify(job),
    )
    return pdf === null ? fail('printer-failed') : ok(pdf)
  } finally {
    rmSync(profile, { recursive: true, force: true })
    await display?.stop()
  }
}

/** Standard output of the program, or null where it failed. */
function runWithInput(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input: string,
): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'], timeout: 60_000 })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0 ? Buffer.concat(chunks) : null))
    child.stdin.end(input)
  })
}
