import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { dependencyRules } from '../scripts/config/dependency-rules.ts'
import { checkTree } from '../scripts/rules/check-tree.ts'

type Tree = Readonly<Record<string, string>>

/** A small house in which every permitted kind of import occurs. */
const legalTree: Tree = {
  'electron/main.ts':
    "import { app, BrowserWindow } from 'electron'\nimport { compose } from './composition.ts'\nexport { app, BrowserWindow, compose }",
  'electron/composition.ts':
    "import { systemClock } from './adapters/clock/system-clock.ts'\nimport { seam } from './adapters/seam/seam.ts'\nimport { checkIn } from './services/check-in/index.ts'\nimport { open } from '../db/open-database.ts'\nexport const compose = () => [systemClock, seam, checkIn, open]",
  'electron/domain/time.ts':
    "import { Temporal } from 'temporal-polyfill'\nimport * as z from 'zod'\nexport type Instant = Temporal.Instant\nexport const instant = z.string()",
  'electron/domain/stay.ts':
    "import type { Instant } from './time.ts'\nexport interface Stay { from: Instant }\nexport const note = 'a Date is only text here'",
  'electron/contract/procedures.ts':
    "import { z } from 'zod'\nimport type { Stay } from '../domain/stay.ts'\nexport const stay = z.custom<Stay>()",
  'electron/ports/clock.ts':
    "import type { Instant } from '../domain/time.ts'\nexport interface Clock { now(): Instant }",
  'electron/adapters/clock/system-clock.ts':
    "import type { Clock } from '../../ports/clock.ts'\nexport const systemClock = { at: Date.now(), today: new Date() } as unknown as Clock",
  'electron/adapters/seam/seam.ts':
    "import type { Clock } from '../../ports/clock.ts'\nexport const seam = (clock: Clock) => clock",
  'electron/services/check-in/index.ts': "export { checkIn } from './check-in.ts'",
  'electron/services/check-in/check-in.ts':
    "import { write } from '../outbox/index.ts'\nimport { stays } from '../../../db/queries/stays.ts'\nimport type { Clock } from '../../ports/clock.ts'\nexport const checkIn = (clock: Clock) => [clock, write, stays]",
  'electron/services/outbox/index.ts': 'export const write = 1',
  'electron/ipc/router.ts': "import { ipcMain } from 'electron'\nexport const router = ipcMain",
  'electron/shell/window.ts': "import electron from 'electron'\nexport const window = electron",
  'db/open-database.ts': "import Database from 'better-sqlite3'\nexport const open = () => new Database(':memory:')",
  'db/queries/stays.ts':
    "import { eq } from 'drizzle-orm'\nimport type { Stay } from '../../electron/domain/stay.ts'\nexport const stays = (stay: Stay) => eq(stay as never, 1)",
  'renderer/features/today/today.tsx':
    "import type { stay } from '../../../electron/contract/procedures.ts'\nimport { Row } from '../../components/row.tsx'\nimport './today.css'\nexport const Today = (p: { stay: typeof stay }) => <Row key={String(p.stay)} />",
  'renderer/components/row.tsx': 'export const Row = () => <li>Date</li>',
  'renderer/desk/clock.ts': 'export const now = () => Date.now()',
  'scripts/build.ts': "import { readFileSync } from 'node:fs'\nexport const built = [readFileSync, new Date()]",
  'tests/support/clock.ts':
    "import { systemClock } from '../../electron/adapters/clock/system-clock.ts'\nexport const clock = systemClock",
}

