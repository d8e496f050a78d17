import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../project-root.ts'

const ROWS = 5000
const EXPECTED = `ok ${(ROWS * (ROWS - 1)) / 2}`

/**
 * Proves that the patched runtime and the patched addon fit together: named parameters, an aggregate seeded with a
 * number (a reference to a primitive) and thousands of finalizers under garbage collection.
 */
export function selfTestRuntime(electronBinary: string, addon: string): void {
  const program = `
    const Database = require(${JSON.stringify(join(projectRoot, 'node_modules', 'better-sqlite3'))})
    const database = new Database(':memory:', { nativeBinding: ${JSON.stringify(addon)} })
    database.aggregate('sum_up', { start: 0, step: (total, value) => total + value })
    database.exec('create table t (a integer)')
    for (let a = 0; a < ${ROWS}; a++) database.prepare('insert into t values (@a)').run({ a })
    gc()
    gc()
    setImmediate(() => {
      gc()
      console.log('ok', database.prepare('select sum_up(a) from t').pluck().get())
    })`
  const answer = execFileSync(electronBinary, ['--expose-gc', '-e', program], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    encoding: 'utf8',
  })
  if (answer.trim() !== EXPECTED) throw new Error(`The self-test of the fallback runtime failed: ${answer}`)
}
