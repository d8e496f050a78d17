/** The fields of a webhook, form or JSON alike: every key with all its values, nothing trimmed, nothing dropped. */
import { createHash } from 'node:crypto'

export type Params = {
  /** The first value; null where the key is missing or empty. */
  readonly one: (key: string) => string | null
  /** All values that are not empty. */
  readonly all: (key: string) => readonly string[]
}

export const isForm = (contentType: string): boolean =>
  contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')

/** Reads a body; null where it is neither a form nor a JSON object. */
export function readParams(body: string, form: boolean): Params | null {
  if (form) {
    const search = new URLSearchParams(body)
    return params((key) => search.getAll(key))
  }
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return null
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const fields = new Map(Object.entries(json))
  return params((key) => [fields.get(key)].flat().map(asText))
}

const params = (valuesOf: (key: string) => readonly string[]): Params => {
  const all = (key: string): readonly string[] => valuesOf(key).filter((value) => value !== '')
  return { all, one: (key) => all(key)[0] ?? null }
}

const asText = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Names what carries no id of its own. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
