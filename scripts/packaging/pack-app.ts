import { copyFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type Configuration, Platform } from 'electron-builder'
import { FALLBACK_VERSION } from '../electron-runtime/fallback-runtime.ts'
import type { ElectronRuntime } from '../electron-runtime/resolve-electron.ts'
import { projectRoot } from '../project-root.ts'

const UNPACKED = 'resources/app.asar.unpacked'
const ADDON = 'node_modules/better-sqlite3/prebuilds/linux-x64.node'

/** Packages out/ for this system by electron-builder.yml. Answers the folder with the unpacked app. */
export async function packApp(runtime: ElectronRuntime, targets: readonly string[]): Promise<string> {
  const isCheckOnly = targets.length === 1 && targets[0] === 'dir'
  if (runtime.kind === 'fallback' && !isCheckOnly) {
    throw new Error('The fallback runtime must not leave this machine, so no installer is made with it.')
  }
  let folder = ''
  await build({
    projectDir: projectRoot,
    targets: Platform.current().createTarget([...targets]),
    publish: 'never',
    config: {
      extends: join(projectRoot, 'electron-builder.yml'),
      ...runtimeConfiguration(runtime),
      afterPack: ({ appOutDir }) => {
        folder = appOutDir
        const binding = runtime.env.LATCHKEY_SQLITE_BINDING
        // Swapped in here, since a packaged app honours no variable that names another addon.
        if (binding) copyFileSync(binding, join(appOutDir, UNPACKED, ADDON))
      },
    },
  })
  return folder
}

function runtimeConfiguration(runtime: ElectronRuntime): Configuration {
  if (runtime.kind === 'official') return {}
  return {
    electronDist: runtime.env.ELECTRON_OVERRIDE_DIST_PATH ?? dirname(runtime.path),
    ...(runtime.kind === 'fallback' ? { electronVersion: FALLBACK_VERSION } : {}),
  }
}
