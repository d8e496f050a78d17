import type { Page } from 'playwright-core'
import type { DeskBridge } from '../../electron/contract/events.ts'
import type { InputOf, OutputOf, ProcedureName } from '../../electron/contract/procedures.ts'
import type { Answer } from '../../electron/contract/result.ts'

type BridgeWindow = { readonly latchkey: DeskBridge }

/** Asks the desk from inside the page, by the bridge and nothing else; the call need not keep to the contract. */
export const askAnything = (page: Page, name: string, input: unknown): Promise<Answer<unknown>> =>
  page.evaluate(
    ([called, sent]) => (globalThis as unknown as BridgeWindow).latchkey.invoke(called as string, sent),
    [name, input],
  ) as Promise<Answer<unknown>>

export const ask = <Name extends ProcedureName>(
  page: Page,
  name: Name,
  input: InputOf<Name>,
): Promise<Answer<OutputOf<Name>>> => askAnything(page, name, input) as Promise<Answer<OutputOf<Name>>>

/** As {@link ask}, for calls that must succeed. */
export async function told<Name extends ProcedureName>(
  page: Page,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const answer = await ask(page, name, input)
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}, ${answer.error.message}`)
  return answer.value
}

/**
 * Opens the demo house and answers a reservation that arrives today, once its codes are on their locks: a slip names no
 * PIN for a door that has not confirmed it.
 */
export async function arrivalOfDemoHouse(page: Page): Promise<string> {
  await told(page, 'app.startDemo', {})
  const { arrivals } = await told(page, 'today.view', {})
  const reservationId = arrivals.find((row) => row.reservationId !== null)?.reservationId
  if (!reservationId) throw new Error('nobody with a booking arrives today in the demo house')
  for (let waited = 0; waited < 30_000; waited += 200) {
    const { doors } = await told(page, 'reservation.open', { reservationId })
    if (doors.every((door) => door.state === 'on-lock' || door.state === 'key')) return reservationId
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the codes of the demo house did not come to their locks within 30 s')
}
