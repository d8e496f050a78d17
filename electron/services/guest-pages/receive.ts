/** The guest pages over HTTP: what is asked for, by whom, and what is answered. Everything works without script. */
import { type House, readHouse } from '../../../db/queries/house.ts'
import type { Instant } from '../../domain/time.ts'
import type { BrowserWords, Lane, WebAnswer, WebRequest } from '../../ports/listener.ts'
import type { AtDoor } from '../access-codes/index.ts'
import type { Desk } from '../desk/index.ts'
import { openLink } from '../guest-links/index.ts'
import { guestPageSettings } from '../house/index.ts'
import { believedBases } from '../tunnel/index.ts'
import { bareNotFound, pageAnswer } from './answer.ts'
import { atEntrance } from './entrance.ts'
import { readForm } from './forms.ts'
import { linkGoingOn } from './go-on.ts'
import { createPace } from './pace.ts'
import type { PageFrame, RoomNote } from './page-model.ts'
import { languageFor, renderPage } from './pages/index.ts'
import { atPartyPage, mostSent, smallForm, stateOfPage, tooMuchSent } from './party-page.ts'
import { createSaid } from './said.ts'
import type { Visit } from './visit.ts'

export type GuestPagesParts = {
  readonly desk: Desk
  readonly atDoor: AtDoor
  /** Puts a page into HTML; ours where nothing else is given. */
  readonly render?: typeof renderPage
}
export type GuestPages = {
  readonly serves: (target: string) => boolean
  readonly receive: (request: WebRequest) => Promise<WebAnswer>
  /** The entrance, where anybody may try, and the pages themselves, each with limits of its own. */
  readonly lanes: readonly Lane[]
}

const entrance = '/g'
const houseGlanceMs = 1_000
const pathShape = /^\/g(?:\/([A-Za-z0-9_-]{43})(\/state)?)?\/?$/

export function createGuestPages({ desk, atDoor, render = renderPage }: GuestPagesParts): GuestPages {
  const kept = { pace: createPace(), said: createSaid(), opening: new Map<string, Promise<RoomNote>>() }
  const { read } = desk.store

  const visitOf = (asked: Asked, house: House, browser: BrowserWords | null): Visit => {
    const language = languageFor(asked.language, browser?.acceptLanguage ?? null)
    const path = (to: string): string => (asked.language === null ? to : `${to}?lang=${language}`)
    const frame: PageFrame = {
      houseName: house.property.name,
      timeZone: house.property.timeZone,
      deskPhone: guestPageSettings(read).deskPhone,
      language,
      action: path(asked.token === null ? entrance : `${entrance}/${asked.token}`),
    }
    return {
      desk,
      atDoor,
      ...kept,
      house,
      now: desk.clock.now(),
      language,
      path,
      show: (status, model) => pageAnswer(status, render(frame, model)),
      address: browser?.address ?? null,
    }
  }

  let seen: { readonly house: House | null; readonly at: Instant } | null = null
  /** Two hundred phones that ask for their doors need not read the whole house each time: it changes seldom. */
  const houseForState = (): House | null => {
    const now = desk.clock.now()
    if (seen === null || Math.abs(now - seen.at) > houseGlanceMs) seen = { house: readHouse(read), at: now }
    return seen.house
  }

  const receive = async (request: WebRequest): Promise<WebAnswer> => {
    const asked = partsOf(request.target)
    const house = asked?.state === true ? houseForState() : readHouse(read)
    if (asked === null || house === null || !guestPageSettings(read).on) return bareNotFound
    if (request.method !== 'GET' && request.method !== 'POST') return bareNotFound
    const form = request.method === 'POST' ? await readForm(request.contentType, request.body) : null
    // SECURITY: a form on another site is not heard; beside that, none can know a token.
    if (request.method === 'POST' && (form === null || isForeign(desk, request))) return { status: 403 }
    const visit = visitOf(asked, house, request.browser)
    if (asked.token === null) return atEntrance(visit, form)
    const opened =
      openLink(desk, read, house, visit.now, asked.token) ?? linkGoingOn(desk, read, house, visit.now, asked.token)
    if (opened === null) return asked.state ? bareNotFound : visit.show(404, { is: 'closed' })
    if (asked.state) return request.method === 'GET' ? stateOfPage(visit, opened) : bareNotFound
    return atPartyPage(visit, opened, form)
  }

  /** The page that a form is sent to, where it is open and the pages are on. */
  const openedFor = (method: string, target: string) => {
    const asked = method === 'POST' ? partsOf(target) : null
    const house = asked === null || asked.token === null ? null : readHouse(read)
    if (asked === null || asked.token === null || house === null || !guestPageSettings(read).on) return null
    const opened = openLink(desk, read, house, desk.clock.now(), asked.token)
    return opened === null ? null : { asked, house, opened }
  }
  const serves = (target: string): boolean => target === entrance || /^\/g[/?]/.test(target)
  const common = {
    maxBodyBytes(method: string, target: string) {
      const found = openedFor(method, target)
      return found === null ? smallForm : mostSent(read, found.opened)
    },
    tooLarge(method: string, target: string) {
      const found = openedFor(method, target)
      if (found === null || mostSent(read, found.opened) === smallForm) return null
      return tooMuchSent(visitOf(found.asked, found.house, null), found.opened)
    },
    patienceMs: 120_000,
    mostBytesAtOnce: 64 * 1024 * 1024,
  }
  // What strangers do at the entrance never keeps out a guest who has a link, nor a text of Twilio's.
  const lanes: readonly Lane[] = [
    { serves: (target) => /^\/g\/[^?]/.test(target), perSecond: 300, burst: 600, mostAtOnce: 128, ...common },
    { serves, perSecond: 20, burst: 100, mostAtOnce: 64, ...common },
  ]
  return { receive, serves, lanes }
}

type Asked = { readonly token: string | null; readonly state: boolean; readonly language: string | null }

/** Null for what is no page: a bare 404 tells nothing, not even that there are pages. */
function partsOf(target: string): Asked | null {
  const [path = '', query = ''] = target.split('?', 2)
  const matched = pathShape.exec(path)
  if (matched === null) return null
  return {
    token: matched[1] ?? null,
    state: matched[2] !== undefined,
    language: new URLSearchParams(query).get('lang'),
  }
}

/**
 * Sent here by another site. Browsers that say so are believed; of older ones the origin is looked at, which is `null`
 * since our pages tell nobody where they stand.
 */
function isForeign(desk: Desk, { browser }: WebRequest): boolean {
  if (browser.fetchSite !== null) return browser.fetchSite !== 'same-origin' && browser.fetchSite !== 'none'
  if (browser.origin === null || browser.origin === 'null') return false
  const ours = believedBases(desk).map((base) => new URL(base).origin)
  return !ours.includes(browser.origin) && !/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(browser.origin)
}
