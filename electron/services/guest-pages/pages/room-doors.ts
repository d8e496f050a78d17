/** The doors of a stay and how they stand; opened from here, after being asked. */
import type { PageDoor, PageFrame } from '../page-model.ts'
import type { Words } from '../words/index.ts'
import { formFor, hidden } from './fields.ts'
import { filled, type Html, html, named } from './html.ts'
import { icon } from './icons.ts'
import { callLink, type PageBody } from './layout.ts'
import { momentInWords } from './times.ts'

export function doorList(frame: PageFrame, words: Words, doors: readonly PageDoor[]): Html {
  const { room } = words.page
  // For the script, which says of a door what has come of it meanwhile.
  const labels = Object.entries(room.states).map(([state, label]) => html` data-${state}="${label}"`)
  const hint = doors.some((door) => door.unlocks) ? html`<p class="fine">${room.unlockHint}</p>` : null
  return html`<h2>${room.doors}</h2><ul${labels}>${doors.map((door) => doorRow(frame, words, door))}</ul>${hint}`
}

function doorRow(frame: PageFrame, words: Words, door: PageDoor): Html {
  const { room } = words.page
  const isAhead = door.state === 'ready' || door.state === 'later' || door.state === 'soon'
  const ready =
    isAhead && door.startsAt !== null
      ? filledText(room.readyFrom, momentInWords(door.startsAt, frame.timeZone, words))
      : room.states.ready
  const label = door.state === 'ready' ? ready : room.states[door.state]
  const unlock = formFor(
    frame,
    'unlock',
    html`${hidden('door', door.doorId)}<button class="b">${icon('unlock')}${room.unlock}<span class="vh"> ${named(door.name)}</span></button>`,
  )
  const helps = !door.unlocks && (door.state === 'desk' || door.state === 'key')
  return html`<li class="door" data-door="${door.doorId}" data-is="${door.state}" data-ready="${ready}"><div class="g"><div class="n">${doorName(door)}</div><div class="s ${door.state}">${icon(`state-${door.state}`)}<span>${label}</span></div></div>${shownIf(door.unlocks, unlock)}${shownIf(helps, callLink(frame, words, 'b o', 'short'))}</li>`
}

const doorName = ({ name, unit }: PageDoor): Html =>
  unit === null || unit === name ? named(name) : html`${named(name)} · ${named(unit)}`

const filledText = (sentence: string, part: string): string => sentence.replace('{}', () => part)

/** Stands there hidden otherwise, for the script to show when its time comes. */
const shownIf = (isShown: boolean, content: Html | null): Html | null =>
  content === null || isShown ? content : { markup: content.markup.replace(/^<(\w+)/, '<$1 hidden') }

/** A door opens from anywhere: who presses is asked first. */
export function confirmUnlockPage(frame: PageFrame, words: Words, door: PageDoor): PageBody {
  const { room } = words.page
  return {
    title: room.unlock,
    content: html`<h1>${filled(room.confirm, doorName(door))}</h1><p class="sub">${room.confirmHint}</p>
${formFor(frame, 'unlock-now', html`${hidden('door', door.doorId)}<button class="b w">${icon('unlock')}${room.yes}</button>`)}<a class="b o w near" href="${frame.action}">${room.no}</a>`,
  }
}
