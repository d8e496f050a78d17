/** The way in for texts: an address at Twilio that is not ours, a tunnel that is shut, a webhook nobody could read. */
import { ourNumbers } from '../../../db/queries/lines.ts'
import { countKeptWebhooks } from '../../../db/queries/webhooks.ts'
import { momentWords } from '../../domain/day-words.ts'
import { formatPhone } from '../../domain/phone-number.ts'
import { type Instant, minutes } from '../../domain/time.ts'
import { twilioSettings } from '../house/index.ts'
import { accountState } from '../texting-setup/index.ts'
import { tunnelState } from '../tunnel/index.ts'
import { type Cause, cause, leaveIt, tryAgain, type World } from './cause.ts'

/** Shorter interruptions mend by themselves, and catch-up fetches what came meanwhile. */
const shutTooLongMs = minutes(10)
const replaceIt = { key: 'replace', label: 'Replace it' } as const

export const textingSetUpCauses = (world: World): readonly Cause[] =>
  twilioSettings(world.db) === null
    ? []
    : [...foreignAddresses(world), ...accountTraps(world), ...numberCauses(world), ...shutTunnel(world), ...kept(world)]

/** Only where the desk has an address of its own to put in its place. */
function foreignAddresses({ db }: World): readonly Cause[] {
  if (tunnelState(db).publicUrl === null) return []
  const { foreignUrl } = accountState(db)
  const ofAccount =
    foreignUrl === null
      ? []
      : [
          cause({
            kind: 'webhook-foreign',
            cause: `webhook ${foreignUrl}`,
            tone: 'question',
            title: "Twilio sends this account's messages somewhere else.",
            detail: `The address there is ${foreignUrl}. It is not this desk's, so nothing was changed. Until it is replaced, texts are fetched every few minutes. Whatever uses the other address gets none after that.`,
            takeOver: { what: 'webhook', number: null },
            actions: [replaceIt, leaveIt],
          }),
        ]
  const ofNumbers = ourNumbers(db).flatMap(({ phone, foreignUrl: url }) =>
    url === null
      ? []
      : [
          cause({
            kind: 'webhook-foreign',
            cause: `sms-url ${phone} ${url}`,
            tone: 'question',
            title: `Twilio sends the texts of ${formatPhone(phone)} somewhere else.`,
            detail: `The address there is ${url}. It is not this desk's, so nothing was changed. Texts are fetched every few minutes all the same.`,
            takeOver: { what: 'sms-url', number: phone },
            actions: [replaceIt, leaveIt],
          }),
        ],
  )
  return [...ofAccount, ...ofNumbers]
}

/** Settings of the account that lose texts, and that only a person may take out. */
function accountTraps({ db }: World): readonly Cause[] {
  const { preUrl, closedTimer } = accountState(db)
  const preHook = cause({
    kind: 'texting-trap',
    cause: `pre-hook ${preUrl}`,
    tone: 'bad',
    title: 'Twilio asks another program before it takes a text, and drops the text if that does not answer.',
    detail: `The pre-webhook of Conversations is ${preUrl}. Take it out in the Twilio console: Latchkey cannot fetch what Twilio dropped.`,
    actions: [leaveIt],
  })
  const timer = cause({
    kind: 'texting-trap',
    cause: `closed-timer ${closedTimer}`,
    tone: 'question',
    title: 'Twilio closes conversations of this account by itself.',
    detail: `The closing time is set to ${closedTimer}. A closed conversation cannot be opened again; the next text opens a new one. Take the closing time out in the Twilio console.`,
    actions: [leaveIt],
  })
  return [...(preUrl === null ? [] : [preHook]), ...(closedTimer === null ? [] : [timer])]
}

const numberCauses = ({ db }: World): readonly Cause[] =>
  ourNumbers(db).flatMap(({ phone, fault, authority, autocreation }) => {
    if (fault !== null)
      return [
        cause({
          kind: 'number-fault',
          cause: `number ${phone} ${fault}`,
          tone: 'bad',
          title: `${formatPhone(phone)} cannot be used for texting.`,
          detail: `${fault} Correct the number or the account under Settings, Texting.`,
        }),
      ]
    if (authority !== 'conversations' || autocreation !== 'off') return []
    return [
      cause({
        kind: 'autocreation-off',
        cause: `autocreation ${phone}`,
        tone: 'question',
        title: `Let Twilio open a conversation for every new sender to ${formatPhone(phone)}?`,
        detail: 'Without it a first text of somebody new is only found when Latchkey asks Twilio, every few minutes.',
        takeOver: { what: 'autocreation', number: phone },
        actions: [{ key: 'enable', label: 'Switch it on' }, leaveIt],
      }),
    ]
  })

function shutTunnel({ db, house, now }: World): readonly Cause[] {
  const { state, since, detail } = tunnelState(db)
  if (state === 'up' || state === 'off' || since === null || now - since < shutTooLongMs) return []
  return [
    cause({
      kind: 'tunnel-down',
      cause: `tunnel ${since}`,
      tone: 'question',
      title: `Twilio cannot reach this desk since ${momentWords(since, house.property.timeZone, now)}.`,
      detail: `${detail ?? 'The tunnel does not open.'} Texts are fetched every few minutes instead.`,
      actions: [leaveIt],
    }),
  ]
}

/** Counted, never shown: what has no sender is nobody's. */
function kept({ db, house, now }: World): readonly Cause[] {
  const nameless = countKeptWebhooks(db, 'quarantined')
  const broken = countKeptWebhooks(db, 'failed')
  const since = (at: Instant | null): string => momentWords(at ?? now, house.property.timeZone, now)
  const ofNameless = cause({
    kind: 'webhooks-kept',
    cause: `quarantined ${nameless.newest}`,
    tone: 'question',
    title: `${nameless.count === 1 ? 'A text came' : `${nameless.count} texts came`} in without saying who wrote.`,
    detail: `Since ${since(nameless.since)}. Nothing was guessed: it is kept, and filed by itself once Twilio names the sender.`,
    actions: [leaveIt],
  })
  const ofBroken = cause({
    kind: 'webhooks-kept',
    cause: `failed ${broken.newest}`,
    tone: 'bad',
    title: `${broken.count === 1 ? 'Something Twilio sent' : `${broken.count} things Twilio sent`} could not be worked off.`,
    detail: `Since ${since(broken.since)}. It is kept. Try again after an update of Latchkey.`,
    actions: [tryAgain, leaveIt],
  })
  return [...(nameless.count === 0 ? [] : [ofNameless]), ...(broken.count === 0 ? [] : [ofBroken])]
}
