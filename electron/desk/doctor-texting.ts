/** `doctor` on texting: what is set up, which stream each number believes, and how far everything was read. */
import { ourNumbers } from '../../db/queries/lines.ts'
import { countReplies } from '../../db/queries/staff-replies.ts'
import { countKeptWebhooks } from '../../db/queries/webhooks.ts'
import type { OpenDesk } from '../composition.ts'
import { toIso } from '../domain/time.ts'
import { waitingTexts } from '../services/outbox/index.ts'
import { managerAlerts, strangersCounted } from '../services/sms-commands/index.ts'
import { textingView } from '../services/views/index.ts'

export function doctorTexting({ desk, environment }: OpenDesk) {
  const view = textingView(desk, environment)
  if (!view.ok || !view.value.configured) return { state: 'off: no account or no number is given' }
  const { accountSid, hasToken, mode, webhook, tunnel, catchUp, rejected } = view.value
  const db = desk.store.read
  return {
    state: hasToken ? 'on' : 'no token: none is kept, and none that is named can be read here',
    accountSid,
    mode,
    webhook,
    tunnel: { kind: tunnel.kind, publicUrl: tunnel.publicUrl, state: tunnel.state, detail: tunnel.detail },
    catchUp,
    rejected,
    waitingTexts: waitingTexts(db, desk.clock.now()),
    staffTexts: {
      ...countReplies(db),
      unknownSenders: strangersCounted(desk),
      managerAlerts: managerAlerts(desk),
    },
    webhooksKept: {
      failed: countKeptWebhooks(db, 'failed').count,
      quarantined: countKeptWebhooks(db, 'quarantined').count,
    },
    numbers: ourNumbers(db).map((number) => ({
      number: number.phone,
      authority: number.authority,
      autocreation: number.autocreation,
      foreignUrl: number.foreignUrl,
      readUpTo: number.watermark === 0 ? null : toIso(number.watermark),
      fault: number.fault,
    })),
  }
}
