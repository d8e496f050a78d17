/** `doctor` on the guest pages: whether they are served, where links may lead, and what a browser gets there now. */
import type { OpenDesk } from '../composition.ts'
import { stableAddress } from '../services/guest-links/index.ts'
import { guestPageSettings } from '../services/house/index.ts'

/** Asks the public address itself, as a phone would: up to 10 seconds. */
export async function doctorPages({ desk, seePages }: OpenDesk) {
  const db = desk.store.read
  const { on, linkInTexts } = guestPageSettings(db)
  if (!on) return { state: 'off' }
  const { base, why } = stableAddress(db)
  const seen = await seePages()
  return {
    state: 'on',
    /** Null where links and QR codes are not made, with the reason. */
    linksLeadTo: base,
    ...(why === null ? {} : { noLinksBecause: why }),
    linkInTexts,
    browser: seen ?? { ok: false, detail: 'There is no public address now, so no guest can reach the pages.' },
  }
}
