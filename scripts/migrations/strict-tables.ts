const SEPARATOR = '--> statement-breakpoint'

/** Makes every table that a generated migration creates STRICT; drizzle-kit cannot, and otherwise SQLite takes text into an integer column. */
export function makeTablesStrict(migration: string): string {
  return migration
    .split(SEPARATOR)
    .map((statement) =>
      /^\s*CREATE TABLE\b/i.test(statement) ? statement.replace(/\)\s*;?(\s*)$/, ') STRICT;$1') : statement,
    )
    .join(SEPARATOR)
}
