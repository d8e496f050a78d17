import { runStaticChecks } from './test/static-checks.ts'
import { closingLine, nothing, sum, type Tally } from './test/tally.ts'
import { listFiles, runVitest } from './test/vitest-run.ts'
import { runWindowTests } from './test/window-tests.ts'

const total = await runAll(process.argv.slice(2))
console.log(`\n${closingLine(total)}`)
process.exitCode = total.failed === 0 ? 0 : 1

/** The static checks, the tests that need no window, the tests that do. Given parts of file names, only tests of those. */
async function runAll(filters: readonly string[]): Promise<Tally> {
  if (filters.length === 0) {
    return sum([
      runStaticChecks(),
      runVitest({ suite: 'vitest', filters }),
      await attempt(() => runWindowTests(filters)),
    ])
  }
  const plain = listFiles('vitest', filters).length > 0 ? runVitest({ suite: 'vitest', filters }) : null
  const windows = listFiles('vitest.window', filters).length > 0 ? await attempt(() => runWindowTests(filters)) : null
  if (plain || windows) return sum([plain ?? nothing, windows ?? nothing])
  console.error(`No test file matches ${filters.join(' ')}.`)
  return { ...nothing, failed: 1 }
}

/** A stage that cannot even start, such as a build that fails, is a failure like any other. */
async function attempt(stage: () => Promise<Tally>): Promise<Tally> {
  try {
    return await stage()
  } catch (error) {
    console.error(error)
    return { ...nothing, failed: 1 }
  }
}
