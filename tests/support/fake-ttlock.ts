/** A loopback Open Platform of TTLock: tokens, the HTTP-200 error table, paging, quota, and locks that remember. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakeTtlockTokens, newTokens } from './fake-ttlock-tokens.ts'
import {
  addPasscode,
  changePasscode,
  deletePasscode,
  done,
  error,
  type FakePasscode,
  type FakeTtlockLock,
  type Form,
  type Gateway,
  type Lock,
  newWorld,
  offlineCode,
  opens,
  queryDate,
  type Reply,
  unlock,
  updateDate,
  type World,
} from './fake-ttlock-world.ts'

export type { FakeTtlockLock } from './fake-ttlock-world.ts'

/** Anything a test turns while the platform runs. */
export type FakeTtlockSwitches = {
  /** This many more calls are answered, then 30007. */
  callsLeft: number | null
  rateLimited: boolean
  /** The account lives in the other region: 30008. */
  wrongRegion: boolean
}

export type FakeTtlockRequest = { readonly method: string; readonly path: string; readonly form: Form }

export type FakeTtlock = {
  readonly endpoint: string
  readonly account: { clientId: string; clientSecret: string; username: string; passwordMd5: string }
  readonly tokens: FakeTtlockTokens
  readonly switches: FakeTtlockSwitches
  readonly world: World
  /** Everything that arrived, in order. */
  readonly requests: readonly FakeTtlockRequest[]
  readonly lock: (lockId: string) => Lock
  readonly gateway: (gatewayId: string) => Gateway
  /** What the lock's own memory says. */
  readonly opens: (lockId: string, digits: string, atMs: number) => boolean
  /** What TTLock's record says, which is another thing. */
  readonly records: (lockId: string) => readonly FakePasscode[]
  /** A passcode that somebody set with TTLock's app, for ever; on the lock and in the record. */
  readonly addForeignCode: (lockId: string, name: string, digits: string) => string
  /** A call to this path is answered so and not carried out: the next one, or the one after `skip` others. */
  readonly failNext: (path: string, errcode: number, skip?: number) => void
  /** The next call to this path is carried out, and its connection breaks instead of an answer. */
  readonly loseNextAnswer: (path?: string) => void
  /** Told of each request before it is answered: the moment to change something. */
  onRequest: (request: FakeTtlockRequest) => void
  /** Nobody listens at the address any more; `mend` listens there again. */
  readonly cut: () => Promise<void>
  readonly mend: () => Promise<void>
  readonly stop: () => Promise<void>
}

