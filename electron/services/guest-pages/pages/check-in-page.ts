/** Contact and consent, and waiting where the desk is asked first. */
import type { CheckInFault, PageFrame, PageModel, PhotoPart } from '../page-model.ts'
import type { Words } from '../words/index.ts'
import { describedBy, type Field, faultOf, field, formFor, hintOf, summary } from './fields.ts'
import { type Html, html } from './html.ts'
import { callLink, deskFooter, type PageBody } from './layout.ts'
import { photoField } from './photo-field.ts'
import { unitLines } from './times.ts'

type CheckInModel = Extract<PageModel, { is: 'check-in' }>

const fieldOf: Readonly<Record<CheckInFault, string>> = {
  name: 'name',
  phone: 'phone',
  'phone-needs-country': 'phone',
  'phone-reserved': 'phone',
  email: 'email',
  time: 'comes-at',
  consent: 'consent',
}

export function checkInPage(frame: PageFrame, words: Words, model: CheckInModel): PageBody {
  const { checkIn, faults: look, optional } = words.page
  const { form, knows } = model
  const faults = model.faults.map((one) => ({ name: fieldOf[one], fault: checkIn.faults[one] }))
  const first = faults[0]?.name
  const asked = (one: Omit<Field, 'fault' | 'first'>): Html =>
    field({ ...one, fault: faults.find(({ name }) => name === one.name)?.fault, first: first === one.name })
  // A name that is known stays as it is, whatever stands in a form: it is not asked for.
  const nameField = knows.name
    ? null
    : asked({
        name: 'name',
        label: checkIn.name,
        value: form.name,
        input: html` autocomplete="name" autocapitalize="words" spellcheck="false" maxlength="200" required`,
      })
  const fields = html`${nameField}${asked({
    name: 'phone',
    label: checkIn.phone,
    value: form.phone,
    hint: knows.phone ? checkIn.phoneKnown : checkIn.phoneHint,
    optional,
    input: html` type="tel" autocomplete="tel" inputmode="tel" maxlength="50"`,
  })}${asked({
    name: 'email',
    label: checkIn.email,
    value: form.email,
    optional,
    input: html` type="email" autocomplete="email" inputmode="email" autocapitalize="none" spellcheck="false" maxlength="200"`,
  })}${asked({
    name: 'comes-at',
    label: checkIn.comesAt,
    value: form.comesAt,
    hint: checkIn.comesAtHint,
    optional,
    input: html` type="time"`,
  })}${model.photos.asked ? photoField(words, optional) : null}${consent(words, form.consent, faults)}`
  return {
    title: checkIn.title,
    content: html`${summary(look, faults)}${photosOnly(words, model.photos)}<h1>${checkIn.title}</h1>${unitLines(model.units, true, frame.timeZone, words)}<p class="sub">${checkIn.lead}</p>
${formFor(frame, 'check-in', html`${fields}<button class="b w">${checkIn.send}</button>`, 'files')}${deskFooter(frame, words)}`,
  }
}

function consent(
  { page: { checkIn } }: Words,
  given: boolean,
  faults: readonly { name: string; fault: string }[],
): Html {
  const part = {
    name: 'consent',
    hint: checkIn.consentHint,
    fault: faults.find(({ name }) => name === 'consent')?.fault,
  }
  return html`<div class="f"><label class="check" for="consent"><input type="checkbox" id="consent" name="consent" value="yes" required${given ? html` checked` : null}${describedBy(part)}><span>${checkIn.consent}</span></label>${hintOf(part)}${faultOf(part)}</div>`
}

/** Photos that were too large to be read took the whole form with them. */
const photosOnly = ({ page: { room } }: Words, { faults }: PhotoPart): Html | null =>
  faults.length === 0
    ? null
    : html`<div class="note bad" role="alert">${room.said['photos-refused']}<ul>${faults.map((fault) => html`<li>${room.photoFaults[fault]}</li>`)}</ul></div>`

export function waitingPage(frame: PageFrame, words: Words): PageBody {
  const { checkIn } = words.page
  const call = callLink(frame, words, 'b o w near')
  return {
    title: checkIn.waitingTitle,
    follows: { page: 'waiting' },
    content: html`<h1>${checkIn.waitingTitle}</h1><p class="sub">${checkIn.waiting}</p>${call === null ? null : html`<p class="sub">${checkIn.hurry}</p>${call}`}`,
  }
}
