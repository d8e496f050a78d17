import { hours, instant, minutes } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TokenStore } from '../../ports/token-store.ts'
import { type Answer, answered, type CallFailure, concernsToken, failed } from './ttlock-faults.ts'
import { ttlockTokens } from './ttlock-shapes.ts'
import type { Fields, Wire } from './ttlock-wire.ts'

/** Secrets, all four: the app on the Open Platform, and the TTLock app account that is the locks' administrator. */
export type TtlockLogin = {
  readonly clientId: string
  readonly clientSecret: string
  readonly username: string
  /** MD5 in lower-case hex, as TTLock takes it; as good as the password itself. */
  readonly passwordMd5: string
}

/** Calls with a token that is good: made new in time, and once more where TTLock refuses it. */
export type Session = {
  readonly call: (path: string, fields: Fields, timeoutMs: number) => Promise<Answer<unknown>>
}

const renewBeforeMs = hours(1)
const tokenTimeoutMs = 20_000
/** A refused password is not offered again at once: TTLock closes accounts that try. */
const loginPauseMs = minutes(1)

export function ttlockSession(login: TtlockLogin, wire: Wire, tokens: TokenStore, clock: Clock): Session {
  const app = { clientId: login.clientId, clientSecret: login.clientSecret }
  let renewal: Promise<Answer<string>> | null = null
  let refusedLogin: { readonly at: number; readonly failure: CallFailure } | null = null

  async function ask(fields: Fields): Promise<Answer<string>> {
    const answer = await wire.post('/oauth2/token', { ...app, ...fields }, tokenTimeoutMs)
    if (!answer.ok) return answer
    const read = ttlockTokens.safeParse(answer.value)
    if (!read.success) return failed({ fault: 'transient', reached: 'refused', errcode: null })
    const { access_token: access, refresh_token: refresh, expires_in } = read.data
    tokens.write({ access, refresh, expiresAt: instant(clock.now() + Math.floor(expires_in) * 1000) })
    return answered(access)
  }

  async function renew(): Promise<Answer<string>> {
    const kept = tokens.read()
    if (kept !== null) {
      const refreshed = await ask({ grant_type: 'refresh_token', refresh_token: kept.refresh })
      if (refreshed.ok || refreshed.failure.fault !== 'auth') return refreshed
    }
    const since = refusedLogin === null ? loginPauseMs : clock.now() - refusedLogin.at
    if (refusedLogin !== null && since >= 0 && since < loginPauseMs) return failed(refusedLogin.failure)
    const answer = await ask({ username: login.username, password: login.passwordMd5 })
    if (!answer.ok && answer.failure.fault === 'auth') {
      tokens.write(null)
      refusedLogin = { at: clock.now(), failure: answer.failure }
    }
    return answer
  }

  /** A token other than `refused`. Callers at the same time share one renewal. */
  async function token(refused: string | null): Promise<Answer<string>> {
    // Read anew each time: another process on this folder may have renewed it.
    const kept = tokens.read()
    const usable = kept !== null && kept.access !== refused ? kept : null
    if (usable !== null && usable.expiresAt - clock.now() > renewBeforeMs) return answered(usable.access)
    renewal ??= renew().finally(() => {
      renewal = null
    })
    const renewed = await renewal
    if (!renewed.ok && usable !== null && usable.expiresAt > clock.now()) return answered(usable.access)
    return renewed
  }

  const send = (path: string, accessToken: string, fields: Fields, timeoutMs: number) =>
    wire.post(path, { clientId: login.clientId, accessToken, ...fields, date: clock.now() }, timeoutMs)

  return {
    async call(path, fields, timeoutMs) {
      const first = await token(null)
      if (!first.ok) return notSent(first.failure)
      const answer = await send(path, first.value, fields, timeoutMs)
      if (answer.ok || !concernsToken(answer.failure)) return answer
      // Refused for its token, the call was not carried out, so it may be made again.
      const second = await token(first.value)
      return second.ok ? send(path, second.value, fields, timeoutMs) : notSent(second.failure)
    },
  }
}

/** Without a token the call itself was never made, however the asking for the token ended. */
const notSent = (failure: CallFailure): Answer<never> => failed({ ...failure, reached: 'no' })
