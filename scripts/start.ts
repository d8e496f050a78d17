import { spawn } from 'node:child_process'
import { buildApp } from './build/build-app.ts'
import { isBuildFresh } from './build/freshness.ts'
import { type ElectronRuntime, resolveElectron, sandboxFlags } from './electron-runtime/resolve-electron.ts'
import { projectRoot } from './project-root.ts'
import { hasDisplay } from './system/display.ts'
import { aptInstall, missingLibraries, packagesLikelyMissing } from './system/shared-libraries.ts'

const WITHOUT_WINDOW = 'To run Latchkey without a window: npm run desk -- serve --data DIR'

process.exitCode = await start(process.argv.slice(2))

/** Builds what is stale, makes sure that a window can open here, and opens it. Answers the exit status. */
async function start(appArguments: readonly string[]): Promise<number> {
  if (!hasDisplay())
    return refuse(`There is no display here (DISPLAY and WAYLAND_DISPLAY are unset). ${virtualDisplayAdvice()}`)
  const runtime = await resolveElectron().catch((error: Error) => error)
  if (runtime instanceof Error) return refuse(runtime.message)
  const missing = missingLibraries(runtime.path)
  if (missing.libraries.length > 0) {
    return refuse(`Missing ${missing.libraries.join(', ')}. Install: ${aptInstall(missing.packages)}.`)
  }
  if (!isBuildFresh()) {
    const problem = await buildApp().catch((error: Error) => error)
    if (problem) return refuse(problem.message)
  }
  return openWindow(runtime, appArguments)
}

function virtualDisplayAdvice(): string {
  const packages = ['xvfb', 'xauth', ...packagesLikelyMissing()]
  return `A virtual one: ${aptInstall(packages)} && xvfb-run -a npm start.`
}

function refuse(problem: string): number {
  console.error(`${problem} ${WITHOUT_WINDOW}`)
  return 1
}

function openWindow(runtime: ElectronRuntime, appArguments: readonly string[]): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = { ...process.env, ...runtime.env }
  const child = spawn(runtime.path, [...sandboxFlags, projectRoot, ...appArguments], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}