export async function startFakeTtlock(options: {
  readonly locks: readonly FakeTtlockLock[]
  readonly now?: () => number
}): Promise<FakeTtlock> {
  const now = options.now ?? (() => Date.now())
  const world = newWorld(options.locks, now)
  const account = {
    clientId: 'app-1',
    clientSecret: 'app-secret-1',
    username: 'house@example.com',
    passwordMd5: '0123456789abcdef0123456789abcdef',
  }
  const tokens = newTokens(account, now)
  const switches: FakeTtlockSwitches = { callsLeft: null, rateLimited: false, wrongRegion: false }
  const requests: FakeTtlockRequest[] = []
  const failing: { path: string; errcode: number; skip: number }[] = []
  let losing: string | null = null

  async function answer(path: string, form: Form): Promise<Reply> {
    if (switches.wrongRegion) return error(30008)
    if (path === '/oauth2/token') return tokens.issue(form)
    if (form.clientId !== account.clientId) return error(10000)
    if (Math.abs(Number(form.date) - now()) > 5 * 60_000) return error(80000)
    const refused = tokens.refusal(form.accessToken)
    if (refused !== null) return error(refused)
    if (switches.rateLimited) return error(30006)
    if (switches.callsLeft !== null && switches.callsLeft-- <= 0) {
      switches.callsLeft = 0
      return error(30007)
    }
    const planned = failing.find((one) => one.path === path)
    if (planned !== undefined && planned.skip-- <= 0) {
      failing.splice(failing.indexOf(planned), 1)
      return error(planned.errcode)
    }
    if (path === '/v3/gateway/list') return paged(form, [...world.gateways.values()].map(gatewayRow))
    if (path === '/v3/lock/list') return paged(form, [...world.locks.values()].map(lockRow))
    const lock = world.locks.get(form.lockId ?? '')
    if (lock === undefined) return error(-1003)
    return (await lockCalls[path]?.(world, lock, form)) ?? error(-3)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake')
    let body = ''
    for await (const chunk of request) body += chunk
    const form: Form = { ...Object.fromEntries(url.searchParams), ...Object.fromEntries(new URLSearchParams(body)) }
    const arrived = { method: request.method ?? '', path: url.pathname, form }
    requests.push(arrived)
    fake.onRequest(arrived)
    const reply = await answer(url.pathname, form)
    if (losing !== null && (losing === '' || losing === url.pathname)) {
      losing = null
      request.socket.destroy()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json', date: new Date(now()).toUTCString() })
    response.end(JSON.stringify(reply))
  }

  let server: Server | null = null
  let port = 0
  const listen = async (): Promise<void> => {
    server = createServer((request, response) => void handle(request, response))
    await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  const cut = async (): Promise<void> => {
    const running = server
    server = null
    if (running === null) return
    await new Promise<void>((resolve) => {
      running.close(() => resolve())
      running.closeAllConnections()
    })
  }
  await listen()

  const lock = (lockId: string): Lock => {
    const found = world.locks.get(lockId)
    if (found === undefined) throw new Error(`the fake TTLock has no lock ${lockId}`)
    return found
  }
  const fake: FakeTtlock = {
    endpoint: `http://127.0.0.1:${port}`,
    account,
    tokens,
    switches,
    world,
    requests,
    lock,
    gateway: (id) => world.gateways.get(id)!,
    opens: (lockId, digits, atMs) => opens(lock(lockId), digits, atMs),
    records: (lockId) => [...lock(lockId).records.values()],
    addForeignCode(lockId, name, digits) {
      const code = { id: world.nextId++, name, digits, type: 2, startDate: now(), endDate: 0 }
      lock(lockId).records.set(code.id, code)
      lock(lockId).memory.set(code.id, { ...code })
      return String(code.id)
    },
    failNext: (path, errcode, skip = 0) => void failing.push({ path, errcode, skip }),
    loseNextAnswer: (path = '') => {
      losing = path
    },
    onRequest: () => {},
    cut,
    mend: listen,
    stop: cut,
  }
  return fake
}

type LockCall = (world: World, lock: Lock, form: Form) => Promise<Reply> | Reply
const lockCalls: Readonly<Record<string, LockCall>> = {
  '/v3/keyboardPwd/add': addPasscode,
  '/v3/keyboardPwd/change': changePasscode,
  '/v3/keyboardPwd/delete': deletePasscode,
  '/v3/keyboardPwd/get': offlineCode,
  '/v3/lock/listKeyboardPwd': (_world, lock, form) => paged(form, [...lock.records.values()].map(passcodeRow)),
  '/v3/lock/detail': (_world, lock) => lockRow(lock),
  '/v3/lock/unlock': unlock,
  '/v3/lock/queryDate': queryDate,
  '/v3/lock/updateDate': updateDate,
  '/v3/gateway/listByLock': (_world, lock) => ({
    ...done,
    list: [...lock.reach].map(([id, rssi]) => ({ gatewayId: id, gatewayName: `Gateway ${id}`, rssi })),
  }),
}

function paged(form: Form, rows: readonly unknown[]): Reply {
  const pageNo = Number(form.pageNo)
  const pageSize = Number(form.pageSize)
  if (!(pageNo >= 1) || !(pageSize >= 1 && pageSize <= 200)) return error(-3)
  const list = rows.slice((pageNo - 1) * pageSize, pageNo * pageSize)
  return { list, pageNo, pageSize, pages: Math.ceil(rows.length / pageSize), total: rows.length }
}

/** With the admin's code and the lock's key in it, as TTLock sends them: nothing of ours may show these. */
const lockRow = (lock: Lock): Reply => ({
  ...{ lockId: lock.id, lockAlias: lock.alias, lockName: `S31_${lock.id}`, electricQuantity: lock.battery },
  ...{ hasGateway: lock.reach.size > 0 ? 1 : 0, timezoneRawOffset: 0, featureValue: 'F44354CD5F3' },
  ...{ adminPwd: 'admin-code-never-to-be-shown', lockKey: 'lock-key-never-to-be-shown', noKeyPwd: '1357924' },
})
const gatewayRow = ({ id, online }: Gateway) => ({
  gatewayId: id,
  gatewayName: `Gateway ${id}`,
  isOnline: online ? 1 : 0,
})
const passcodeRow = (code: FakePasscode) => ({
  ...{ keyboardPwdId: code.id, keyboardPwdName: code.name, keyboardPwd: code.digits, keyboardPwdType: code.type },
  ...{ startDate: code.startDate, endDate: code.endDate, isCustom: 1, senderUsername: 'house' },
})
