import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTablesStrict } from './migrations/strict-tables.ts'
import { projectRoot } from './project-root.ts'

/*
 * `npm run generate-migration -- --name WHAT`: compares db/schema with the last migration and writes the next one.
 * Released migrations are never edited; only files that this run has added are touched.
 */
const migrations = join(projectRoot, 'db', 'migrations')

const before = new Set(migrationFiles())
const drizzleKit = join(projectRoot, 'node_modules', 'drizzle-kit', 'bin.cjs')
const config = join('scripts', 'config', 'drizzle.config.ts')
const run = spawnSync(process.execPath, [drizzleKit, 'generate', '--config', config, ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: 'inherit',
})

for (const file of migrationFiles().filter((name) => !before.has(name))) {
  const path = join(migrations, file)
  writeFileSync(path, makeTablesStrict(readFileSync(path, 'utf8')))
  console.log(`${file}: every new table is STRICT.`)
}
process.exitCode = run.status ?? 1

function migrationFiles(): string[] {
  return existsSync(migrations) ? readdirSync(migrations).filter((name) => name.endsWith('.sql')) : []
}
