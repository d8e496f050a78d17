/** What the invented desk knows of its doors and does with them. */
import type {
  DoorCodeLine,
  DoorPanelView,
  DoorRow,
  DoorsView,
  KeyOutView,
  TrainingKnobs,
} from '../../electron/contract/views.ts'
import { at, doorRows, east } from './fixture-door-rows.ts'
import { changed, NOW, open, page, put, Refusal } from './fixture-memory.ts'
import type { Desk } from './fixture-reservations.ts'

const scene = new URLSearchParams(page.location.search)
const unconnected = scene.get('locks') === 'unconnected'
const here: readonly DoorRow[] =
  scene.get('locks') === 'none'
    ? []
    : doorRows.map((row) =>
        unconnected && row.provider === 'ttlock'
          ? { ...row, configured: false, online: null, offlineSince: null, gateway: null, signal: null, seenAt: null }
          : row,
      )
export const doorsHere = () => here.length

const knobs = new Map<string, TrainingKnobs>()
const knobsOf = (id: string): TrainingKnobs =>
  knobs.get(id) ?? { online: true, latencySeconds: 2, batteryPercent: 90, failNext: null }
const keysOut = new Map<string, KeyOutView>()
/** To whom the first spare of a door was given. */
const given = new Map<string, string>()
const digits: Readonly<Record<string, string>> = { 'd-102': '618203' }
let orphanThere = true

const line = (part: Partial<DoorCodeLine> & Pick<DoorCodeLine, 'kind' | 'who' | 'state'>): DoorCodeLine => ({
  codeId: null,
  reservationId: null,
  until: null,
  shouldBe: 'present',
  faultText: null,
  openedAt: null,
  givenTo: null,
  ref: null,
  ...part,
})
const sparesOf = (row: DoorRow): DoorCodeLine[] =>
  Array.from({ length: row.codes.spares }, (_, index) =>
    line({
      kind: 'spare',
      who: `Spare ${index + 1}`,
      state: 'on-lock',
      codeId: `${row.id} spare ${index + 1}`,
      givenTo: index === 0 ? (given.get(row.id) ?? null) : null,
    }),
  )

function linesOf(row: DoorRow): DoorCodeLine[] {
  if (row.provider === null) return []
  if (row.id === 'd-102') {
    return [
      line({
        kind: 'party',
        who: 'Adaeze Okonkwo',
        state: 'needs-attention',
        codeId: 'c-102',
        reservationId: 'r-adaeze',
        until: '2026-11-24T13:00:00.000Z',
      }),
      ...sparesOf(row),
      line({ kind: 'foreign', who: 'Cleaner', state: 'foreign', shouldBe: null, ref: 'x-1' }),
    ]
  }
  if (row.id === 'd-101') {
    return [
      line({
        kind: 'party',
        who: 'Hana Yoshida',
        state: 'removing',
        codeId: 'c-101',
        reservationId: 'r-hana',
        shouldBe: 'absent',
        faultText: 'Still opens until the lock confirms.',
        openedAt: at('09:12'),
      }),
      ...sparesOf(row),
      ...(orphanThere
        ? [line({ kind: 'orphan', who: 'LK r-old 7', state: 'orphan', shouldBe: 'absent', ref: 'x-9' })]
        : []),
    ]
  }
  const { worst } = row.codes
  const state = worst === 'key' || worst === 'no-code' ? null : worst
  return [
    ...(state
      ? [
          line({
            kind: 'party',
            who: 'Siobhán Ní Bhriain',
            state,
            codeId: `c-${row.key}`,
            reservationId: 'r-siobhan',
            until: '2026-11-24T11:00:00.000Z',
            openedAt: state === 'on-lock' ? at('15:02') : null,
          }),
        ]
      : []),
    ...sparesOf(row),
  ]
}

