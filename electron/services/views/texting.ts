/** How texting is set up and how it goes, for the settings and the top of the Inbox. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { ourNumbers } from '../../../db/queries/lines.ts'
import type { TextingState, TextingView } from '../../contract/views.ts'
import type { Failure } from '../../domain/failure.ts'
import { ok, type Result } from '../../domain/result.ts'
import { catchUpState } from '../catch-up/index.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { templates } from '../guest-messages/index.ts'
import { type Environment, ngrokAuthtoken, textingAccount, tunnelSettings, twilioSettings } from '../house/index.ts'
import { accountState } from '../texting-setup/index.ts'
import { tunnelState } from '../tunnel/index.ts'
import { webhookCounts } from '../webhooks/index.ts'
import { isoOf } from './door-row.ts'

/** Whether texts can leave: `off` where no account or number is given, `no-credentials` where its token cannot be read. */
export function textingState(desk: Desk, environment: Environment): TextingState {
  const db = desk.store.read
  if ((twilioSettings(db)?.accountSid ?? null) === null || ourNumbers(db).length === 0) return 'off'
  return textingAccount(desk, environment) === null ? 'no-credentials' : 'on'
}

/** Everything of texting but secrets: of a token only whether one is kept. */
export const textingView = (desk: Desk, environment: Environment): Result<TextingView, Failure> =>
  withHouse<TextingView>(desk, (db) => {
    const twilio = twilioSettings(db)
    const account = accountState(db)
    const catchUp = catchUpState(db)
    const { signature, account: otherAccount, size, rate } = webhookCounts(db)
    return ok({
      configured: textingState(desk, environment) !== 'off',
      accountSid: twilio?.accountSid ?? null,
      hasToken: textingAccount(desk, environment) !== null,
      mode: twilio?.mode ?? 'desk',
      authority: twilio?.authority ?? 'conversations',
      numbers: ourNumbers(db).map(({ phone, authority, autocreation, foreignUrl, checkedAt, fault }) => ({
        phone,
        authority,
        autocreation,
        foreignUrl,
        checkedAt: isoOf(checkedAt),
        fault,
      })),
      tunnel: tunnelView(desk, db, environment),
      webhook: {
        state: account.webhook,
        foreignUrl: account.foreignUrl,
        checkedAt: isoOf(account.checkedAt),
        preHook: account.preUrl !== null,
      },
      catchUp: {
        lastAt: isoOf(catchUp.lastAt),
        lastOkAt: isoOf(catchUp.lastOkAt),
        fault: catchUp.fault,
        found: catchUp.found,
      },
      rejected: { signature, account: otherAccount, size, rate },
      templates: templates(db),
    })
  })

function tunnelView(desk: Desk, db: ReadableDb, environment: Environment): TextingView['tunnel'] {
  const { kind, domain, url } = tunnelSettings(db)
  const { state, since, detail, publicUrl } = tunnelState(db)
  return {
    kind,
    domain,
    url,
    publicUrl,
    state,
    since: isoOf(since),
    detail,
    hasAuthtoken: ngrokAuthtoken(desk, environment) !== null,
  }
}
