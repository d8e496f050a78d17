/** What the invented desk remembers of its conversations, and how an act on them is done and taken back. */
import type { ConversationView, InboxFilter, InboxRow, MessageView } from '../../electron/contract/views.ts'
import type { Kept } from './fixture-conversation-parts.ts'
import { conversations } from './fixture-conversations.ts'
import { nameOf, unitList } from './fixture-house.ts'
import { changed, page, Refusal } from './fixture-memory.ts'

export const scene = new URLSearchParams(page.location.search)
export const many = scene.get('inbox') === 'many'
const startsWith: readonly Kept[] = scene.get('inbox') === 'empty' ? [] : conversations
export const kept = new Map(startsWith.map((one) => [one.view.id, one]))
const undoable = new Map<
  string,
  { readonly label: string; readonly before: ReadonlyMap<string, Kept>; readonly at: string }
>()
export const sentTexts = new Map<string, string>()
/** What the window asked, for those who look from outside. */
export const orders: { name: string; input: unknown }[] = []
page.inbox = { orders, sent: sentTexts }

export const later = () => page.setTimeout(changed, 10)
export const done = () => {
  later()
  return { done: true } as const
}
export function read(id: string): Kept {
  const found = kept.get(id)
  if (!found)
    throw new Refusal('conversation-unknown', 'This conversation is not there any more. Its texts may have moved.')
  return found
}
export const change = (id: string, part: Partial<Kept>, view: Partial<ConversationView> = {}) => {
  const before = read(id)
  kept.set(id, { ...before, ...part, view: { ...before.view, ...view } })
}
export const ofMessage = (messageId: string): Kept => {
  const found = [...kept.values()].find(({ view }) => view.messages.some((one) => one.id === messageId))
  if (!found) throw new Refusal('message-unknown', 'This text is not there any more.')
  return found
}
export const changeMessage = (messageId: string, part: Partial<MessageView>, state: Kept['state'] = null) => {
  const { view } = ofMessage(messageId)
  const messages = view.messages.map((one) => (one.id === messageId ? { ...one, ...part } : one))
  change(view.id, { state }, { messages })
}
export const deliver = (messageId: string) => {
  changeMessage(messageId, { status: 'delivered', verbs: [] })
  changed()
}
export const append = (id: string, one: MessageView, part: Partial<Kept> = {}) =>
  change(id, part, { messages: [...read(id).view.messages, one] })

/** Remembers how all stood, so that the act can be taken back in one step. */
export function acted(label: string, conversationId: string, run: () => void) {
  const before = new Map(kept)
  run()
  const actionId = `inbox ${undoable.size + 1}`
  undoable.set(actionId, { label, before, at: conversationId })
  later()
  return { actionId, conversationId }
}
export function undoInInbox(actionId: string | null) {
  const act = actionId === null ? undefined : undoable.get(actionId)
  if (!act) return null
  kept.clear()
  for (const [id, one] of act.before) kept.set(id, one)
  later()
  return { label: act.label, reservationId: null, conversationId: act.at }
}

export function rowOf({ view, unread, state }: Kept): InboxRow {
  const last = view.messages.at(-1)
  return {
    id: view.id,
    unitKey: view.unitKey,
    unitName: view.unitName,
    unknown: view.unknown,
    guestName: view.guestName,
    phone: view.phone,
    lastLine: last?.body ?? '',
    lastDirection: last?.direction ?? null,
    lastAt: last?.at ?? null,
    hasMedia: (last?.media.length ?? 0) > 0,
    unread,
    state,
    pinned: view.pinned,
  }
}
export const passes: Record<InboxFilter, (one: Kept) => boolean> = {
  open: ({ view }) => !view.closed,
  review: ({ state }) => state === 'review',
  unknown: ({ view }) => view.unknown && !view.closed,
  'no-unit': ({ view }) => view.unitKey === null && !view.unknown && !view.closed,
  stuck: ({ state }) => state === 'failed' || state === 'held',
  closed: ({ view }) => view.closed,
}
export const crowd = (at: number): InboxRow => ({
  ...rowOf(conversations[at % conversations.length]!),
  id: at < conversations.length ? conversations[at]!.view.id : `crowd-${at}`,
  lastLine: `Text number ${at + 1}`,
})
export const CROWD = 20_000

export function moveTo(from: Kept, unitId: string | null, ids: readonly string[]): string {
  const unit = unitList.find((one) => one.id === unitId)
  const there = [...kept.values()].find(
    ({ view }) => view.phone === from.view.phone && view.unitKey === (unit?.key ?? null) && view.id !== from.view.id,
  )
  const id = there?.view.id ?? `${from.view.id}-${unit?.key ?? 'general'}`
  if (!there)
    kept.set(id, {
      unread: 0,
      state: null,
      view: {
        ...from.view,
        id,
        unitKey: unit?.key ?? null,
        unitName: unit ? nameOf(unit.key) : null,
        review: null,
        proposals: [],
        messages: [],
      },
    })
  const moving = from.view.messages.filter((one) => ids.includes(one.id))
  const settled = moving.map((one) => ({
    ...one,
    route: one.route && {
      ...one.route,
      rule: 'moved' as const,
      guess: false,
      needsReview: false,
      words: 'moved by Dana',
    },
  }))
  change(
    from.view.id,
    { state: null },
    { messages: from.view.messages.filter((one) => !ids.includes(one.id)), review: null },
  )
  change(
    id,
    {},
    {
      messages: [...read(id).view.messages, ...settled].sort((one, other) => one.at.localeCompare(other.at)),
      closed: false,
    },
  )
  return id
}
