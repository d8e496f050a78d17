import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../project-root.ts'
import { sum, type Tally } from './tally.ts'

const packages = join(projectRoot, 'node_modules')

const checks = [
  { name: 'typecheck', script: join(packages, 'typescript', 'bin', 'tsc'), args: ['-b'] },
  { name: 'lint', script: join(packages, '@biomejs', 'biome', 'bin', 'biome'), args: ['check', '.'] },
  { name: 'rules', script: join(projectRoot, 'scripts', 'rules.ts'), args: [] },
]

/** What can be said without running the code. Each check counts as one test, and none stops the next. */
export function runStaticChecks(): Tally {
  return sum(checks.map(runCheck))
}

function runCheck({ name, script, args }: (typeof checks)[number]): Tally {
  const run = spawnSync(process.execPath, [script, ...args], { cwd: projectRoot, stdio: 'inherit' })
  const passed = run.status === 0
  console.log(`${name}: ${passed ? 'passed' : 'FAILED'}`)
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}
