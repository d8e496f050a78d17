/** Keeps the tunnel open: starts it, mends it with growing pauses, says in the store how it stands. */
import { minutes } from '../../domain/time.ts'
import type { Tunnel, TunnelFault } from '../../ports/tunnel.ts'
import type { Desk } from '../desk/index.ts'
import { tunnelSettings } from '../house/index.ts'
import { noteTunnel } from './state.ts'
import { noTokenWords, tunnelWords } from './tunnel-words.ts'

export type TunnelKeeperParts = {
  readonly desk: Desk
  readonly tunnel: Tunnel
  readonly authtoken: () => string | null
}

export type TunnelKeeper = {
  /** Looks once at what is wanted and does what is due, without waiting for it. `port` is where the desk listens. */
  readonly step: (port: number) => void
  readonly idle: () => Promise<void>
  /** Shuts the tunnel; the state says `off`. */
  readonly close: () => Promise<void>
}

const pausesMs = [1_000, 5_000, 15_000, minutes(1), minutes(5)]
const longestPauseMs = minutes(6)

/** 1 s, 5 s, 15 s, 1 min, then every 5 min, up to a fifth later. What a person must mend is tried every 5 min only. */
export function tunnelPauseMs(fault: TunnelFault['kind'], attempts: number, jitter: number): number {
  const step = fault === 'refused' ? pausesMs.length : Math.min(attempts, pausesMs.length)
  return Math.round(pausesMs[step - 1]! * (1 + 0.2 * jitter))
}

export function createTunnelKeeper({ desk, tunnel, authtoken }: TunnelKeeperParts): TunnelKeeper {
  let open: { readonly url: string; readonly close: () => Promise<void> } | null = null
  let working: Promise<void> | null = null
  /** What the open or last tried tunnel was made from: with another one nothing is waited for. */
  let madeFrom = ''
  let attempts = 0
  let nextTryAt = 0

  const fault = (reason: TunnelFault): void => {
    attempts += 1
    nextTryAt = desk.clock.now() + tunnelPauseMs(reason.kind, attempts, desk.random.integer(1_000) / 1_000)
    noteTunnel(desk, { state: 'down', detail: tunnelWords(reason) })
    desk.logger.warn('tunnel.fault', { kind: reason.kind, detail: reason.detail, attempts })
  }
  const shut = async (): Promise<void> => {
    const closing = open
    open = null
    // What is broken may not close any more; it is left behind all the same.
    await closing?.close().catch((error: unknown) => desk.logger.error('tunnel.close-failed', error))
  }
  const start = async (port: number, token: string, domain: string | null): Promise<void> => {
    // Later tries leave standing why the last one failed.
    if (attempts === 0) noteTunnel(desk, { state: 'starting' })
    const mine = madeFrom
    const opened = await tunnel.open({
      port,
      authtoken: token,
      domain,
      onLost(reason) {
        if (mine !== madeFrom || open === null) return
        run(shut)
        fault(reason)
      },
    })
    if (!opened.ok) return fault(opened.error)
    open = opened.value
    attempts = 0
    noteTunnel(desk, { state: 'up', url: opened.value.url })
  }
  const run = (work: () => Promise<void>): void => {
    const before = working ?? Promise.resolve()
    const mine = before
      .then(work)
      .catch((error: unknown) => {
        desk.logger.error('tunnel.failed', error)
        fault({ kind: 'refused', detail: '' })
      })
      .finally(() => {
        if (working === mine) working = null
      })
    working = mine
  }

  return {
    step(port) {
      if (working !== null) return
      const { kind, domain, url } = tunnelSettings(desk.store.read)
      const token = kind === 'ngrok' ? authtoken() : null
      const wanted = JSON.stringify([kind, domain, token, port])
      if (wanted !== madeFrom) {
        madeFrom = wanted
        attempts = 0
        nextTryAt = 0
        if (open !== null) return run(shut)
      }
      if (kind === 'none') return noteTunnel(desk, { state: 'off', url: null })
      if (kind === 'url') return noteTunnel(desk, { state: 'up', url })
      if (open !== null) return
      if (token === null) return noteTunnel(desk, { state: 'down', detail: noTokenWords })
      const now = desk.clock.now()
      // Further off than any pause: the clock was set back.
      if (now >= nextTryAt || nextTryAt - now > longestPauseMs) run(() => start(port, token, domain))
    },
    async idle() {
      while (working !== null) await working
    },
    async close() {
      while (working !== null) await working
      madeFrom = ''
      await shut()
      noteTunnel(desk, { state: 'off' })
    },
  }
}
