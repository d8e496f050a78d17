/** What the texting part of the settings screen keeps, and a person's yes to what is at Twilio. */
import type { z } from 'zod'
import { ourNumbers } from '../../../db/queries/lines.ts'
import type { textingInput } from '../../contract/inbox-procedures.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'
import {
  type Environment,
  noteTokenInUse,
  saveTextingParts,
  tunnelSettings,
  twilioSettings,
  writeAuthToken,
  writeNgrokAuthtoken,
} from '../house/index.ts'
import { accountState, readConsent, writeConsent } from './account-state.ts'

export type TextingInput = z.output<typeof textingInput>

/**
 * Account, numbers, tunnel and tokens, whole or not at all. What the screen does not show stays as the house file said.
 * Refused: `bad-input`, `phone-invalid`, `phone-needs-country`, `duplicate-key`, `phone-reserved`.
 */
export function saveTexting(
  desk: Desk,
  caller: Caller,
  input: TextingInput,
  environment: Environment,
): Result<null, Failure> {
  return transact(desk, caller, (work) => {
    const before = twilioSettings(work.db)
    const token = input.twilio?.authToken?.trim() || null
    const otherAccount =
      input.twilio !== null && before?.accountSid != null && before.accountSid !== input.twilio.accountSid.trim()
    if (otherAccount && token === null)
      return fail(failure('bad-input', 'This is another account. Give its auth token too. Nothing was changed.'))
    const { authToken: _, ...twilio } = input.twilio ?? { authToken: null }
    const { authtoken, ...tunnel } = input.tunnel
    const refused = saveTextingParts(work, {
      twilio: input.twilio === null ? null : { ...before, ...twilio },
      tunnel: {
        ...tunnelSettings(work.db),
        ...tunnel,
        domain: tunnel.domain?.trim() || null,
        url: tunnel.url?.trim() || null,
      },
    })
    if (refused !== null) return fail(refused)
    if (token !== null) writeAuthToken(desk, work.db, token, environment)
    else noteTokenInUse(desk, work.db, environment)
    if (authtoken?.trim()) writeNgrokAuthtoken(desk, work.db, authtoken.trim())
    audit(work, 'texting.saved', {}, { on: input.twilio !== null, tunnel: input.tunnel.kind, token: token !== null })
    return ok(null)
  })
}

/**
 * A yes: replace a webhook address that is not ours, or let Twilio open a conversation for every new sender. The desk
 * that holds the tunnel carries it out within a second. `bad-input` where there is nothing to say yes to.
 */
export function takeOver(
  desk: Desk,
  caller: Caller,
  { what, number }: { readonly what: 'webhook' | 'sms-url' | 'autocreation'; readonly number: string | null },
): Result<null, Failure> {
  return transact(desk, caller, (work) => {
    const consent = readConsent(work.db)
    const phone = number === null ? null : parsePhone(number, work.house.property.country)
    const ours = ourNumbers(work.db).find((one) => phone?.ok === true && one.phone === phone.value) ?? null
    const { foreignUrl } = accountState(work.db)
    if (what === 'webhook' && foreignUrl !== null) writeConsent(work.db, { ...consent, webhook: foreignUrl })
    else if (what === 'sms-url' && ours !== null && ours.foreignUrl !== null)
      writeConsent(work.db, { ...consent, smsUrls: { ...consent.smsUrls, [ours.phone]: ours.foreignUrl } })
    else if (what === 'autocreation' && ours !== null && ours.autocreation !== 'on')
      writeConsent(work.db, { ...consent, autocreation: [...new Set([...consent.autocreation, ours.phone])] })
    else return fail(failure('bad-input', 'There is nothing to replace any more. Nothing was changed.'))
    audit(work, 'texting.taken-over', {}, { what })
    return ok(null)
  })
}
