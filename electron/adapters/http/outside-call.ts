/** Calls the desk's own public address from outside: as Twilio would, and as a guest's browser would. */
import type { BrowserCall, OutsideCall } from '../../ports/listener.ts'

const patienceMs = 10_000
const mostBytes = 4_096
/** A page of ours begins with its style. */
const mostOfPage = 65_536

/** Follows no redirect: Twilio would not come through one with its signature whole. */
export const outsideCall: OutsideCall = async ({ url, headers, body }) => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await answer.text()
    return { status: answer.status, body: text.slice(0, mostBytes) }
  } catch {
    return null
  }
}

/** What a phone says of itself: tunnels put a warning page before browsers, and let programs through. */
const asBrowser = {
  'user-agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'en',
}

/** Follows no redirect: a page of ours answers at once. */
export const browserCall: BrowserCall = async (url) => {
  try {
    const answer = await fetch(url, {
      headers: asBrowser,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await answer.text()
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: text.slice(0, mostOfPage) }
  } catch {
    return null
  }
}
