import { defineConfig } from 'drizzle-kit'

// Paths are relative to the project root, where scripts/generate-migration.ts starts drizzle-kit.
export default defineConfig({
  dialect: 'sqlite',
  schema: './db/schema/*.ts',
  out: './db/migrations',
})
