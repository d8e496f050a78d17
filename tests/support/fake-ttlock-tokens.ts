/** Accounts and tokens of the fake Open Platform. */
import { error, type Form, type Reply } from './fake-ttlock-world.ts'

export type FakeTtlockTokens = {
  /** Answers `/oauth2/token`: by password, or by refresh token. */
  readonly issue: (form: Form) => Reply
  /** The errcode with which this token is refused; null where it is good. */
  readonly refusal: (accessToken: string | undefined) => number | null
  /** Every access token so far is expired (10004); with `unknown`, TTLock has never heard of it (10003). */
  readonly expireAll: (how?: 'expired' | 'unknown') => void
  /** Refresh tokens so far are refused (10011): only the password helps. */
  readonly revokeRefreshing: () => void
  /** The password was changed in the app, and every session with it. */
  readonly refuseAccount: () => void
  /** Seconds that tokens made from now on are good for. */
  lifetimeSeconds: number
  /** How tokens were asked for, in order. */
  readonly issued: readonly ('password' | 'refresh')[]
}

export function newTokens(
  account: { readonly clientId: string; readonly clientSecret: string; username: string; passwordMd5: string },
  now: () => number,
): FakeTtlockTokens {
  const access = new Map<string, number>()
  const expired = new Set<string>()
  let refreshing = new Set<string>()
  let refused = false
  let count = 0
  const issued: ('password' | 'refresh')[] = []

  const make = (how: 'password' | 'refresh', lifetimeSeconds: number): Reply => {
    count += 1
    issued.push(how)
    access.set(`access-${count}`, now() + lifetimeSeconds * 1000)
    refreshing.add(`refresh-${count}`)
    return {
      ...{ access_token: `access-${count}`, refresh_token: `refresh-${count}`, uid: 42 },
      ...{ expires_in: lifetimeSeconds, scope: 'user,key,room' },
    }
  }
  return {
    issued,
    lifetimeSeconds: 7_776_000,
    issue(form) {
      if (form.clientId !== account.clientId) return error(10000)
      if (form.clientSecret !== account.clientSecret) return error(10001)
      if (form.grant_type === 'refresh_token') {
        const token = form.refresh_token ?? ''
        return refused || !refreshing.has(token) ? error(10011) : make('refresh', this.lifetimeSeconds)
      }
      if (!/^[0-9a-f]{32}$/.test(form.password ?? '')) return error(30005)
      if (refused || form.username !== account.username || form.password !== account.passwordMd5) return error(10007)
      return make('password', this.lifetimeSeconds)
    },
    refusal(token) {
      const until = access.get(token ?? '')
      if (until === undefined) return 10003
      return expired.has(token!) || until <= now() ? 10004 : null
    },
    expireAll(how = 'expired') {
      if (how === 'unknown') access.clear()
      else for (const token of access.keys()) expired.add(token)
    },
    revokeRefreshing: () => {
      refreshing = new Set()
    },
    refuseAccount: () => {
      refused = true
      access.clear()
    },
  }
}
