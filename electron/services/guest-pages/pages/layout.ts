/** What stands around every page: the house, the languages, and what is loaded with it. */
import { formatPhone, type PhoneNumber } from '../../../domain/phone-number.ts'
import type { PageParts } from '../answer.ts'
import type { PageFrame } from '../page-model.ts'
import { catalogue, type Words } from '../words/index.ts'
import { type Html, html, named, verbatim } from './html.ts'
import { icon, iconSheet } from './icons.ts'
import { pageScript } from './script.ts'
import { pageStyle } from './style.ts'

/** A page before it is put into its frame. */
export type PageBody = {
  readonly title: string
  readonly content: Html
  /** Asks the desk again and again how it stands; `page` names what is shown where that is known already. */
  readonly follows?: { readonly page: string }
}

export function framed(frame: PageFrame, words: Words, { title, content, follows }: PageBody): PageParts {
  const [path = ''] = frame.action.split('?')
  const follow = follows === undefined ? null : html` data-state="${path}/state" data-page="${follows.page}"`
  const body = html`<header><span class="mark">${icon('keyhole')}</span>${named(frame.houseName)}${languages(path, words)}</header>
<main${follow}>${follows === undefined ? null : news(frame, words)}${content}${follows === undefined ? null : reload(frame, words)}</main>`
  const refresh =
    follows?.page === 'waiting' ? html`<noscript><meta http-equiv="refresh" content="20"></noscript>` : null
  const page = html`<!doctype html>
<html lang="${words.slip.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#efece5">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#191815">
${refresh}<title>${title} · ${frame.houseName}</title>
<style>${verbatim(pageStyle)}</style>
</head>
<body>
${iconSheet(body)}
${body}
<script>${verbatim(pageScript)}</script>
</body>
</html>
`
  return { html: page.markup, style: pageStyle, script: pageScript }
}

function languages(path: string, words: Words): Html {
  const links = [...catalogue].map(([code, { name }]) => {
    const isThis = code === words.code
    return html`<li><a href="${path}?lang=${code}" lang="${code}" hreflang="${code}"${isThis ? html` aria-current="true"` : null}>${name}${isThis ? icon('check') : null}</a></li>`
  })
  return html`<details class="langs"><summary><span class="vh">${words.page.language}: </span>${icon('languages')}${words.page.name}</summary><ul>${links}</ul></details>`
}

/** Without script a page is renewed by a link. */
const reload = (frame: PageFrame, { page }: Words): Html =>
  html`<noscript><p class="fine"><a href="${frame.action}">${page.reload}</a></p></noscript>`

/** Filled and shown by the script. */
const news = (frame: PageFrame, { page }: Words): Html =>
  html`<p class="vh" role="status" data-live></p><p class="note bad" role="status" data-lost hidden>${page.noConnection}</p><p class="note" role="status" data-news hidden><a href="${frame.action}">${page.news}</a></p>`

/** Rings the desk, where the house shows its number; beside a door in few letters. */
export function callLink(
  frame: PageFrame,
  { page }: Words,
  classes: string,
  length: 'long' | 'short' = 'long',
): Html | null {
  if (frame.deskPhone === null) return null
  const short = html`<span aria-hidden="true">${page.call}</span><span class="vh">${page.callDesk}</span>`
  const label = length === 'long' ? html`${page.callDesk}` : short
  return html`<a class="${classes}" href="tel:${frame.deskPhone}">${icon('phone')}${label}</a>`
}

/** The desk's number, at the end of every page. */
export const deskLine = (frame: PageFrame, words: Words): Html | null =>
  frame.deskPhone === null
    ? null
    : html`<a class="row" href="tel:${frame.deskPhone}">${icon('phone')}<span class="t">${words.page.deskPhone}</span><span class="v"><bdi dir="ltr">${formatPhone(frame.deskPhone as PhoneNumber)}</bdi></span></a>`
export const deskFooter = (frame: PageFrame, words: Words): Html | null => {
  const line = deskLine(frame, words)
  return line === null ? null : html`<footer class="card">${line}</footer>`
}
