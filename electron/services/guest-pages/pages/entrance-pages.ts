/** On the way in: the reference, who asks, and where it ends instead. */
import type { PageFrame, PageModel } from '../page-model.ts'
import type { Words } from '../words/index.ts'
import { field, formFor, hidden, summary } from './fields.ts'
import { filled, html, named } from './html.ts'
import { callLink, deskFooter, type PageBody } from './layout.ts'
import { momentInWords } from './times.ts'

type Of<Is extends PageModel['is']> = Extract<PageModel, { is: Is }>

/** References are letters and digits, never words: no keyboard is to help with them. */
const asTyped = html` autocomplete="off" autocapitalize="characters" spellcheck="false" enterkeyhint="next" maxlength="100" required`

export function referencePage(frame: PageFrame, words: Words, model: Of<'reference'>): PageBody {
  const { entrance, faults } = words.page
  const fault = model.fault === null ? undefined : entrance.blank
  const reference = field({
    name: 'reference',
    label: entrance.reference,
    hint: entrance.referenceHint,
    value: model.typed,
    fault,
    input: asTyped,
    first: true,
  })
  return {
    title: entrance.title,
    content: html`${summary(faults, fault === undefined ? [] : [{ name: 'reference', fault }])}<h1>${entrance.title}</h1><p class="sub">${entrance.lead}</p>
${formFor(frame, '', html`${reference}<button class="b w">${entrance.next}</button>`)}${deskFooter(frame, words)}`,
  }
}

export function proofPage(frame: PageFrame, words: Words, { reference, shown, fault }: Of<'proof'>): PageBody {
  const { entrance } = words.page
  const dated = shown.arrivalDate !== '' || shown.departureDate !== ''
  const failed = fault === null ? null : html`<div class="note bad" role="alert">${entrance.noMatch}</div>`
  const who = field({
    name: 'who',
    label: entrance.who,
    hint: entrance.whoHint,
    value: shown.who,
    input: html` autocomplete="family-name" autocapitalize="words" spellcheck="false" enterkeyhint="go" maxlength="200"${fault === null ? null : html` aria-invalid="true"`}`,
    first: true,
  })
  const day = (name: string, label: string, value: string) => field({ name, label, value, input: html` type="date"` })
  return {
    title: entrance.whoTitle,
    content: html`${failed}<h1>${entrance.whoTitle}</h1><p class="sub">${entrance.whoLead}</p>
${formFor(frame, 'again', html`${hidden('reference', reference)}<div class="card ref"><div><span class="small">${entrance.booking}</span><br>${named(reference)}</div><button class="link">${entrance.change}</button></div>`)}
${formFor(
  frame,
  'prove',
  html`${hidden('reference', reference)}${who}<details class="more"${dated ? html` open` : null}><summary>${entrance.noContact}</summary><p class="small">${entrance.noContactHint}</p><div class="two">${day('arrival', entrance.arrival, shown.arrivalDate)}${day('departure', entrance.departure, shown.departureDate)}</div></details><button class="b w">${entrance.show}</button>`,
)}${fault === null ? deskFooter(frame, words) : callLink(frame, words, 'b o w near')}`,
  }
}

export function tooOftenPage(frame: PageFrame, words: Words, { againAt }: Of<'too-often'>): PageBody {
  const { entrance } = words.page
  const until = html`<b>${momentInWords(againAt, frame.timeZone, words)}</b>`
  return {
    title: entrance.tooOftenTitle,
    content: html`<h1>${entrance.tooOftenTitle}</h1><p class="sub">${filled(entrance.tooOften, until)}</p>${callLink(frame, words, 'b w')}`,
  }
}

export function closedPage(frame: PageFrame, words: Words): PageBody {
  const { entrance } = words.page
  return {
    title: entrance.closedTitle,
    content: html`<h1>${entrance.closedTitle}</h1><p class="sub">${entrance.closed}</p><a class="b w" href="/g?lang=${words.code}">${entrance.toReference}</a>${callLink(frame, words, 'b o w near')}`,
  }
}

export function overPage(frame: PageFrame, words: Words): PageBody {
  const { entrance } = words.page
  return {
    title: entrance.overTitle,
    content: html`<h1>${entrance.overTitle}</h1><p class="sub">${entrance.over}</p>${callLink(frame, words, 'b w')}`,
  }
}

export function continuePage(frame: PageFrame, words: Words): PageBody {
  const { entrance } = words.page
  return {
    title: entrance.continueTitle,
    content: html`<h1>${entrance.continueTitle}</h1><p class="sub">${entrance.continueLead}</p>${formFor(frame, 'continue', html`<button class="b w">${entrance.open}</button>`)}${deskFooter(frame, words)}`,
  }
}
