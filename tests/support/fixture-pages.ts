/** Builds the window over the invented desk once for all the files of the window tests; fixture-window.ts shows it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { projectRoot } from '../../scripts/project-root.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built pages. */
    fixturePages: string
  }
}

/** Vitest calls this before the first file, and what it answers after the last. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-fixture-pages-'))
  await build({
    configFile: join(projectRoot, 'scripts', 'config', 'vite.renderer-dev.config.ts'),
    logLevel: 'error',
    build: { outDir: folder },
  })
  project.provide('fixturePages', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
