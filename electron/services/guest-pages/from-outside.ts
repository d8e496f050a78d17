/** Whether a guest's browser gets our page first: free tunnels put a warning of their own before it. */
import { readHouse } from '../../../db/queries/house.ts'
import type { BrowserCall, BrowserSaw } from '../../ports/listener.ts'
import type { Desk } from '../desk/index.ts'
import { entranceAddress } from '../guest-links/index.ts'
import { guestPageSettings } from '../house/index.ts'
import { publicBase } from '../tunnel/index.ts'
import { ourMark } from './answer.ts'

/** `detail`: what came, in one or two sentences. */
export type SeenFromOutside = { readonly ok: boolean; readonly detail: string }

/** Asks for the entrance as a phone would. Null where there is nothing to ask for: pages off, or no public address now. */
export async function seeFromOutside(desk: Desk, browse: BrowserCall): Promise<SeenFromOutside | null> {
  const db = desk.store.read
  const base = publicBase(db)
  const house = readHouse(db)
  if (base === null || house === null || !guestPageSettings(db).on) return null
  const address = entranceAddress(base)
  return judgeSeen(await browse(address), address, house.property.name)
}

const ngrokWarning = 'ERR_NGROK_6024'

function judgeSeen(saw: BrowserSaw | null, address: string, houseName: string): SeenFromOutside {
  const not = (detail: string): SeenFromOutside => ({ ok: false, detail })
  if (saw === null) return not(`Nothing answers at ${address}.`)
  const { status, headers, body } = saw
  const [ngrokCode] = [headers['ngrok-error-code'], /ERR_NGROK_\d+/.exec(body)?.[0]].filter(
    (code) => code !== undefined,
  )
  if (ngrokCode === ngrokWarning)
    return not(
      'Guests get a warning page of ngrok before ours, as on its free plan. A plan that is paid for, or an own address, is without it.',
    )
  const sentTo = headers.location
  if (headers[ourMark] === undefined) {
    if (ngrokCode !== undefined)
      return not(`ngrok answers at ${address} itself (${ngrokCode}): the tunnel is shut there.`)
    if (status >= 300 && status < 400)
      return not(
        `Browsers are sent on from ${address}${sentTo === undefined ? '' : ` to ${hostOf(sentTo, address)}`}, not to our page.`,
      )
    if (status === 401 || status === 407 || /<input[^>]+type=["']?password/i.test(body))
      return not(`A page that asks for a login answers at ${address}, not ours.`)
    return not(`Something else answers at ${address} (${status}), not our page.`)
  }
  const ours = status === 200 && /^text\/html\b/.test(headers['content-type'] ?? '') && plain(body).includes(houseName)
  return ours
    ? { ok: true, detail: `A browser gets our page at ${address}.` }
    : not(`A desk answers at ${address} (${status}), but not with the page of this house.`)
}

const hostOf = (location: string, address: string): string =>
  URL.canParse(location, address) ? new URL(location, address).host : 'another address'

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const plain = (html: string): string =>
  html.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|lt|gt|quot));/gi,
    (sign, decimal?: string, hex?: string, name?: string) => {
      const point = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : null
      if (point !== null) return point <= 0x10ffff ? String.fromCodePoint(point) : sign
      return signs[name?.toLowerCase() ?? ''] ?? sign
    },
  )
