import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { AppArguments } from './arguments.ts'

export type AppPaths = {
  readonly dataDir: string
  readonly rendererDir: string
  readonly preload: string
  readonly placeFile: string
}

/**
 * Settles every folder before anything uses one. Chromium's own files lie in `window/` of the data folder: with them
 * goes the single-instance lock, so that each data folder has its own.
 */
export function settlePaths({ dataDir, task }: AppArguments): AppPaths {
  const folder =
    task === 'self-test' || task === 'page-to-pdf' ? throwawayFolder(task) : (dataDir ?? app.getPath('userData'))
  const windowDir = join(folder, 'window')
  // SECURITY: guests' data: this login's only.
  mkdirSync(windowDir, { recursive: true, mode: 0o700 })
  app.setPath('userData', windowDir)
  const out = join(app.getAppPath(), 'out')
  return {
    dataDir: folder,
    rendererDir: join(out, 'renderer'),
    preload: join(out, 'preload', 'preload.cjs'),
    placeFile: join(windowDir, 'place.json'),
  }
}

/** Always the same: Chromium writes into its folder after our last line has run, so the next self-test clears up. */
function throwawayFolder(task: string): string {
  const folder = join(app.getPath('userData'), task)
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  remove()
  process.once('exit', remove)
  return folder
}
