/**
 * The side of the desk that the outside reaches: listener, tunnel, and Twilio's webhooks pointed at it. Part of the
 * composition root. Of several processes on one folder one holds the tunnel; each may listen.
 */
import { tunnelLease } from '../db/queries/desk.ts'
import { readSetting, writeSetting } from '../db/queries/house.ts'
import { pausedSetting } from '../db/restore.ts'
import { systemClock } from './adapters/clock/clock.ts'
import { type Listener, startListener } from './adapters/http/listener.ts'
import { browserCall, outsideCall } from './adapters/http/outside-call.ts'
import { ngrokTunnel } from './adapters/ngrok/ngrok-tunnel.ts'
import type { SelfTestView } from './contract/inbox-views.ts'
import type { SignatureCheck } from './ports/listener.ts'
import type { Gateways } from './ports/message-gateway.ts'
import type { Tunnel } from './ports/tunnel.ts'
import type { AtDoor } from './services/access-codes/index.ts'
import type { Desk } from './services/desk/index.ts'
import { createGuestPages, type SeenFromOutside, seeFromOutside } from './services/guest-pages/index.ts'
import {
  type Environment,
  ngrokAuthtoken,
  noteTokenInUse,
  noteWifiPassword,
  textingAccount,
  tunnelSettings,
  twilioSettings,
} from './services/house/index.ts'
import { createAccountKeeper, selfTest } from './services/texting-setup/index.ts'
import { createTunnelKeeper, publicBase } from './services/tunnel/index.ts'
import { createReceiver, processInbox } from './services/webhooks/index.ts'
import { createLease } from './services/worker/index.ts'

export type PublicSideParts = {
  readonly desk: Desk
  readonly environment: Environment
  readonly gateways: Gateways
  readonly isSigned: SignatureCheck
  /** Guests open their doors by it. */
  readonly atDoor: AtDoor
  /** ngrok's where nothing else is given. */
  readonly tunnel?: Tunnel
  /** The tunnel stands again: what came in meanwhile is to be fetched. */
  readonly onReachable?: () => void
}

export type PublicSide = {
  /** Listens now, with null at a port of its choice or where it listens already; answers the port. Rejects where a port that was asked for is taken. */
  readonly listen: (port: number | null) => Promise<number>
  /** From now on listens where the house is set up for it, and keeps tunnel and webhooks. */
  readonly start: () => void
  readonly selfTest: () => Promise<SelfTestView>
  /** What a guest's browser gets at the public address; null where there are no pages to ask for. */
  readonly seePages: () => Promise<SeenFromOutside | null>
  /** Takes no more requests, works off what was kept, and shuts the tunnel. Before the store is closed. */
  readonly stop: () => Promise<void>
}

const lookEveryMs = 1_000

export function createPublicSide(parts: PublicSideParts): PublicSide {
  const { desk, environment, gateways } = parts
  const account = () => textingAccount(desk, environment)
  const receiver = createReceiver({ desk, account, isSigned: parts.isSigned })
  const tunnel = createTunnelKeeper({
    desk,
    tunnel: parts.tunnel ?? ngrokTunnel({ load: () => import('@ngrok/ngrok') }),
    authtoken: () => ngrokAuthtoken(desk, environment),
  })
  const accountKeeper = createAccountKeeper({ desk, gateways })
  const pages = createGuestPages({ desk, atDoor: parts.atDoor })
  const seePages = () => seeFromOutside(desk, browserCall)
  const lease = createLease(desk, systemClock, () => {}, tunnelLease)
  let listener: Promise<Listener> | null = null
  let timer: NodeJS.Timeout | null = null
  let holding = false
  let reachableAt: string | null | undefined

  const open = (port: number): Promise<Listener> => {
    const opening = startListener({
      port,
      receive: (request) => (pages.serves(request.target) ? pages.receive(request) : receiver.receive(request)),
      reject: receiver.reject,
      logger: desk.logger,
      lanes: pages.lanes,
    })
    listener = opening
    opening.catch(() => {
      if (listener === opening) listener = null
    })
    return opening
  }
  const listen = async (asked: number | null): Promise<number> => {
    if (asked === null && listener !== null) return (await listener).port
    desk.store.write((db) => {
      noteTokenInUse(desk, db, environment)
      noteWifiPassword(desk, db, environment)
    })
    const last = lastPort(desk)
    // An own public address leads to one port: the desk comes back to it where it can.
    const opened = await (asked === null ? open(last).catch(() => open(0)) : open(asked))
    if (opened.port !== last) desk.store.write((db) => writeSetting(db, 'listener-port', opened.port))
    return opened.port
  }
  const look = async (): Promise<void> => {
    const wanted = twilioSettings(desk.store.read) !== null || tunnelSettings(desk.store.read).kind !== 'none'
    if (listener === null) {
      if (!wanted) return
      await listen(null)
    }
    const { port } = await listener!
    if (!lease.take()) {
      if (holding) await tunnel.close()
      holding = false
      return
    }
    holding = true
    tunnel.step(port)
    await tunnel.idle()
    const base = publicBase(desk.store.read)
    // An own address stood before the desk did: what came in till then is fetched at its start in any case.
    const stoodBefore = reachableAt === undefined && tunnelSettings(desk.store.read).kind === 'url'
    if (base !== null && base !== reachableAt && !stoodBefore) parts.onReachable?.()
    reachableAt = base
    // After a restore nothing at a vendor is changed until a person says go.
    if (readSetting(desk.store.read, pausedSetting) === undefined) accountKeeper.step()
  }
  let looking: Promise<void> | null = null
  const lookOnce = (): void => {
    looking ??= look()
      .catch((error: unknown) => desk.logger.error('public-side.failed', error))
      .finally(() => {
        looking = null
      })
  }

  return {
    listen,
    start() {
      if (timer !== null) return
      lookOnce()
      timer = setInterval(lookOnce, lookEveryMs)
    },
    selfTest: () => selfTest({ desk, gateways, account: account(), call: outsideCall, seePages }),
    seePages,
    async stop() {
      const running = timer !== null
      if (timer !== null) clearInterval(timer)
      timer = null
      await looking
      const opened = await listener?.catch(() => null)
      await opened?.close()
      listener = null
      receiver.settle()
      if (!running) return
      for (let done = processInbox(desk); done > 0; ) done = processInbox(desk)
      await accountKeeper.idle()
      if (holding) await tunnel.close()
      lease.release()
    },
  }
}

const lastPort = (desk: Desk): number => {
  const kept = readSetting(desk.store.read, 'listener-port')
  return typeof kept === 'number' && Number.isInteger(kept) && kept > 0 && kept < 65_536 ? kept : 0
}
