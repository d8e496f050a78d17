import { describe, expect, it } from 'vitest'
import { makeTablesStrict } from '../../scripts/migrations/strict-tables.ts'

describe('a generated migration', () => {
  it('gets strict tables, and nothing else in it changes', () => {
    const generated = [
      'CREATE TABLE `a` (\n\t`id` text,\n\tCONSTRAINT "c" CHECK("a"."id" <> \';\')\n);\n',
      '\nCREATE INDEX `a_id` ON `a` (`id`);',
      '\nINSERT INTO `b`("id") VALUES (\'CREATE TABLE x ();\');',
    ].join('--> statement-breakpoint')
    expect(makeTablesStrict(generated)).toBe(generated.replace("';')\n);", "';')\n) STRICT;"))
  })

  it('is left alone when its tables are strict already', () => {
    const strict = 'CREATE TABLE `a` (\n\t`id` text\n) STRICT;\n'
    expect(makeTablesStrict(strict)).toBe(strict)
  })
})