/** For every rule, files that break it and nothing else. */
const plantedViolations: Readonly<Record<string, Tree>> = {
  'domain-is-pure': {
    'electron/domain/bad.ts': "import { randomInt } from 'node:crypto'\nexport const bad = randomInt",
  },
  'contract-sees-only-domain': {
    'electron/contract/bad.ts': "import type { Clock } from '../ports/clock.ts'\nexport type Bad = Clock",
  },
  'ports-see-only-domain': {
    'electron/ports/bad.ts': "import type { stay } from '../contract/procedures.ts'\nexport type Bad = typeof stay",
  },
  'db-sees-only-domain': { 'db/queries/bad.ts': "export { checkIn } from '../../electron/services/check-in/index.ts'" },
  'services-use-ports-not-adapters': {
    'electron/services/bad/index.ts': "export const bad = () => import('../../adapters/seam/seam.ts')",
  },
  'service-internals-are-private': { 'electron/services/bad/index.ts': "export * from '../check-in/check-in.ts'" },
  'adapters-see-only-ports': {
    'electron/adapters/seam/bad.ts': "import { write } from '../../services/outbox/index.ts'\nexport const bad = write",
  },
  'adapters-are-islands': {
    'electron/adapters/seam/bad.ts':
      "import { systemClock } from '../clock/system-clock.ts'\nexport const bad = systemClock",
  },
  'electron-stays-at-the-edge': {
    'electron/services/bad/index.ts': "import type { BrowserWindow } from 'electron'\nexport type Bad = BrowserWindow",
  },
  'sql-stays-in-db': {
    'electron/services/bad/index.ts': "import { sql } from 'drizzle-orm/sqlite-core'\nexport const bad = sql",
  },
  'renderer-sees-only-contract': { 'renderer/bad.ts': "export type Bad = import('../electron/domain/stay.ts').Stay" },
  'screens-are-islands': {
    'renderer/features/inbox/inbox.tsx':
      "import { Today } from '../today/today.tsx'\nexport const Inbox = () => <Today stay={null as never} />",
  },
  'only-the-composition-root-builds-adapters': {
    'electron/ipc/bad.ts': "import { seam } from '../adapters/seam/seam.ts'\nexport const bad = seam",
  },
  'no-cycles': {
    'electron/domain/hen.ts': "import type { Egg } from './egg.ts'\nexport interface Hen { egg: Egg }",
    'electron/domain/egg.ts': "import type { Hen } from './hen.ts'\nexport interface Egg { hen: Hen }",
  },
  'code-never-imports-tests': {
    'scripts/bad.ts': "import { clock } from '../tests/support/clock.ts'\nexport const bad = clock",
  },
  'date-stays-in-the-clocks': { 'electron/services/bad/index.ts': 'export const bad = () => Date.now()' },
  'ipc-main-stays-in-the-router': {
    'electron/shell/bad.ts': "import * as electron from 'electron'\nexport const bad = electron.ipcMain",
  },
}

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function plant(tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'latchkey-rules-'))
  folders.push(root)
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

function brokenRules(root: string): string[] {
  return checkTree(root).violations.map(({ rule }) => rule)
}

describe('the rules of the tree', () => {
  it('raises no false alarm on a tree that keeps them all', () => {
    expect(brokenRules(plant(legalTree))).toEqual([])
  })

  it.each(Object.entries(plantedViolations))('catches a breach of %s, and reports no other', (rule, files) => {
    expect(brokenRules(plant({ ...legalTree, ...files }))).toEqual([rule])
  })

  it('has a planted breach for every dependency rule', () => {
    expect(Object.keys(plantedViolations)).toEqual(expect.arrayContaining(dependencyRules.map(({ name }) => name)))
  })

  it.each([
    ['new Date()', 'export const bad = new Date()'],
    ['Date()', 'export const bad = Date()'],
    ['globalThis.Date', 'export const bad = globalThis.Date.now()'],
  ])('finds the clock read by %s', (_, source) => {
    expect(brokenRules(plant({ 'renderer/bad.tsx': source }))).toContain('date-stays-in-the-clocks')
  })

  it('refuses to pass a file that it cannot read', () => {
    const root = plant({ 'electron/domain/bad.ts': 'export const = 1' })
    expect(() => checkTree(root)).toThrow('electron/domain/bad.ts cannot be parsed')
  })
})
