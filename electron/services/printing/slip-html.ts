import type { SlipContent, SlipPin } from '../../domain/slip.ts'
import type { Paper } from '../../ports/printer.ts'
import { escapeHtml, isolated } from './html-text.ts'
import { pinHtml } from './pin-digits.ts'
import { qrSvg } from './qr-code.ts'
import { slipStyle } from './slip-style.ts'
import { type DoorGroup, groupByWindows, validityInWords } from './validity.ts'
import { wordsFor } from './words/index.ts'
import type { SlipWords } from './words/slip-words.ts'

/**
 * The slip a guest takes along: one HTML page that needs nothing from outside and runs no script. `fontWoff2` is
 * built in where it is given, so that paper looks the same on every desk.
 */
export function slipHtml(slip: SlipContent, paper: Paper, fontWoff2: Uint8Array | null): string {
  const languages = wordsFor(slip.language)
  const first = languages[0]!
  return `<!doctype html>
<html lang="${first.language}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(first.title)}</title>
<style>${slipStyle(paper, fontWoff2)}</style>
</head>
<body><main class="slip">
${houseHtml(slip)}<h1>${welcomeHtml(slip, first)}</h1>
<p class="units">${listed(slip.units, first)}</p>
${slip.pins.map((pin) => pinSection(pin, slip, languages)).join('\n')}
${howToTypeOnce(slip, languages)}${otherDoors(slip, languages)}
${pageHtml(slip, paper, languages)}${endHtml(slip, languages)}
</main></body>
</html>
`
}

type Languages = readonly SlipWords[]

/** Scanned from a hand's distance, on thermal paper too. */
const qrMillimetres: Readonly<Record<Paper, number>> = { a6: 20, a4: 30, 'roll-80': 20 }

/** The guest's language, and English smaller below it. A sentence in parts breaks between them if it must. */
function said(languages: Languages, sentence: (words: SlipWords) => string | readonly string[]): string {
  const [first, ...others] = languages.map((words) => ({ lang: words.language, html: inParts(sentence(words)) }))
  return [
    `<span lang="${first!.lang}">${first!.html}</span>`,
    ...others.map(({ lang, html }) => `<span class="second" lang="${lang}">${html}</span>`),
  ].join('')
}

const inParts = (sentence: string | readonly string[]): string =>
  typeof sentence === 'string'
    ? escapeHtml(sentence)
    : sentence.map((part) => `<span class="part">${escapeHtml(part)}</span>`).join(' ')

const listed = (names: readonly string[], words: SlipWords): string =>
  new Intl.ListFormat(words.language, { type: 'conjunction' })
    .formatToParts(names)
    .map((part) => (part.type === 'element' ? isolated(part.value) : escapeHtml(part.value)))
    .join('')

function houseHtml(slip: SlipContent): string {
  if (slip.houseName === null) return ''
  const address = slip.houseAddress === null ? '' : `<span>${isolated(slip.houseAddress)}</span>`
  return `<p class="house">${isolated(slip.houseName)}${address}</p>\n`
}

/** The name in its own direction, by the invisible characters that isolate it. */
const welcomeHtml = (slip: SlipContent, words: SlipWords): string =>
  escapeHtml(words.welcome(slip.guestName === null ? null : `\u2068${slip.guestName}\u2069`))

/** With one PIN the doors follow it; with several their names stand above the digits they belong to. */
function pinSection(entry: SlipPin, slip: SlipContent, languages: Languages): string {
  const groups = groupByWindows(entry.doors)
  const several = slip.pins.length > 1
  const names = listed(
    entry.doors.map((door) => door.name),
    languages[0]!,
  )
  const heading = several ? `<h2>${names}</h2>\n` : ''
  const howTo = several ? '' : `<p class="how">${howToType(entry, slip, languages)}</p>\n`
  const only = groups[0]
  const doors =
    several && groups.length === 1 && only !== undefined
      ? `<div class="plain">${windowsHtml(only, slip, languages)}</div>`
      : doorList(groups, slip, languages)
  return `<section class="pin">${heading}${pinHtml(entry.pin)}\n${howTo}${doors}</section>`
}

const doorList = (groups: readonly DoorGroup[], slip: SlipContent, languages: Languages): string => {
  const rows = groups.map(
    (group) => `<li><b>${listed(group.names, languages[0]!)}</b>${windowsHtml(group, slip, languages)}</li>`,
  )
  return rows.length === 0 ? '' : `<ul class="doors">${rows.join('\n')}</ul>`
}

const windowsHtml = (group: DoorGroup, slip: SlipContent, languages: Languages): string =>
  group.windows
    .map((window) => `<p>${said(languages, (words) => validityInWords(window, slip.timeZone, words))}</p>`)
    .join('')

const howToType = (entry: SlipPin, slip: SlipContent, languages: Languages): string =>
  said(languages, (words) => words.howToType(entry.pin.length, slip.confirmKey))

/** For several PINs once below them; more often only where their lengths differ. */
function howToTypeOnce(slip: SlipContent, languages: Languages): string {
  if (slip.pins.length < 2) return ''
  const byLength = new Map(slip.pins.map((entry) => [entry.pin.length, entry]))
  const lines = [...byLength.values()].map((entry) => `<p class="how plain">${howToType(entry, slip, languages)}</p>`)
  return `${lines.join('\n')}\n`
}

/** Doors that no PIN on this slip opens, each with its own way in. */
function otherDoors(slip: SlipContent, languages: Languages): string {
  const row = (names: readonly string[], sentence: (words: SlipWords) => string): string =>
    names.length === 0 ? '' : `<li><b>${listed(names, languages[0]!)}</b><p>${said(languages, sentence)}</p></li>`
  const rows = row(slip.notYetDoors, (words) => words.separateCode) + row(slip.keyDoors, (words) => words.askForKey)
  return rows === '' ? '' : `<ul class="doors">${rows}</ul>`
}

/** Where the booking's own page is asked for. It holds no token: whoever finds the slip is asked who they are. */
const pageHtml = ({ pageAddress }: SlipContent, paper: Paper, languages: Languages): string =>
  pageAddress === null
    ? ''
    : `<div class="page">${qrSvg(pageAddress, qrMillimetres[paper])}<p>${said(languages, (words) => words.page)}</p></div>\n`

function endHtml(slip: SlipContent, languages: Languages): string {
  const phone =
    slip.deskPhone === null
      ? ''
      : `<p><b>${[...new Set(languages.map((words) => escapeHtml(words.deskPhone)))].join(' / ')}</b> <span class="phone" dir="ltr">${escapeHtml(slip.deskPhone)}</span></p>`
  return `<footer class="end">${phone}<p>${said(languages, (words) => words.keepSafe)}</p></footer>`
}
