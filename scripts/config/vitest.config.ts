import { defineConfig } from 'vitest/config'
import { projectRoot } from '../project-root.ts'

const windowTests = 'tests/e2e/**'

/** Every test knows its time zone: the whole suite in UTC, and what touches local time in two more, west and east. */
const inTimeZone = (name: string, timeZone: string, include: string[]) => ({
  test: {
    name,
    root: projectRoot,
    include,
    exclude: [windowTests],
    env: { TZ: timeZone },
    pool: 'forks' as const,
    // The files of a process share its modules, which keep nothing of a test: loading them anew for each file was a third of all the time.
    isolate: false,
    // What a failed test could not put back is put back for the next file.
    unstubEnvs: true,
    restoreMocks: true,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})

export default defineConfig({
  root: projectRoot,
  test: {
    passWithNoTests: true,
    // Much of a test is waiting for the disk: as many at a time as there are cores, not one fewer as by default.
    maxWorkers: '100%',
    projects: [
      inTimeZone('utc', 'UTC', ['tests/**/*.test.ts']),
      inTimeZone('los-angeles', 'America/Los_Angeles', ['tests/**/*.time.test.ts']),
      inTimeZone('auckland', 'Pacific/Auckland', ['tests/**/*.time.test.ts']),
    ],
  },
})
