/** Questions to Twilio: four at a time, patient with a busy server, ended by what nobody can wait for. */
import { fail } from '../../domain/result.ts'
import type { Asked, GatewayFault, MessageGateway, Page } from '../../ports/message-gateway.ts'

/** `whole` is false where one of the pages was not had, for `fault`. */
export type Listed<Item> = {
  readonly items: readonly Item[]
  readonly whole: boolean
  readonly fault: GatewayFault | null
}
export type Requests = {
  readonly ask: <Value>(call: (gateway: MessageGateway) => Asked<Value>) => Asked<Value>
  /** All pages, or those until `enough` says so. */
  readonly pages: <Item>(
    page: (gateway: MessageGateway, page: string | null) => Asked<Page<Item>>,
    enough?: (items: readonly Item[]) => boolean,
  ) => Promise<Listed<Item>>
  readonly count: () => number
  /** What ended them all, or the first that one question died of; null where all went well. */
  readonly fault: () => GatewayFault | null
  /** No question is begun any more. */
  readonly halt: () => void
  readonly halted: () => boolean
}

const inFlight = 4
const busyTries = 5
const lostTries = 3
const longestWaitMs = 30_000

export function createRequests(parts: {
  readonly gateway: MessageGateway
  readonly pause: (ms: number) => Promise<void>
  /** Told after each question whether Twilio answered. */
  readonly reached: (reached: boolean) => void
}): Requests {
  const waiting: (() => void)[] = []
  let flying = 0
  let count = 0
  let ended: GatewayFault | null = null
  let first: GatewayFault | null = null
  let isHalted = false

  const turn = async (): Promise<void> => {
    if (flying >= inFlight) await new Promise<void>((resolve) => waiting.push(resolve))
    else flying += 1
  }
  /** The place goes to the next that waits, or is free. */
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) flying -= 1
    else next()
  }

  async function once<Value>(call: (gateway: MessageGateway) => Asked<Value>): Asked<Value> {
    await turn()
    try {
      if (ended !== null) return fail(ended)
      if (isHalted) return fail({ kind: 'unreachable' })
      count += 1
      const answer = await call(parts.gateway)
      const fault = answer.ok ? null : answer.error
      parts.reached(fault?.kind !== 'unreachable')
      if (fault?.kind === 'credentials' || fault?.kind === 'unreachable') ended ??= fault
      return answer
    } finally {
      leave()
    }
  }

  async function ask<Value>(call: (gateway: MessageGateway) => Asked<Value>): Asked<Value> {
    for (let tries = 1; ; tries++) {
      const answer = await once(call)
      if (answer.ok) return answer
      const fault = answer.error
      const patience = fault.kind === 'busy' ? busyTries : fault.kind === 'outcome-unknown' ? lostTries : 1
      if (tries >= patience || isHalted) {
        // What is gone is an answer like another.
        if (fault.kind !== 'missing' && !isHalted) first ??= fault
        return answer
      }
      const asked = fault.kind === 'busy' ? fault.retryAfterMs : null
      await parts.pause(Math.min(asked ?? 500 * 2 ** tries, longestWaitMs))
    }
  }

  async function pages<Item>(
    page: (gateway: MessageGateway, page: string | null) => Asked<Page<Item>>,
    enough: (items: readonly Item[]) => boolean = () => false,
  ): Promise<Listed<Item>> {
    const items: Item[] = []
    for (let at: string | null = null; ; ) {
      const here: string | null = at
      const answer: Awaited<Asked<Page<Item>>> = await ask((gateway) => page(gateway, here))
      if (!answer.ok) return { items, whole: false, fault: answer.error }
      items.push(...answer.value.items)
      at = answer.value.next
      if (at === null || enough(answer.value.items)) return { items, whole: true, fault: null }
    }
  }

  return {
    ask,
    pages,
    count: () => count,
    fault: () => ended ?? first,
    halt: () => {
      isHalted = true
    },
    halted: () => isHalted,
  }
}
