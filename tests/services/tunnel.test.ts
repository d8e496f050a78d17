/** The way in from outside: kept open, mended with pauses, said in plain words. */
import { afterEach, describe, expect, it } from 'vitest'
import { writeSetting } from '../../db/queries/house.ts'
import { fail, ok } from '../../electron/domain/result.ts'
import type { Tunnel, TunnelFault } from '../../electron/ports/tunnel.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import {
  believedBases,
  createTunnelKeeper,
  publicBase,
  type TunnelKeeper,
  tunnelPauseMs,
  tunnelState,
} from '../../electron/services/tunnel/index.ts'
import { accountSid } from '../support/listening-desk.ts'
import { openTestDesk, type TestDesk } from '../support/test-desk.ts'

const minute = 60_000

type World = {
  readonly desk: TestDesk
  readonly keeper: TunnelKeeper
  /** How the next openings end. */
  readonly next: (TunnelFault | string)[]
  readonly opened: { port: number; authtoken: string; domain: string | null }[]
  readonly closed: string[]
  readonly lose: () => void
  token: string | null
  readonly look: () => Promise<void>
}

const worlds: World[] = []
function world(settings: Readonly<Record<string, unknown>>): World {
  const desk = openTestDesk()
  const set = (value: Readonly<Record<string, unknown>>) =>
    desk.desk.store.write((db) => writeSetting(db, 'tunnel', value))
  desk.desk.store.write((db) => writeSetting(db, 'twilio', { accountSid }))
  set(settings)
  const next: World['next'] = []
  const opened: World['opened'] = []
  const closed: string[] = []
  let onLost: ((fault: TunnelFault) => void) | null = null
  const tunnel: Tunnel = {
    async open(order) {
      opened.push({ port: order.port, authtoken: order.authtoken, domain: order.domain })
      const end = next.shift() ?? 'https://first.example.com'
      if (typeof end !== 'string') return fail(end)
      onLost = order.onLost
      return ok({ url: end, close: async () => void closed.push(end) })
    },
  }
  const made: World = {
    desk,
    keeper: createTunnelKeeper({ desk: desk.desk, tunnel, authtoken: () => made.token }),
    next,
    opened,
    closed,
    lose: () => onLost?.({ kind: 'lost', detail: '' }),
    token: 'secret-of-ngrok',
    async look() {
      made.keeper.step(4_000)
      await made.keeper.idle()
    },
  }
  worlds.push(made)
  return made
}
afterEach(() => {
  for (const { desk } of worlds.splice(0)) desk.close()
})
const setTunnel = ({ desk }: World, value: unknown) => desk.desk.store.write((db) => writeSetting(db, 'tunnel', value))
const state = ({ desk }: World) => tunnelState(desk.desk.store.read)

