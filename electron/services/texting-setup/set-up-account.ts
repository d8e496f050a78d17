/**
 * Points Twilio's webhooks at this desk: at every start, change of address, change of account, and after a person's yes.
 * Only post events, never a pre-hook: a pre-hook that does not answer makes Twilio drop texts.
 */
import { type OurNumber, ourNumbers, updateNumber } from '../../../db/queries/lines.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { GatewayAccount, GatewayFault, MessageGateway } from '../../ports/message-gateway.ts'
import type { Desk } from '../desk/index.ts'
import { publicBase } from '../tunnel/index.ts'
import { accountState, readConsent, rememberUrl, writeAccountState, writeConsent } from './account-state.ts'
import { gatewayWords } from './gateway-words.ts'
import { judgeAddress } from './judge-address.ts'

/** The events the desk works with; Twilio sends no others. */
export const usedFilters = [
  'onMessageAdded',
  'onConversationAdded',
  'onConversationStateUpdated',
  'onParticipantAdded',
  'onDeliveryUpdated',
] as const

export const conversationsUrl = (base: string): string => `${base}/twilio/conversations`
const messagesUrl = (base: string): string => `${base}/twilio/messages`

type Step = Promise<Result<null, GatewayFault>>

/** Does it once. What was found is kept; the first fault ends it, is kept in words and answered. */
export async function setUpAccount(desk: Desk, gateway: MessageGateway): Step {
  const base = publicBase(desk.store.read)
  const { account } = gateway
  for (const step of [lookAtService, setWebhook, setNumbers, lookAtAutocreation]) {
    const done = await step(desk, account, base)
    if (!done.ok) {
      desk.store.write((db) => writeAccountState(db, { fault: gatewayWords(done.error) }))
      desk.logger.warn('texting.set-up-failed', { step: step.name, fault: done.error.kind })
      return done
    }
  }
  desk.store.write((db) => writeAccountState(db, { fault: null, checkedAt: desk.clock.now() }))
  return ok(null)
}

async function lookAtService(desk: Desk, account: GatewayAccount): Step {
  const found = await account.configuration()
  if (!found.ok) return found
  desk.store.write((db) => writeAccountState(db, found.value))
  return ok(null)
}

async function setWebhook(desk: Desk, account: GatewayAccount, base: string | null): Step {
  let found = await account.webhook()
  if (!found.ok) return found
  const wanted = base === null ? null : conversationsUrl(base)
  const judge = (postUrl: string | null) =>
    judgeAddress({
      found: postUrl,
      wanted,
      ours: accountState(desk.store.read).ourUrls,
      allowed: readConsent(desk.store.read).webhook,
    })
  const judged = judge(found.value.postUrl)
  const complete =
    found.value.method === 'POST' && usedFilters.every((filter) => found.ok && found.value.filters.includes(filter))
  if (wanted !== null && (judged.set || (judged.state === 'ours' && !complete))) {
    desk.store.write((db) => rememberUrl(db, wanted))
    const set = await account.setWebhook({ postUrl: wanted, filters: usedFilters })
    if (!set.ok) return set
    found = await account.webhook()
    if (!found.ok) return found
    desk.logger.info('texting.webhook-set', { read: found.value.postUrl === wanted })
  }
  const { postUrl, preUrl } = found.value
  const { state } = judge(postUrl)
  desk.store.write((db) => {
    writeAccountState(db, { webhook: state, foreignUrl: state === 'foreign' ? postUrl : null, preUrl: preUrl || null })
    if (state !== 'foreign') writeConsent(db, { ...readConsent(db), webhook: null })
  })
  return ok(null)
}

async function setNumbers(desk: Desk, account: GatewayAccount, base: string | null): Step {
  const ours = ourNumbers(desk.store.read)
  if (ours.length === 0) return ok(null)
  const listed = await account.numbers()
  if (!listed.ok) return listed
  const wanted = base === null ? null : messagesUrl(base)
  for (const number of ours) {
    const there = listed.value.find((one) => one.phone === number.phone)
    if (there === undefined) {
      note(desk, number, { sid: null, foreignUrl: null, fault: 'This number is not in the account at Twilio.' })
      continue
    }
    const { state, set } = judgeAddress({
      found: there.smsUrl,
      wanted,
      ours: accountState(desk.store.read).ourUrls,
      allowed: readConsent(desk.store.read).smsUrls[number.phone] ?? null,
    })
    if (set && wanted !== null) {
      desk.store.write((db) => rememberUrl(db, wanted))
      const done = await account.setSmsUrl({ numberSid: there.sid, url: wanted })
      if (!done.ok) return done
    }
    note(desk, number, { sid: there.sid, foreignUrl: state === 'foreign' && !set ? there.smsUrl : null, fault: null })
    if (set)
      desk.store.write((db) => {
        const consent = readConsent(db)
        const { [number.phone]: _, ...smsUrls } = consent.smsUrls
        writeConsent(db, { ...consent, smsUrls })
      })
  }
  return ok(null)
}

const note = (desk: Desk, number: OurNumber, change: Partial<OurNumber>): void =>
  desk.store.write((db) => updateNumber(db, number.phone, change))

/** Without it nobody new gets a conversation, and texts come by the log alone: switched on only after a yes. */
async function lookAtAutocreation(desk: Desk, account: GatewayAccount): Step {
  const ours = ourNumbers(desk.store.read).filter((number) => number.sid !== null)
  if (ours.length === 0) return ok(null)
  const listed = await account.addressConfigurations()
  if (!listed.ok) return listed
  for (const number of ours) {
    const there = listed.value.find((one) => one.address === number.phone)
    let on = there?.autocreation === true
    if (!on && readConsent(desk.store.read).autocreation.includes(number.phone)) {
      const done = await account.enableAutocreation({ address: number.phone, sid: there?.sid ?? null })
      if (!done.ok) return done
      on = true
    }
    note(desk, number, { autocreation: on ? 'on' : 'off' })
    if (on)
      desk.store.write((db) => {
        const consent = readConsent(db)
        writeConsent(db, { ...consent, autocreation: consent.autocreation.filter((one) => one !== number.phone) })
      })
  }
  return ok(null)
}

/** Everything a set-up depends on: where it is the same as at the last one, nothing is to be done. */
export const setUpMark = (desk: Desk): string =>
  JSON.stringify([
    publicBase(desk.store.read),
    ourNumbers(desk.store.read).map((number) => [number.phone, number.authority]),
    readConsent(desk.store.read),
  ])
