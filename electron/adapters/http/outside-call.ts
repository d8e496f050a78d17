/** Calls the desk's own public address from outside, as Twilio would. */
import type { OutsideCall } from '../../ports/listener.ts'

const patienceMs = 10_000
const mostBytes = 4_096

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
