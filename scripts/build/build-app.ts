import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../project-root.ts'
import { sourceFingerprint, stampFile } from './freshness.ts'

const parts = ['main', 'preload', 'renderer'] as const

/** Builds the whole app into out/: main process, preload script, page and a copy of the database's migrations. */
export async function buildApp(say: (line: string) => void = console.log): Promise<void> {
  const started = performance.now()
  // Taken first: a file saved while the build runs makes the build stale, not wrongly fresh.
  const fingerprint = sourceFingerprint()
  rmSync(stampFile, { force: true })
  for (const part of parts) {
    await build({ configFile: join(projectRoot, 'scripts', 'config', `vite.${part}.config.ts`), logLevel: 'warn' })
  }
  copyMigrations()
  copyFonts()
  writeFileSync(stampFile, fingerprint)
  say(`Built into out/ in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

/** The slip is a page of its own and carries its font inside: the main process reads it from here. */
function copyFonts(): void {
  const target = join(projectRoot, 'out', 'fonts')
  rmSync(target, { recursive: true, force: true })
  cpSync(join(projectRoot, 'renderer', 'fonts'), target, { recursive: true })
}

function copyMigrations(): void {
  const source = join(projectRoot, 'db', 'migrations')
  const target = join(projectRoot, 'out', 'migrations')
  rmSync(target, { recursive: true, force: true })
  if (existsSync(source)) cpSync(source, target, { recursive: true })
}