describe('a tunnel by ngrok', () => {
  it('opens once, with token and own domain, and says its address', async () => {
    const here = world({ kind: 'ngrok', domain: 'desk.example.com' })
    await here.look()
    await here.look()
    expect(here.opened).toEqual([{ port: 4_000, authtoken: 'secret-of-ngrok', domain: 'desk.example.com' }])
    expect(state(here)).toMatchObject({ state: 'up', detail: null, publicUrl: 'https://first.example.com' })
  })

  it('tries again after growing pauses, not before, and from the start once it stood', async () => {
    const here = world({ kind: 'ngrok' })
    const unreachable: TunnelFault = { kind: 'unreachable', detail: '' }
    here.next.push(...Array.from({ length: 6 }, () => unreachable))
    const pauses: number[] = []
    await here.look()
    for (let tries = 1; tries < 7; tries++) {
      let waited = 0
      while (here.opened.length === tries) {
        here.desk.advance(500)
        waited += 500
        await here.look()
      }
      pauses.push(waited)
    }
    const atLeast = [1_000, 5_000, 15_000, minute, 5 * minute, 5 * minute]
    expect(pauses.map((pause, at) => pause >= atLeast[at]! && pause <= atLeast[at]! * 1.2 + 500)).toEqual(
      Array(6).fill(true),
    )
    expect(state(here).state).toBe('up')
    here.next.push(unreachable)
    here.lose()
    await here.look()
    here.desk.advance(1_300)
    await here.look()
    expect(here.opened).toHaveLength(8)
  })

  it('two desks do not come back at the same moment', () => {
    expect(tunnelPauseMs('unreachable', 3, 0)).toBe(15_000)
    expect(tunnelPauseMs('unreachable', 3, 1)).toBe(18_000)
    expect(tunnelPauseMs('refused', 1, 0)).toBe(5 * minute)
  })

  it('closes what broke, and takes the same or another address afterwards', async () => {
    const here = world({ kind: 'ngrok' })
    here.next.push('https://first.example.com', 'https://second.example.com')
    await here.look()
    here.lose()
    await here.keeper.idle()
    expect(state(here)).toMatchObject({ state: 'down', publicUrl: null })
    expect(state(here).detail).toContain('opens it again by itself')
    expect(here.closed).toEqual(['https://first.example.com'])
    here.desk.advance(2_000)
    await here.look()
    expect(state(here)).toMatchObject({ state: 'up', publicUrl: 'https://second.example.com' })
    here.lose()
    here.lose()
    await here.keeper.idle()
    expect(here.closed).toEqual(['https://first.example.com', 'https://second.example.com'])
  })

  it('says in plain words what a person must do, and tries at once when they did', async () => {
    const here = world({ kind: 'ngrok', domain: 'desk.example.com' })
    const words: (string | null)[] = []
    for (const detail of ['ERR_NGROK_105', 'ERR_NGROK_108', 'ERR_NGROK_320', 'ERR_NGROK_334', 'ERR_NGROK_9999']) {
      here.next.push({ kind: 'refused', detail })
      here.token = `token ${detail}`
      await here.look()
      words.push(state(here).detail)
    }
    expect(words.map((text) => text?.split('.')[0])).toEqual([
      'ngrok refuses the token',
      'Another program uses this ngrok account now, and the account allows one at a time',
      'The domain does not belong to this ngrok account',
      'The domain is in use by another program of this ngrok account',
      'ngrok refuses the tunnel (ERR_NGROK_9999)',
    ])
    expect(here.opened).toHaveLength(5)
  })

  it('without a token it says so and asks nobody', async () => {
    const here = world({ kind: 'ngrok' })
    here.token = null
    await here.look()
    expect(here.opened).toEqual([])
    expect(state(here)).toMatchObject({ state: 'down' })
    expect(state(here).detail).toContain('Settings, Texting')
  })

  it('is no item for ten minutes, and one item afterwards that closes by itself', async () => {
    const here = world({ kind: 'ngrok' })
    const shut = () => attentionItems(here.desk.desk).filter((item) => item.kind === 'tunnel-down')
    here.next.push({ kind: 'unreachable', detail: '' }, { kind: 'unreachable', detail: '' })
    await here.look()
    here.desk.advance(9 * minute)
    await here.look()
    expect(shut()).toEqual([])
    here.desk.advance(2 * minute)
    expect(shut()).toHaveLength(1)
    await here.look()
    expect(state(here).state).toBe('up')
    expect(shut()).toEqual([])
  })

  it('a clock that was set back does not leave it waiting', async () => {
    const here = world({ kind: 'ngrok' })
    here.next.push({ kind: 'refused', detail: '' })
    await here.look()
    here.desk.advance(-3 * 60 * minute)
    await here.look()
    expect(state(here).state).toBe('up')
  })

  it('is shut with the desk', async () => {
    const here = world({ kind: 'ngrok' })
    await here.look()
    await here.keeper.close()
    expect(here.closed).toEqual(['https://first.example.com'])
    expect(state(here)).toMatchObject({ state: 'off', publicUrl: null })
  })
})

describe('an address that changed', () => {
  it('the former one is believed for ten minutes more', async () => {
    const here = world({ kind: 'url', url: 'https://old.example.com' })
    await here.look()
    setTunnel(here, { kind: 'url', url: 'https://new.example.com' })
    // Before anybody looked, both are believed already.
    expect(believedBases(here.desk.desk)).toEqual(['https://new.example.com', 'https://old.example.com'])
    await here.look()
    expect(publicBase(here.desk.desk.store.read)).toBe('https://new.example.com')
    here.desk.advance(10 * minute - 1)
    expect(believedBases(here.desk.desk)).toEqual(['https://new.example.com', 'https://old.example.com'])
    here.desk.advance(1)
    expect(believedBases(here.desk.desk)).toEqual(['https://new.example.com'])
  })

  it('without a tunnel there is no address, and the last one runs out', async () => {
    const here = world({ kind: 'url', url: 'https://old.example.com' })
    await here.look()
    setTunnel(here, { kind: 'none' })
    await here.look()
    expect(state(here)).toMatchObject({ state: 'off', publicUrl: null })
    expect(believedBases(here.desk.desk)).toEqual(['https://old.example.com'])
    here.desk.advance(10 * minute)
    expect(believedBases(here.desk.desk)).toEqual([])
  })

  it('closes the tunnel where an own address takes its place', async () => {
    const here = world({ kind: 'ngrok' })
    await here.look()
    setTunnel(here, { kind: 'url', url: 'https://own.example.com' })
    await here.look()
    await here.look()
    expect(here.closed).toEqual(['https://first.example.com'])
    expect(state(here)).toMatchObject({ state: 'up', publicUrl: 'https://own.example.com' })
  })
})
