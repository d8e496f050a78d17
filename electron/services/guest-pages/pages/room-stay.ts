/** Beside doors and PIN: writing to the desk, arrival, Wi-Fi, notes, photos, the desk's number. */
import type { PageFrame, RoomPage } from '../page-model.ts'
import type { Words } from '../words/index.ts'
import { field, formFor, hidden } from './fields.ts'
import { filled, type Html, html, named } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { deskLine } from './layout.ts'
import { photoField } from './photo-field.ts'

export function stayList(frame: PageFrame, words: Words, room: RoomPage): Html | null {
  const rows = [
    arrival(frame, words, room),
    letter(frame, words, room),
    wifi(words, room),
    notes(words, room),
    photos(frame, words, room),
    deskLine(frame, words),
  ].filter((row) => row !== null)
  return rows.length === 0 ? null : html`<h2>${words.page.room.stay}</h2><div class="card">${rows}</div>`
}

/** A row that opens: without script too. */
const opening = (name: IconName, label: string, value: Html | null, isOpen: boolean, content: Html): Html =>
  html`<details${isOpen ? html` open` : null}><summary class="row">${icon(name)}<span class="t">${label}</span>${value === null ? null : html`<span class="v">${value}</span>`}</summary><div class="in">${content}</div></details>`

function arrival(frame: PageFrame, words: Words, { isAhead, comesAt, said }: RoomPage): Html | null {
  if (!isAhead) return null
  const { room, checkIn } = words.page
  const time = field({
    name: 'comes-at',
    label: checkIn.comesAt,
    hint: checkIn.comesAtHint,
    value: comesAt ?? '',
    input: html` type="time" required`,
  })
  const form = formFor(frame, 'comes-at', html`${time}<button class="b w">${room.save}</button>`)
  const value = comesAt === null ? null : html`${comesAt}`
  return opening('state-later', room.comesAt, value, said?.is === 'bad-time', form)
}

function letter(frame: PageFrame, words: Words, { canWrite, units, said, formKey }: RoomPage): Html | null {
  const [first] = units
  if (!canWrite || first === undefined) return null
  const { room } = words.page
  const about =
    units.length === 1
      ? hidden('stay', first.stayId)
      : html`<div class="f"><label for="stay">${room.about}</label><select id="stay" name="stay">${units.map((unit) => html`<option value="${unit.stayId}">${unit.name}</option>`)}</select></div>`
  const text = html`<div class="f"><label for="text">${room.message}</label><textarea id="text" name="text" rows="4" maxlength="1600" required aria-describedby="text-hint"></textarea><p class="small" id="text-hint">${room.writeHint}</p></div>`
  const isOpen = said?.is === 'nothing-written' || said?.is === 'too-long'
  const form = formFor(
    frame,
    'write',
    html`${hidden('key', formKey)}${about}${text}<button class="b w">${room.send}</button>`,
  )
  return opening('message', room.write, null, isOpen, form)
}

const wifi = ({ page: { room } }: Words, { wifi: net }: RoomPage): Html | null =>
  net === null
    ? null
    : html`<div class="row">${icon('wifi')}<span class="t">${room.wifi}</span><span class="v"><b>${named(net.name)}</b>${net.password === null ? null : html`${room.password}<b>${named(net.password)}</b>`}</span></div>`

const notes = ({ page: { room } }: Words, { notes: text }: RoomPage): Html | null =>
  text.trim() === ''
    ? null
    : html`<div><div class="row">${icon('info')}<span class="t">${room.notes}</span></div><p class="notes" dir="auto">${text.trim()}</p></div>`

function photos(frame: PageFrame, words: Words, { photos: part, said }: RoomPage): Html | null {
  if (!part.asked) return null
  const { room } = words.page
  const form = formFor(
    frame,
    'photos',
    html`${photoField(words, null)}<button class="b w">${room.sendPhotos}</button>`,
    'files',
  )
  const kept = part.kept === 0 ? null : filled(room.photosKept, String(part.kept))
  return opening('camera', room.photos, kept, said?.is === 'photos-refused', form)
}
