import type { DependencyRule } from '../rules/dependency-check.ts'

const rule = (name: string, from: DependencyRule['from'], to: DependencyRule['to']): DependencyRule => ({
  name,
  from,
  to,
})

/** Who may import whom. The reasons stand in the README, "Map of the code". */
export const dependencyRules: readonly DependencyRule[] = [
  rule(
    'domain-is-pure',
    { path: '^electron/domain/' },
    { pathNot: '^electron/domain/|^node_modules/(zod|temporal-polyfill|libphonenumber-js)/' },
  ),
  rule(
    'contract-sees-only-domain',
    { path: '^electron/contract/' },
    { pathNot: '^electron/(contract|domain)/|^node_modules/zod/' },
  ),
  rule('ports-see-only-domain', { path: '^electron/ports/' }, { pathNot: '^electron/(ports|domain)/' }),
  rule('db-sees-only-domain', { path: '^db/' }, { path: '^(electron/(?!domain/)|renderer/)' }),
  rule(
    'services-use-ports-not-adapters',
    { path: '^electron/services/' },
    { path: '^(electron/(?!(domain|ports|contract|services)/)|renderer/)' },
  ),
  rule(
    'service-internals-are-private',
    { path: '^electron/services/([^/]+)/' },
    { path: '^electron/services/', pathNot: '^electron/services/($1/|[^/]+/index\\.ts$)' },
  ),
  rule(
    'adapters-see-only-ports',
    { path: '^electron/adapters/' },
    { path: '^(db/|renderer/|electron/(?!(adapters|ports|domain)/))' },
  ),
  rule(
    'adapters-are-islands',
    { path: '^electron/adapters/([^/]+)/' },
    { path: '^electron/adapters/', pathNot: '^electron/adapters/$1/' },
  ),
  rule(
    'electron-stays-at-the-edge',
    { path: '^(electron|db|renderer)/', pathNot: '^electron/(main\\.ts|preload\\.ts|ipc/|shell/|adapters/os/)' },
    { path: '^node_modules/electron/' },
  ),
  rule('sql-stays-in-db', { pathNot: '^(db|tests|scripts)/' }, { path: '^node_modules/(better-sqlite3|drizzle-orm)/' }),
  rule('renderer-sees-only-contract', { path: '^renderer/' }, { path: '^(db/|electron/(?!contract/))' }),
  rule(
    'screens-are-islands',
    { path: '^renderer/features/([^/]+)/' },
    { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
  ),
  rule(
    'only-the-composition-root-builds-adapters',
    { path: '^electron/(desk|ipc|shell)/' },
    { path: '^electron/adapters/' },
  ),
  rule('code-never-imports-tests', { pathNot: '^tests/' }, { path: '^tests/' }),
]
