/** Asks Twilio with what is typed in the settings: which numbers the account has. Nothing is kept. */
import { twilioGateway } from './adapters/twilio/twilio-gateway.ts'
import type { OpenDesk } from './composition.ts'
import { type Failure, failure } from './domain/failure.ts'
import { fail, ok, type Result } from './domain/result.ts'
import { textingAccount, twilioSettings } from './services/house/index.ts'

const timeoutMs = 15_000

/**
 * The account's numbers in E.164. An empty token means the one that is kept, for that same account only. Answers
 * `bad-input` where there is no token to ask with, `twilio-unreachable` where Twilio gave no list.
 */
export async function twilioNumbers(
  { desk, environment }: Pick<OpenDesk, 'desk' | 'environment'>,
  typed: { readonly accountSid: string; readonly authToken: string },
): Promise<Result<readonly string[], Failure>> {
  const accountSid = typed.accountSid.trim()
  const kept = textingAccount(desk, environment)
  // SECURITY: a kept token goes to its own account's address alone, never to another one that was typed.
  const authToken = typed.authToken.trim() || (kept?.accountSid === accountSid ? kept.authToken : '')
  if (authToken === '') return fail(failure('bad-input', 'Type the auth token of this account. Nothing was saved.'))
  const apiBaseUrl = twilioSettings(desk.store.read)?.apiBaseUrl ?? null
  const gateway = twilioGateway({ accountSid, authToken, apiBaseUrl, logger: desk.logger, timeoutMs })
  const numbers = await gateway.account.numbers()
  if (numbers.ok) return ok(numbers.value.map((number) => number.phone))
  return fail(
    failure(
      'twilio-unreachable',
      numbers.error.kind === 'credentials'
        ? 'Twilio refused the account SID or the token. Nothing was saved.'
        : 'Twilio did not answer. Nothing was saved; try again, or add the numbers by hand.',
    ),
  )
}
