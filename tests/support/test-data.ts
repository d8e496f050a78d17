import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'

const VARIABLE = 'LATCHKEY_TEST_DATA'
/** Next to the project, where the recorded feeds, contracts and seeds lie by default. */
const DEFAULT_FOLDER = '../shared'

/** The folder with recorded data that is too large or not ours to commit, or null where it is absent. */
export function testDataDir(): string | null {
  const folder = resolve(projectRoot, process.env[VARIABLE] ?? DEFAULT_FOLDER)
  return existsSync(folder) ? folder : null
}

/**
 * A `describe` for tests over recorded data. Without the data it is skipped and its name says why; on CI, where the
 * data belongs to the checkout, that is an error. Read the data inside the tests, not while they are collected.
 */
export function describeWithData(name: string, tests: (dataDir: string) => void): void {
  const dataDir = testDataDir()
  if (dataDir !== null) {
    describe(name, () => tests(dataDir))
    return
  }
  if (process.env.CI) throw new Error(`${name}: no test data: set ${VARIABLE} to its folder`)
  describe.skip(`${name} (skipped because the recorded data is absent: set ${VARIABLE} to its folder)`, () =>
    tests(resolve(projectRoot, DEFAULT_FOLDER)))
}
