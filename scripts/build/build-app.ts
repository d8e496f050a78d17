import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../project-root.ts'
import { sourceFingerprint, stampFile } from './freshness.ts'

const parts = ['main', 'preload', 'renderer'] as const

/** Builds the whole app into out/: main process, preload script, page and a copy of the database's migrations. */
export async function buildApp(): Promise<void> {
  const started = performance.now()
  // Taken first: a file saved while the build runs makes the build stale, not wrongly fresh.
  const fingerprint = sourceFingerprint()
  rmSync(stampFile, { force: true })
  for (const part of parts) {
    await build({ configFile: join(projectRoot, 'scripts', 'config', `vite.${part}.config.ts`), logLevel: 'warn' })
  }
  copyMigrations()
  writeFileSync(stampFile, fingerprint)
  console.log(`Built into out/ in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

function copyMigrations(): void {
  const source = join(projectRoot, 'db', 'migrations')
  const target = join(projectRoot, 'out', 'migrations')
  rmSync(target, { recursive: true, force: true })
  if (existsSync(source)) cpSync(source, target, { recursive: true })
}
