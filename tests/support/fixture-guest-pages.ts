/** Guest pages of the invented house. `?pages=unstable` is a house whose address is another at every start. */
import type { GuestPagesView, GuestPageView, GuestPhotoView } from '../../electron/contract/views.ts'
import { changed, NOW, page, Refusal } from './fixture-memory.ts'
import { settleNeed } from './fixture-needs.ts'
import { picture } from './fixture-picture.ts'
import type { Desk } from './fixture-reservations.ts'

const scene = new URLSearchParams(page.location.search).get('pages') ?? 'fine'
const DAY = '2026-11-21'
const unstable =
  'The tunnel gets another address at every start, so a link would soon lead nowhere. Reserve a domain at ngrok and name it under Settings, Texting.'

const photo = (id: string, at: string): GuestPhotoView => ({ id, at, size: 81_000, reviewedAt: null, reviewedBy: null })

const none = (reservationId: string): GuestPageView => ({
  reservationId,
  state: 'none',
  at: null,
  openLinks: 0,
  checkIn: null,
  waiting: [],
  photos: [],
  idSeenAt: null,
  noLink: scene === 'unstable' ? { code: 'no-public-address', message: unstable } : null,
})
const began: Readonly<Record<string, Partial<GuestPageView>>> = {
  'r-annegret': {
    state: 'checked-in',
    at: `${DAY}T09:05:00.000Z`,
    openLinks: 2,
    checkIn: { at: `${DAY}T09:05:00.000Z`, consentAt: `${DAY}T09:05:00.000Z`, comesAt: null },
    photos: [photo('p-1', `${DAY}T09:06:00.000Z`), photo('p-2', `${DAY}T09:06:40.000Z`)],
  },
  'r-group': {
    state: 'waiting',
    at: `${DAY}T12:40:00.000Z`,
    openLinks: 1,
    waiting: [
      {
        id: 'w-1',
        at: `${DAY}T12:40:00.000Z`,
        name: 'Kwabena Asante',
        phone: '+1 202 555 0173',
        email: '',
        comesAt: '21:30',
      },
    ],
  },
}
const pages = new Map<string, GuestPageView>()
const open = (id: string): GuestPageView => pages.get(id) ?? { ...none(id), ...began[id] }
const put = (id: string, part: Partial<GuestPageView>): { done: true } => {
  pages.set(id, { ...open(id), ...part })
  page.setTimeout(changed, 10)
  return { done: true }
}
const ofPhoto = (photoId: string): GuestPageView =>
  open('r-annegret').photos.some((one) => one.id === photoId) ? open('r-annegret') : none('')

let settings: GuestPagesView = {
  on: true,
  trustsReference: false,
  pinsAheadHours: 0,
  unlock: true,
  asksPhoto: true,
  photoDays: 14,
  deskPhone: '+1 202 555 0150',
  wifiName: 'Harbour guests',
  hasWifiPassword: true,
  notes: 'Quiet from 22:00. The bins are in the yard.',
  linkInTexts: true,
  address: scene === 'unstable' ? null : 'https://desk.example.com/g',
  noLinks: scene === 'unstable' ? unstable : null,
}

export const guestPageVerbs: Pick<Desk, Extract<keyof Desk, `guestPage.${string}`>> = {
  'guestPage.open': ({ reservationId }) => open(reservationId),
  'guestPage.makeLink': ({ reservationId }) => {
    put(reservationId, { state: 'handed-over', at: NOW, openLinks: open(reservationId).openLinks + 1 })
    return {
      address: 'https://desk.example.com/g/invented',
      qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M1 1h1v1h-1z"/></svg>',
    }
  },
  'guestPage.sendLink': ({ reservationId }) => {
    put(reservationId, { state: 'sent', at: NOW, openLinks: open(reservationId).openLinks + 1 })
    return { id: 'm-link', status: 'waiting' }
  },
  'guestPage.closeLinks': ({ reservationId }) => {
    const closed = open(reservationId).openLinks
    put(reservationId, { openLinks: 0 })
    return { closed }
  },
  'guestPage.decide': ({ letIn }) => {
    settleNeed('A33')
    const at = `${DAY}T12:40:00.000Z`
    return put(
      'r-group',
      letIn
        ? { state: 'checked-in', at, waiting: [], checkIn: { at, consentAt: at, comesAt: '21:30' } }
        : { state: 'opened', waiting: [], openLinks: 0 },
    )
  },
  'guestPage.photo': ({ photoId }) => {
    if (ofPhoto(photoId).reservationId === '') throw new Refusal('photo-gone', 'This photo is not kept any more.')
    return { base64: picture, contentType: 'image/png' }
  },
  'guestPage.reviewPhotos': ({ reservationId }) => {
    settleNeed('A34')
    const photos = open(reservationId).photos.map((one) => ({ ...one, reviewedAt: NOW, reviewedBy: 'Dana' }))
    return put(reservationId, { photos })
  },
  'guestPage.deletePhoto': ({ photoId }) => {
    const { reservationId, photos } = ofPhoto(photoId)
    return put(reservationId, { photos: photos.filter((one) => one.id !== photoId) })
  },
  'guestPage.idSeen': ({ reservationId }) => put(reservationId, { idSeenAt: NOW }),
  'guestPage.settings': () => settings,
  'guestPage.test': () => ({ ok: true, detail: 'A browser gets our page at https://desk.example.com/g.' }),
  'guestPage.saveSettings': ({ wifiPassword, ...given }) => {
    if (/[a-z]/i.test(given.deskPhone))
      throw new Refusal('phone-invalid', 'The phone of the desk is no phone number. Nothing was changed.')
    const wifiName = given.wifiName.trim() || null
    settings = {
      ...settings,
      ...given,
      wifiName,
      deskPhone: given.deskPhone || null,
      hasWifiPassword: wifiName !== null && (settings.hasWifiPassword || Boolean(wifiPassword)),
    }
    page.setTimeout(changed, 10)
    return settings
  },
}
