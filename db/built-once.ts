/** Queries that every text asks: building one with the query builder costs many times what running it does. */
import type { ReadableDb } from './open-database.ts'

/**
 * Builds a query at its first use over a connection and keeps it for that connection, inside transactions too. What
 * varies between calls are placeholders: `sql.placeholder('name')`.
 */
export function builtOnce<Query extends object>(build: (db: ReadableDb) => Query): (db: ReadableDb) => Query {
  const kept = new WeakMap<object, Query>()
  return (db) => {
    // A connection and its transactions share one session, which is what a built query runs on.
    const { session } = db as unknown as { readonly session: object }
    const known = kept.get(session)
    if (known !== undefined) return known
    const built = build(db)
    kept.set(session, built)
    return built
  }
}
