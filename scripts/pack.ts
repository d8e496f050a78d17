import { parseArgs } from 'node:util'
import { buildApp } from './build/build-app.ts'
import { resolveElectron } from './electron-runtime/resolve-electron.ts'
import { checkPackedApp } from './packaging/check-packed-app.ts'
import { packApp } from './packaging/pack-app.ts'
import { closingLine } from './test/tally.ts'

const { values, positionals } = parseArgs({ options: { dir: { type: 'boolean' } }, allowPositionals: true })

if (values.dir) await packAndCheck()
else await packInstallers(positionals)

/** An unpacked folder, for the check that what gets packed starts, with the fuses it ships with. */
async function packAndCheck(): Promise<void> {
  const runtime = await resolveElectron()
  await buildApp()
  const folder = await packApp(runtime, ['dir'])
  const tally = await checkPackedApp(folder)
  console.log(`\n${closingLine(tally)}`)
  process.exitCode = tally.failed === 0 ? 0 : 1
}

/** Installers for this system: those named, such as `deb`, or all that electron-builder.yml lists for it. */
async function packInstallers(targets: readonly string[]): Promise<void> {
  const runtime = await resolveElectron()
  if (runtime.kind !== 'official') {
    console.error(`Installers are made with official Electron only; this would be the ${runtime.kind} runtime.`)
    process.exitCode = 1
    return
  }
  await buildApp()
  await packApp(runtime, targets)
}