const find = (id: string): DoorRow => {
  const row = here.find((one) => one.id === id)
  if (!row) throw new Refusal('door-unknown', 'This door is not in the house any more.')
  return row
}
function panelOf(id: string): DoorPanelView {
  const row = find(id)
  const unlock =
    row.provider === null
      ? { possible: false, detail: 'This door has no lock that could be opened from here.' }
      : row.online === false
        ? { possible: false, detail: `Not possible: ${row.gateway?.name ?? row.name} gateway is offline.` }
        : { possible: true, detail: 'Opens the door now. Say why; it is written down.' }
  return {
    ...row,
    listedAt: row.seenAt,
    clockSkewSeconds: id === 'd-203' ? 380 : 3,
    codeLines: linesOf(row),
    unlock,
    envelope: id === 'd-102' ? 'Envelope 3 in the safe' : id === 'd-104' ? 'Envelope 5 in the safe' : null,
    keyOut: keysOut.get(id) ?? null,
    history: [
      ...(id === 'd-102'
        ? [
            { at: at('15:14'), by: null, text: 'Code for Okonkwo not sent, 4th try: gateway offline' },
            { at: at('13:40'), by: null, text: 'Gateway “East stairs” stopped answering' },
          ]
        : []),
      { at: at('13:36'), by: null, text: 'Read: 3 codes on the lock' },
      { at: '2026-11-20T10:05:00.000Z', by: 'Marek', text: 'Opened from here: “plumber”' },
    ],
    training: row.provider === 'simulator' ? knobsOf(id) : null,
  }
}

const later = () => page.setTimeout(changed, 10)
const done = { done: true } as const
type Verbs = Pick<
  Desk,
  Extract<keyof Desk, `doors.${string}` | `spares.${string}` | `keys.${string}` | 'codes.reissue' | 'offlineCode.give'>
>

export const doorVerbs: Verbs = {
  'doors.view': (): DoorsView => ({
    readAt: at('15:10'),
    doors: here,
    troubles:
      here.length > 0 && !unconnected
        ? [{ gateway: east, offlineSince: at('13:40'), doorIds: ['d-102', 'd-202', 'd-302'] }]
        : [],
    spareCodes: 2,
  }),
  'doors.open': ({ doorId }) => panelOf(doorId),
  'doors.read': () => done,
  'doors.unlock': ({ doorId }) => ({ state: find(doorId).provider === 'ttlock' ? 'sent' : 'opened', at: NOW }),
  'doors.removeOrphan': () => {
    orphanThere = false
    later()
    return done
  },
  'doors.training': ({ doorId, knobs: change }) => {
    knobs.set(doorId, { ...knobsOf(doorId), ...(change as Partial<TrainingKnobs>) })
    later()
    return panelOf(doorId)
  },
  'spares.show': ({ codeId }) => ({
    pin: codeId.endsWith('2') ? '440917' : '618203',
    doorName: 'Apartment 102',
    endsAt: null,
    firstUseBy: null,
  }),
  'spares.give': ({ doorId, reservationId }) => {
    const row = find(doorId)
    const sheet = open(reservationId)
    given.set(doorId, sheet.guest?.name ?? sheet.reference ?? '')
    put({
      ...sheet,
      doors: sheet.doors.map((one) =>
        one.doorId === doorId
          ? {
              ...one,
              given: [
                {
                  codeId: `${doorId} spare 1`,
                  kind: 'spare',
                  state: 'on-lock',
                  endsAt: '2026-11-24T13:00:00.000Z',
                  givenAt: NOW,
                  givenBy: 'Dana',
                },
              ],
            }
          : one,
      ),
    })
    return { pin: digits[doorId] ?? '618203', doorName: row.name, endsAt: '2026-11-24T13:00:00.000Z', firstUseBy: null }
  },
  'spares.change': () => done,
  'offlineCode.give': ({ doorId }) => ({
    pin: '482091736',
    doorName: find(doorId).name,
    endsAt: '2026-11-24T13:00:00.000Z',
    firstUseBy: '2026-11-22T15:12:20.000Z',
  }),
  'keys.handOut': ({ doorId, reservationId, takenBy }) => {
    const envelope = panelOf(doorId).envelope ?? ''
    const keyOut = { id: `k ${doorId} ${reservationId ?? ''}`, envelope, takenBy, at: NOW, by: 'Dana' }
    keysOut.set(doorId, keyOut)
    if (reservationId) {
      const sheet = open(reservationId)
      put({ ...sheet, doors: sheet.doors.map((one) => (one.doorId === doorId ? { ...one, keyOut } : one)) })
    }
    later()
    return done
  },
  'keys.takeBack': ({ handOutId }) => {
    const [, doorId = '', reservationId = ''] = handOutId.split(' ')
    keysOut.delete(doorId)
    if (reservationId) {
      const sheet = open(reservationId)
      put({ ...sheet, doors: sheet.doors.map((one) => (one.doorId === doorId ? { ...one, keyOut: null } : one)) })
    }
    later()
    return done
  },
  'codes.reissue': ({ reservationId }) => put(open(reservationId)),
}
