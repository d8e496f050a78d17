/** Where links in texts and the QR on slips may lead: only an address that is still ours when somebody follows it. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { tunnelSettings } from '../house/index.ts'

export type StableAddress =
  | { readonly base: string; readonly why: null }
  /** `why`: one or two sentences for the desk. */
  | { readonly base: null; readonly why: string }

/** The public address without a slash at its end, whether or not the tunnel stands at this moment. */
export function stableAddress(db: ReadableDb): StableAddress {
  const { kind, url, domain } = tunnelSettings(db)
  if (kind === 'url' && url !== null) return { base: url, why: null }
  if (kind === 'ngrok' && domain !== null) return { base: `https://${domain}`, why: null }
  return {
    base: null,
    why:
      kind === 'ngrok'
        ? 'The tunnel gets another address at every start, so a link would soon lead nowhere. Reserve a domain at ngrok and name it under Settings, Texting.'
        : 'The desk has no public address. Set one up under Settings, Texting.',
  }
}

/** The same as a plain value; null where there is none. */
export const stableBase = (db: ReadableDb): string | null => stableAddress(db).base

/** What a guest follows to a party's page. Holds the token: for the call to the provider and for no store or log. */
export const linkAddress = (base: string, token: string): string => `${base}/g/${token}`

/** Where anybody begins, with the reference: says nothing about anybody. */
export const entranceAddress = (base: string): string => `${base}/g`
