import type { Store } from '../../db/store.ts'

const derived = new Set(['sqlite_sequence', 'attention_items'])

/**
 * Everything a store holds, as one text, to compare a before with an after. Attention items are left out: they are
 * derived anew whenever somebody looks.
 */
export function dump(store: Pick<Store, 'sqlite'>): string {
  const { sqlite } = store
  const tables = sqlite
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .pluck()
    .all() as string[]
  return tables
    .filter((table) => !derived.has(table))
    .map(
      (table) =>
        `${table} ${sqlite
          .prepare(`select * from ${table}`)
          .raw()
          .all()
          .map((row) => JSON.stringify(row))
          .join('\n')}`,
    )
    .join('\n')
}
