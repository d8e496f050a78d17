import { buildApp } from '../build/build-app.ts'
import { isBuildFresh } from '../build/freshness.ts'
import { type ElectronRuntime, resolveElectron } from '../electron-runtime/resolve-electron.ts'
import { findCommand } from '../system/commands.ts'
import { hasDisplay, startVirtualDisplay } from '../system/display.ts'
import { aptInstall, missingLibraries, packagesLikelyMissing } from '../system/shared-libraries.ts'
import { nothing, type Tally } from './tally.ts'
import { listFiles, listTests, runVitest } from './vitest-run.ts'

/** Drives the built app in a real window, on the display there is or on a virtual one. */
export async function runWindowTests(filters: readonly string[]): Promise<Tally> {
  if (listFiles('vitest.window', filters).length === 0) return nothing
  if (!hasDisplay() && findCommand('Xvfb') === null) {
    const packages = ['xvfb', ...packagesLikelyMissing()]
    return countAsNotRun(filters, `there is neither a display nor Xvfb. Install: ${aptInstall(packages)}`)
  }
  const runtime = await resolveElectron().catch((error: Error) => error)
  if (runtime instanceof Error) return countAsNotRun(filters, runtime.message)
  const missing = missingLibraries(runtime.path)
  if (missing.libraries.length > 0) {
    return countAsNotRun(filters, `${missing.libraries.join(', ')} missing. Install: ${aptInstall(missing.packages)}`)
  }
  return runWith(runtime, filters)
}

async function runWith(runtime: ElectronRuntime, filters: readonly string[]): Promise<Tally> {
  if (!isBuildFresh()) await buildApp()
  const display = hasDisplay() ? null : await startVirtualDisplay()
  try {
    return runVitest({
      suite: 'vitest.window',
      filters,
      env: { ...runtime.env, ...display?.env },
      // A session bus of its own, so that desktop alerts work without a desktop and reach nobody's real one.
      wrapper: findCommand('dbus-run-session') === null ? [] : ['dbus-run-session', '--'],
    })
  } finally {
    await display?.stop()
  }
}

/** A test that did not run is never counted as passed; on CI, where everything must be installed, it has failed. */
function countAsNotRun(filters: readonly string[], reason: string): Tally {
  const tests = listTests('vitest.window', filters)
  console.error(`\nThe window tests were NOT RUN: ${reason}`)
  for (const test of tests) console.error(`  not run: ${test}`)
  return process.env.CI ? { ...nothing, failed: tests.length } : { ...nothing, skipped: tests.length }
}
