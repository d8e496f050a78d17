/** Parts of forms: each field with its label, what it is for, and what is wrong with it beside it. */
import type { PageFrame } from '../page-model.ts'
import { type Html, html } from './html.ts'
import { icon } from './icons.ts'

export type Field = {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly hint?: string | undefined
  readonly fault?: string | undefined
  /** Stands behind the label of what may be left out. */
  readonly optional?: string | undefined
  /** Further attributes of the input, e.g. its keyboard. */
  readonly input?: Html
  /** The cursor begins here. */
  readonly first?: boolean
}

/** A form of ours: sent to this page, with what is to be done. */
export const formFor = (frame: PageFrame, deed: string, content: Html, kind: 'fields' | 'files' = 'fields'): Html =>
  html`<form method="post" action="${frame.action}"${kind === 'files' ? html` enctype="multipart/form-data"` : null} novalidate>${deed === '' ? null : hidden('do', deed)}${content}</form>`

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

export const field = (given: Field): Html =>
  html`<div class="f"><label for="${given.name}">${given.label}${given.optional === undefined ? null : html` <span class="opt">(${given.optional})</span>`}</label>${hintOf(given)}<input id="${given.name}" name="${given.name}" value="${given.value}"${given.input ?? null}${describedBy(given)}${given.first === true ? html` autofocus` : null}>${faultOf(given)}</div>`

/** What a fault or a hint is called, so that it is read aloud with its field. */
export function describedBy({ name, hint, fault }: Pick<Field, 'name' | 'hint' | 'fault'>): Html | null {
  const ids = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`].filter(Boolean)
  if (ids.length === 0) return null
  return html` aria-describedby="${ids.join(' ')}"${fault === undefined ? null : html` aria-invalid="true"`}`
}
export const hintOf = ({ name, hint }: Pick<Field, 'name' | 'hint'>): Html | null =>
  hint === undefined ? null : html`<p class="small" id="${name}-hint">${hint}</p>`
export const faultOf = ({ name, fault }: Pick<Field, 'name' | 'fault'>): Html | null =>
  fault === undefined ? null : html`<p class="e" id="${name}-fault">${icon('state-desk')}${fault}</p>`

/** All that is wrong with a form, on top, each leading to its field. */
export const summary = (
  title: string,
  faults: readonly { readonly name: string; readonly fault: string }[],
): Html | null =>
  faults.length === 0
    ? null
    : html`<div class="note bad" role="alert">${title}<ul>${faults.map(({ name, fault }) => html`<li><a href="#${name}">${fault}</a></li>`)}</ul></div>`
