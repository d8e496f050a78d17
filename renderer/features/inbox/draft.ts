/** What somebody is writing to a guest: kept for each conversation until it is sent, also while another one is open. */
import { useCallback, useState } from 'react'
import { countSegments, type SegmentCount } from '../../../electron/contract/segments.ts'
import type { FilledTemplate } from '../../../electron/contract/views.ts'
import { words } from '../../words/index.ts'

export type Attached = {
  readonly key: string
  readonly base64: string
  readonly contentType: string
  readonly filename: string | null
  readonly bytes: number
}
export type Draft = {
  /** Made once for each text: said twice to the desk, it is sent once. */
  readonly clientId: string
  readonly text: string
  readonly isNote: boolean
  readonly templateId: string | null
  /** The template as it was filled, to know whether somebody has written since. */
  readonly filled: string
  /** What was filled in, in order. */
  readonly values: readonly string[]
  /** What is read in place of a PIN, and what the desk puts the digits in for. */
  readonly pins: Readonly<Record<string, string>>
  readonly media: readonly Attached[]
  /** What is read in place of a field that stands empty, and how the template writes it. */
  readonly gaps: Readonly<Record<string, string>>
  /** The newest message when the writing began. */
  readonly since: string | null
}

export const emptyDraft = (): Draft => ({
  clientId: crypto.randomUUID(),
  text: '',
  isNote: false,
  templateId: null,
  filled: '',
  values: [],
  pins: {},
  gaps: {},
  media: [],
  since: null,
})

const drafts = new Map<string, Draft>()
const isBlank = (draft: Draft) => draft.text === '' && draft.media.length === 0 && !draft.isNote

export function useDraft(conversationId: string) {
  const [draft, setDraft] = useState<Draft>(() => drafts.get(conversationId) ?? emptyDraft())
  const change = useCallback(
    (part: Partial<Draft>) =>
      setDraft((before) => {
        const next = { ...before, ...part }
        if (isBlank(next)) drafts.delete(conversationId)
        else drafts.set(conversationId, next)
        return next
      }),
    [conversationId],
  )
  return { draft, change }
}

type Tokens = Readonly<Record<string, string>>

const placeholder = /\{\{pin:[^{}]+\}\}/g
/** As long as a PIN, for counting: its digits never come into this window. */
const PIN_LENGTH = '000000'

/** `Apartment`, or what the template calls the word a person types. */
const fieldName = (field: string): string => {
  const names: Readonly<Record<string, string>> = words.templates.fieldNames
  return field.startsWith('?') ? field.slice(1) : (names[field] ?? field)
}

/** A word for each PIN; one that stands in the text already keeps its own, so that no digits change places. */
function pinTokens(body: string, before: Tokens): Tokens {
  const known = new Set(Object.values(before))
  const found = Array.from(new Set(body.match(placeholder) ?? [])).filter((one) => !known.has(one))
  const alone = known.size === 0 && found.length === 1
  const tokens = found.map((one, at) => [words.composer.pinToken(alone ? null : known.size + at + 1), one] as const)
  return { ...before, ...Object.fromEntries(tokens) }
}

/** A filled template as it is shown for editing: PINs and empty fields as words in brackets. */
export function draftOf(
  templateId: string,
  template: FilledTemplate,
  before: Tokens,
): Pick<Draft, 'templateId' | 'text' | 'filled' | 'values' | 'pins' | 'gaps'> {
  const pins = pinTokens(template.body, before)
  const empty = template.parts.flatMap((part) => ('field' in part && part.value === null ? [part.field] : []))
  const gaps = Object.fromEntries(empty.map((field) => [words.composer.gapToken(fieldName(field)), `{${field}}`]))
  const text = shownAs(template.body, { ...pins, ...gaps })
  return {
    templateId,
    text,
    filled: text,
    values: template.parts.flatMap((part) => ('field' in part && part.value ? [shownAs(part.value, pins)] : [])),
    pins,
    gaps,
  }
}

const shownAs = (text: string, tokens: Tokens) =>
  Object.entries(tokens).reduce((now, [token, original]) => now.replaceAll(original, token), text)
const writtenAs = (text: string, tokens: Tokens) =>
  Object.entries(tokens).reduce((now, [token, original]) => now.replaceAll(token, original), text)

/** What goes to the desk. */
export const textToSend = (draft: Draft): string => writtenAs(draft.text, { ...draft.pins, ...draft.gaps }).trim()

export function segmentsOf(draft: Draft, prefix: string | null): SegmentCount {
  const digits = Object.fromEntries(Object.keys(draft.pins).map((token) => [token, PIN_LENGTH]))
  return countSegments(`${prefix && draft.text ? `${prefix.trimEnd()} ` : ''}${writtenAs(draft.text, digits)}`)
}

export type Piece = { readonly at: number; readonly text: string; readonly kind: 'plain' | 'fill' | 'gap' | 'pin' }

const everyPlace = (text: string, token: string): number[] => {
  const places: number[] = []
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + token.length)) places.push(at)
  return places
}

/** Fields that still stand empty, in the order of the text. */
export const gapsOf = ({ text, gaps }: Pick<Draft, 'text' | 'gaps'>) =>
  Object.keys(gaps)
    .flatMap((token) => everyPlace(text, token).map((at) => ({ at, text: token, name: token.slice(1, -1) })))
    .sort((one, other) => one.at - other.at)

/** Cuts what is written into what was filled in, what is still empty, PINs, and the rest. */
export function piecesOf(draft: Draft): readonly Piece[] {
  const marks: Piece[] = gapsOf(draft).map(({ at, text }) => ({ at, text, kind: 'gap' }))
  const free = (at: number, length: number) =>
    marks.every((mark) => at + length <= mark.at || mark.at + mark.text.length <= at)
  const mark = (text: string, from: number, kind: Piece['kind']): number => {
    const at = draft.text.indexOf(text, from)
    if (at < 0 || !free(at, text.length)) return from
    marks.push({ at, text, kind })
    return at + text.length
  }
  for (const token of Object.keys(draft.pins)) for (const at of everyPlace(draft.text, token)) mark(token, at, 'pin')
  let from = 0
  for (const value of draft.values) from = mark(value, from, 'fill')
  const pieces: Piece[] = []
  let done = 0
  for (const one of marks.sort((left, right) => left.at - right.at)) {
    if (one.at > done) pieces.push({ at: done, text: draft.text.slice(done, one.at), kind: 'plain' })
    pieces.push(one)
    done = one.at + one.text.length
  }
  if (done < draft.text.length) pieces.push({ at: done, text: draft.text.slice(done), kind: 'plain' })
  return pieces
}
