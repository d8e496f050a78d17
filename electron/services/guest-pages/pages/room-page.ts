/** The page of a stay: every unit, every PIN, every door, and what a guest needs beside them. */
import { pinGroups } from '../../printing/index.ts'
import type { PageFrame, RoomNote, RoomPage } from '../page-model.ts'
import type { Words } from '../words/index.ts'
import { filled, type Html, html, named } from './html.ts'
import type { PageBody } from './layout.ts'
import { doorList } from './room-doors.ts'
import { stayList } from './room-stay.ts'
import { listed, momentInWords, unitLines } from './times.ts'

export function roomBody(frame: PageFrame, words: Words, room: RoomPage): PageBody {
  const starts = new Set(room.units.map((unit) => unit.startsAt))
  const saysFrom = room.isAhead || room.pinsFrom !== null || starts.size > 1
  return {
    title: words.page.room.title,
    follows: { page: '' },
    content: html`${saidNote(words, room.said)}<h1>${welcome(words, room.guestName)}</h1>${unitLines(room.units, saysFrom, frame.timeZone, words)}
${pinBlocks(frame, words, room)}
${doorList(frame, words, room.doors)}
${stayList(frame, words, room)}`,
  }
}

/** The slip's own welcome, with the name in its own direction. */
const welcome = ({ slip }: Words, name: string | null): Html => {
  if (name === null) return html`${slip.welcome(null)}`
  return filled(slip.welcome('{}'), named(name))
}

function pinBlocks(frame: PageFrame, words: Words, { pins, pinsFrom, doors }: RoomPage): Html | null {
  const { room } = words.page
  if (pins.length === 0) {
    if (pinsFrom === null && doors.every((door) => door.state === 'key')) return null
    const when =
      pinsFrom === null
        ? html`${room.noPin}`
        : filled(room.pinFrom, html`<b>${momentInWords(pinsFrom, frame.timeZone, words)}</b>`)
    return html`<section class="pin"><h2>${room.pin}</h2><p>${when}</p></section>`
  }
  const blocks = pins.map((entry, index) => {
    const heading =
      pins.length === 1 ? html`${room.pin}` : html`<span>${room.pin} · <b>${listed(entry.doors, words)}</b></span>`
    const hide = html`<button type="button" hidden aria-controls="pin-${index}" data-hide="${room.hide}" data-show="${room.show}">${room.hide}</button>`
    return html`<section class="pin"><h2>${heading}${hide}</h2><div id="pin-${index}">${digits(entry.pin)}</div><p class="small">${words.slip.howToType(entry.pin.length, null)}</p></section>`
  })
  return html`${blocks}`
}

/** In groups for the eye; one by one for whoever listens. Never in an attribute. */
const digits = (pin: string): Html =>
  html`<p class="d" dir="ltr" aria-hidden="true">${pinGroups(pin as Parameters<typeof pinGroups>[0]).map((group) => html`<span>${group}</span>`)}</p><p class="vh" dir="ltr">${[...pin].join(' ')}</p>`

const good: readonly RoomNote['is'][] = ['opened', 'sent', 'written', 'time-kept', 'photos-kept', 'checked-in']

/** What the last form did: on top, and where the reader begins. */
function saidNote({ page: { room } }: Words, said: RoomNote | null): Html | null {
  if (said === null) return null
  const name = 'door' in said ? said.door : 'unit' in said ? said.unit : 'time' in said ? said.time : ''
  const isGood = good.includes(said.is)
  const faults =
    said.is === 'photos-refused'
      ? html`<ul>${said.faults.map((fault) => html`<li>${room.photoFaults[fault]}</li>`)}</ul>`
      : null
  return html`<div class="note${isGood ? '' : ' bad'}" role="${isGood ? 'status' : 'alert'}" tabindex="-1" autofocus>${filled(room.said[said.is], named(name))}${faults}</div>`
}
