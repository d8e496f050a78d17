/** What a vendor's adapter keeps between runs of the program: its tokens, sealed, and how many calls it has made. */
import { z } from 'zod'
import { readSecret, readSetting, writeSecret, writeSetting } from '../../../db/queries/house.ts'
import { type Instant, instant, toIso } from '../../domain/time.ts'
import type { CallMeter } from '../../ports/call-meter.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TokenStore } from '../../ports/token-store.ts'
import type { Desk } from '../desk/index.ts'

const sealedTokens = z.object({
  /** Keyed hash of the account they were given to: another account starts without tokens. */
  account: z.string(),
  tokens: z
    .object({ access: z.string(), refresh: z.string(), expiresAt: z.number().transform((at): Instant => instant(at)) })
    .nullable(),
})

/** A vendor's tokens in the vault, for this account only. */
export function tokenStore(desk: Desk, vendor: string, account: string): TokenStore {
  const { store } = desk
  const name = `${vendor}-tokens`
  const mark = store.vault.mac('secret', account)
  return {
    read() {
      const sealed = readSecret(store.read, name)
      if (sealed === null) return null
      const kept = sealedTokens.parse(JSON.parse(store.vault.open('secret', sealed)))
      return kept.account === mark ? kept.tokens : null
    },
    write(tokens) {
      const sealed = store.vault.seal('secret', JSON.stringify({ account: mark, tokens }))
      store.write((db) => writeSecret(db, name, sealed))
    },
  }
}

export type KeptMeter = CallMeter & {
  /** Writes what is only in memory yet. */
  readonly keep: () => void
}

/** Each write goes to the disk, so calls are written by the score; a crash loses fewer than that. */
const keepEvery = 20

/** Counts in the settings, a row a month, all processes together. The month is UTC's, a few hours from the vendor's. */
export function monthlyMeter(desk: Desk, vendor: string, clock: Clock): KeptMeter {
  const { store } = desk
  const rowOf = (): string => `calls ${vendor} ${toIso(clock.now()).slice(0, 7)}`
  const kept = (row: string): number => Number(readSetting(store.read, row) ?? 0)
  let row = rowOf()
  let waiting = 0
  const keep = (): void => {
    if (waiting === 0) return
    const more = waiting
    waiting = 0
    store.write((db) => writeSetting(db, row, Number(readSetting(db, row) ?? 0) + more))
  }
  const turn = (): void => {
    const month = rowOf()
    if (month === row) return
    keep()
    row = month
  }
  return {
    count() {
      turn()
      waiting += 1
      if (waiting >= keepEvery) keep()
    },
    thisMonth() {
      turn()
      return kept(row) + waiting
    },
    keep,
  }
}
