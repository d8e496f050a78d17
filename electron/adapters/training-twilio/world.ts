/** What the training Twilio remembers: one account, its numbers, conversations, text log and files. */
import { createHash, randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { instant, parseInstant, toIso } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'

export type Participant = {
  readonly sid: string
  readonly identity: string | null
  /** A phone that is not ours; with `proxyAddress` a pair, alone a member of a group. */
  readonly address: string | null
  readonly proxyAddress: string | null
  /** Our number inside a group. */
  readonly projectedAddress: string | null
  readonly at: number
}
export type ConversationState = 'initializing' | 'active' | 'inactive' | 'closed'
export type StoredMedia = { readonly sid: string; readonly contentType: string; readonly filename: string | null }
export type ConversationMessage = {
  readonly sid: string
  readonly index: number
  readonly author: string | null
  readonly participantSid: string | null
  readonly body: string
  readonly attributes: string
  readonly media: readonly (StoredMedia & { readonly size: number })[]
  readonly at: number
  readonly receipts: Receipt[]
}
export type Receipt = {
  readonly sid: string
  readonly channelMessageSid: string
  readonly participantSid: string
  status: string
  errorCode: number | null
  readonly createdAt: number
  updatedAt: number
}
export type Conversation = {
  readonly sid: string
  friendlyName: string | null
  uniqueName: string | null
  attributes: string
  messagingServiceSid: string
  state: ConversationState
  participants: Participant[]
  readonly messages: ConversationMessage[]
  nextIndex: number
  readonly createdAt: number
  updatedAt: number
}
export type LoggedText = {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly direction: 'inbound' | 'outbound-api'
  readonly at: number
  readonly media: readonly StoredMedia[]
  readonly statusCallback: string | null
  status: string
  errorCode: number | null
}
export type OwnNumber = {
  readonly sid: string
  readonly phone: string
  smsUrl: string | null
  /** `IG…` once an address configuration was made. */
  configurationSid: string | null
  autocreation: boolean
}

export type World = {
  readonly accountSid: string
  authToken: string
  readonly serviceSid: string
  readonly messagingServiceSid: string
  readonly numbers: readonly OwnNumber[]
  readonly webhook: { postUrl: string | null; preUrl: string | null; method: string; filters: string[] }
  closedTimer: string | null
  readonly conversations: Map<string, Conversation>
  readonly texts: LoggedText[]
  readonly files: Map<
    string,
    { readonly bytes: Buffer; readonly contentType: string; readonly filename: string | null }
  >
  /** `guest|number` of everybody who wrote STOP. */
  readonly optedOut: Set<string>
  /** The next so many groups end closed instead of active (50427 happening late). */
  groupsToFail: number
  /** Answers to reads a group still says `initializing` to, by sid. */
  readonly groupsStarting: Map<string, number>
  /** Texts handed over are reported delivered by themselves, as in a house for training. */
  readonly deliversAtOnce: boolean
  readonly clock: Clock
  fixedNow: number | null
  sidCount: number
  readonly sidSeed: string
}

export type WorldOptions = {
  readonly accountSid?: string
  readonly authToken?: string
  readonly numbers?: readonly (
    | string
    | { readonly phone: string; readonly smsUrl?: string; readonly autocreation?: boolean }
  )[]
  readonly webhook?: { readonly postUrl?: string; readonly preUrl?: string; readonly filters?: readonly string[] }
  readonly closedTimer?: string
  readonly deliversAtOnce?: boolean
  /** Conversations that were there before: a house goes on with those it knows. Their messages are forgotten. */
  readonly conversations?: readonly {
    readonly sid: string
    readonly phone: string
    readonly number: string
    readonly nextIndex: number
  }[]
  /** ISO; the clock stands there, and steps on by a millisecond with each thing that happens. */
  readonly now?: string
}

export const defaultAccountSid = `AC${'0a'.repeat(16)}`
export const defaultAuthToken = '5ec2e7'.repeat(5).concat('00')
const defaultNumber = '+12025550150'

export function newWorld(options: WorldOptions, clock: Clock): World {
  const world: World = {
    accountSid: options.accountSid ?? defaultAccountSid,
    authToken: options.authToken ?? defaultAuthToken,
    serviceSid: `IS${'0b'.repeat(16)}`,
    messagingServiceSid: `MG${'0c'.repeat(16)}`,
    numbers: (options.numbers ?? [defaultNumber]).map((given, order) => {
      const { phone, smsUrl, autocreation } = typeof given === 'string' ? { phone: given } : given
      return {
        sid: `PN${(order + 1).toString(16).padStart(32, '0')}`,
        phone,
        smsUrl: smsUrl ?? null,
        configurationSid: autocreation === false ? null : `IG${(order + 1).toString(16).padStart(32, '0')}`,
        autocreation: autocreation ?? true,
      }
    }),
    webhook: {
      postUrl: options.webhook?.postUrl ?? null,
      preUrl: options.webhook?.preUrl ?? null,
      method: 'POST',
      filters: [...(options.webhook?.filters ?? [])],
    },
    closedTimer: options.closedTimer ?? null,
    conversations: new Map(),
    texts: [],
    files: new Map(),
    optedOut: new Set(),
    groupsToFail: 0,
    groupsStarting: new Map(),
    deliversAtOnce: options.deliversAtOnce ?? false,
    clock,
    fixedNow: options.now === undefined ? null : readInstant(options.now),
    sidCount: 0,
    sidSeed: randomUUID(),
  }
  for (const known of options.conversations ?? []) world.conversations.set(known.sid, goneOn(world, known))
  return world
}

/** One to one, open, and empty but for its next index. */
function goneOn(
  world: World,
  { sid, phone, number, nextIndex }: NonNullable<WorldOptions['conversations']>[number],
): Conversation {
  const at = happensAt(world)
  const nobody = { identity: null, projectedAddress: null }
  const participants = [{ sid: newSid(world, 'MB'), ...nobody, address: phone, proxyAddress: number, at }]
  const bare = { friendlyName: null, uniqueName: null, attributes: '{}', state: 'active' as const, messages: [] }
  const { messagingServiceSid } = world
  return { sid, ...bare, messagingServiceSid, participants, nextIndex, createdAt: at, updatedAt: at }
}

/** A new sid: its kind (`CH`, `IM` ...) and 32 hexadecimal digits, as Twilio's are. */
export const newSid = (world: World, kind: string): string =>
  kind +
  createHash('sha256')
    .update(`${world.sidSeed}:${kind}:${world.sidCount++}`)
    .digest('hex')
    .slice(0, 32)

/** The time of the next thing to happen; two things never share a millisecond while the clock is fixed. */
export function happensAt(world: World): number {
  if (world.fixedNow === null) return world.clock.now()
  return world.fixedNow++
}

export const isOurs = (world: World, phone: string): boolean => world.numbers.some((one) => one.phone === phone)
export const iso = (at: number): string => toIso(instant(at))
export function readInstant(text: string): number {
  const at = parseInstant(text)
  if (at === null) throw new Refusal(400, 20001, 'Invalid time')
  return at
}
/** To the second, as the older interface gives its times. */
export function rfc2822(at: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC')
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${weekDays[time.dayOfWeek - 1]}, ${two(time.day)} ${months[time.month - 1]} ${time.year}`
  return `${day} ${two(time.hour)}:${two(time.minute)}:${two(time.second)} +0000`
}
const weekDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Why Twilio says no; `code` is its own. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
export const notFound = (what: string): Refusal =>
  new Refusal(404, 20404, `The requested resource ${what} was not found`)
