import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../db/store.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { testKey } from '../support/store.ts'

const rounds = process.env.LATCHKEY_CAMPAIGN === '1' ? 40 : 3

it('keeps every reservation it acknowledged when its process is killed in the middle of writing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-kill-'))
  try {
    const acknowledged: string[] = []
    for (let round = 0; round < rounds; round++) {
      const writer = spawn(
        process.execPath,
        [join(projectRoot, 'scripts', 'run.mjs'), join('tests', 'support', 'writing-desk.ts'), folder, String(round)],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const ended = new Promise<string | null>((resolve) => writer.once('exit', (_status, signal) => resolve(signal)))
      let text = ''
      await new Promise<void>((resolve) => {
        writer.stdout.on('data', (chunk: Buffer) => {
          text += chunk.toString()
          // Not at the same point of its work each time.
          if (text.split('\n').length > 4 + round * 3) resolve()
        })
        writer.once('exit', () => resolve())
      })
      writer.kill('SIGKILL')
      expect(await ended).toBe('SIGKILL')
      await new Promise<void>((resolve) =>
        writer.stdout.readableEnded ? resolve() : writer.stdout.once('close', resolve),
      )
      // The last line may be cut: only whole ones were acknowledged.
      acknowledged.push(...text.split('\n').slice(0, -1))

      const store = openStore({ folder, dataKey: testKey, migrationsFolder: migrationsFolder(), backupName: 'b.db' })
      try {
        expect(store.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
        expect(store.sqlite.pragma('foreign_key_check')).toEqual([])
        const kept = new Set(store.sqlite.prepare('select reference from reservations').pluck().all())
        expect(acknowledged.filter((reference) => !kept.has(reference))).toEqual([])
        // Nothing is half there: each has its stay, its guest and its two codes.
        expect(
          store.sqlite
            .prepare(
              `select r.reference from reservations r where r.guest_id is null
               or (select count(*) from stays s where s.reservation_id = r.id) <> 1
               or (select count(*) from access_codes c where c.reservation_id = r.id) <> 2`,
            )
            .all(),
        ).toEqual([])
      } finally {
        store.close()
      }
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * 4)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
