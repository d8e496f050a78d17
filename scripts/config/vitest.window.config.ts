import { defineConfig } from 'vitest/config'
import { projectRoot } from '../project-root.ts'

/** Tests that drive the real Electron window: one at a time, since they share a screen. */
export default defineConfig({
  root: projectRoot,
  test: {
    name: 'window',
    include: ['tests/e2e/**/*.e2e.ts'],
    globalSetup: ['tests/support/fixture-pages.ts'],
    passWithNoTests: true,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
