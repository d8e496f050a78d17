/**
 * What the invented desk does with conversations. `?inbox=many` has 20,000 of them, `?inbox=empty` none; `page.guestTexts`
 * lets a guest write while the window is open.
 */
import type { FilledTemplate, InboxFilter } from '../../electron/contract/views.ts'
import { message, note, ours } from './fixture-conversation-parts.ts'
import { conversations } from './fixture-conversations.ts'
import {
  acted,
  append,
  CROWD,
  change,
  changeMessage,
  crowd,
  deliver,
  done,
  kept,
  later,
  many,
  moveTo,
  ofMessage,
  orders,
  passes,
  read,
  rowOf,
  scene,
  sentTexts,
} from './fixture-inbox-memory.ts'
import { changed, page, Refusal } from './fixture-memory.ts'
import { picture } from './fixture-picture.ts'
import type { Desk } from './fixture-reservations.ts'
import { textingVerbs } from './fixture-texting.ts'

const told = new Set<string>()

page.guestTexts = (conversationId, body) => {
  const { view, unread } = read(conversationId)
  append(conversationId, message('15:13', body, { author: view.guestName ?? view.phone }), { unread: unread + 1 })
  changed()
}
page.staffTexts = (conversationId, author, body) => {
  append(conversationId, ours('15:13', body, { author }))
  changed()
}

type InboxVerbs = Pick<Desk, Extract<keyof Desk, `inbox.${string}`>>
const verbs: InboxVerbs = {
  'inbox.list': ({ filter, text, offset, limit }) => {
    const all = [...kept.values()]
    const matched = all
      .filter(passes[filter])
      .filter(({ view }) =>
        `${view.guestName} ${view.phone} ${view.unitKey} ${view.messages.map((one) => one.body)}`
          .toLowerCase()
          .includes(text.toLowerCase()),
      )
      .map(rowOf)
      .sort((one, other) => (other.lastAt ?? '').localeCompare(one.lastAt ?? ''))
    const count = (key: InboxFilter) => all.filter(passes[key]).length
    const wide = many && filter === 'open' && text === ''
    return {
      counts: {
        open: many ? CROWD : count('open'),
        review: count('review'),
        unknown: count('unknown'),
        noUnit: count('no-unit'),
        stuck: count('stuck'),
        closed: count('closed'),
        unread: all.filter((one) => one.unread > 0).length,
      },
      total: wide ? CROWD : matched.length,
      offset,
      rows: wide
        ? Array.from({ length: Math.min(limit, CROWD - offset) }, (_, at) => crowd(offset + at))
        : matched.slice(offset, offset + limit),
      texting: scene.get('texting') === 'off' ? 'off' : 'on',
    }
  },
  'inbox.open': ({ conversationId, limit }) => {
    const { view } = read(conversationId.startsWith('crowd-') ? conversations[0]!.view.id : conversationId)
    const older = Math.max(0, view.messages.length - limit)
    return {
      ...view,
      id: conversationId,
      messages: view.messages.slice(older),
      earlier: older + (limit > 50 ? 0 : view.earlier),
    }
  },
  'inbox.of': ({ reservationId }) => {
    if (reservationId === 'r-jo') throw new Refusal('no-phone', 'This guest has no phone yet. Add one to the booking.')
    return { conversationId: 'c-adaeze-101' }
  },
  'inbox.markRead': ({ conversationId }) => {
    if (kept.has(conversationId)) change(conversationId, { unread: 0 })
    return done()
  },
  'inbox.markUnread': ({ conversationId }) => {
    change(conversationId, { unread: 1 })
    return done()
  },
  'inbox.send': ({ conversationId, clientId, text, media, sendAt }) => {
    if (text.includes('30007'))
      throw new Refusal('media-refused', 'Pictures cannot leave by this number. Nothing was sent.')
    const before = sentTexts.get(clientId)
    if (before) return { id: before, status: 'waiting' }
    const one = ours('15:13', text.replace(/\{\{pin:[^}]+\}\}/g, '••••••'), {
      prefix: read(conversationId).view.prefix?.trim() ?? null,
      status: sendAt ? 'scheduled' : 'waiting',
      sendAt,
      verbs: sendAt ? ['reschedule', 'send-now', 'discard'] : ['discard'],
      media: media.map((_, at) => ({
        id: `f-own-${at}`,
        contentType: 'image/png',
        filename: 'picture.png',
        size: 900,
        state: 'stored',
      })),
    })
    sentTexts.set(clientId, one.id)
    append(conversationId, one)
    if (!scene.has('offline') && !sendAt) page.setTimeout(() => deliver(one.id), 600)
    later()
    return { id: one.id, status: one.status }
  },
  'inbox.note': ({ conversationId, text }) => {
    const one = note('15:13', text)
    append(conversationId, one)
    later()
    return { id: one.id }
  },
  'inbox.retry': ({ messageId }) => {
    changeMessage(messageId, { status: 'sending', statusReason: null, verbs: [] })
    return done()
  },
  'inbox.sendNow': ({ messageId }) => {
    changeMessage(messageId, { status: 'sending', sendAt: null, statusReason: null, verbs: [] })
    return done()
  },
  'inbox.discard': ({ messageId }) => {
    changeMessage(messageId, { status: 'not-sent', statusReason: 'stopped by Dana', verbs: [] })
    return done()
  },
  'inbox.reschedule': ({ messageId, sendAt }) => {
    changeMessage(messageId, { sendAt })
    return done()
  },
  'inbox.keep': ({ conversationId }) =>
    acted('keep', conversationId, () => change(conversationId, { state: null }, { review: null })),
  'inbox.moveMessages': ({ messageIds, unitId }) => {
    let to = ''
    const from = ofMessage(messageIds[0] ?? '')
    const { actionId } = acted('move-message', from.view.id, () => {
      to = moveTo(from, unitId, messageIds)
    })
    return { actionId, conversationId: to }
  },
  'inbox.moveConversation': ({ conversationId, unitId }) => {
    const from = read(conversationId)
    let to = ''
    const { actionId } = acted('move-conversation', from.view.id, () => {
      to = moveTo(
        from,
        unitId,
        from.view.messages.map((one) => one.id),
      )
    })
    return { actionId, conversationId: to }
  },
  'inbox.pin': ({ conversationId, on }) =>
    acted(on ? 'pin' : 'unpin', conversationId, () => change(conversationId, {}, { pinned: on })),
  'inbox.close': ({ conversationId, closed }) =>
    acted(closed ? 'close' : 'reopen', conversationId, () => change(conversationId, {}, { closed })),
  'inbox.merge': ({ conversationId, phone }) => {
    if (!phone.includes('0117'))
      throw new Refusal('contact-unknown', 'Nobody has texted from that phone yet. Nothing was changed.')
    return acted('merge', 'c-adaeze-101', () => change(conversationId, {}, { closed: true }))
  },
  'inbox.media': ({ mediaId }) => {
    if (mediaId === 'f-lost') throw new Refusal('media-missing', 'The picture is not here.')
    return { base64: picture, contentType: 'image/png', filename: 'leak.png' }
  },
  'inbox.fillTemplate': ({ conversationId, templateId }) => {
    const { view } = read(conversationId)
    const { templates } = textingVerbs['texting.view']({})
    const body = templates.find((one) => one.id === templateId)?.body ?? ''
    const values: Readonly<Record<string, string | null>> = {
      guest: view.guestName?.split(' ')[0] ?? null,
      unit: view.unitName,
      units: view.unitName,
      arrival: 'Saturday 21 November',
      departure: 'Tuesday 24 November',
      checkOut: '11:00',
      house: 'Harbour House',
      doors: 'PIN {{pin:c-1}}: front door\nPIN {{pin:c-2}}: your own door',
    }
    const parts = body.split(/(\{[^}]*\})/).flatMap((piece): FilledTemplate['parts'] => {
      const field = /^\{(.*)\}$/.exec(piece)?.[1]
      return field === undefined ? (piece === '' ? [] : [{ text: piece }]) : [{ field, value: values[field] ?? null }]
    })
    return {
      parts,
      body: parts.map((part) => ('text' in part ? part.text : (part.value ?? `{${part.field}}`))).join(''),
      missing: parts.flatMap((part) => ('field' in part && part.value === null ? [part.field] : [])),
    }
  },
  'inbox.tell': ({ reservationId, kind, again }) => {
    const key = `${kind} ${reservationId}`
    if (reservationId === 'r-jo') throw new Refusal('no-phone', 'This guest has no phone yet. Add one to the booking.')
    if (told.has(key) && !again)
      throw new Refusal(
        'already-sent',
        'This guest was told these doors before. Nothing was sent. Say again if you want it twice.',
      )
    told.add(key)
    later()
    return { id: 'm-told', status: 'waiting' }
  },
}

/** The same, with every order but the questions written down. */
export const inboxVerbs = Object.fromEntries(
  Object.entries(verbs).map(([name, run]) => [
    name,
    (input: unknown) => {
      if (!/\.(list|open|media|fillTemplate)$/.test(name)) orders.push({ name, input })
      return (run as (given: unknown) => unknown)(input)
    },
  ]),
) as InboxVerbs

export const unreadHere = () => [...kept.values()].filter((one) => one.unread > 0).length
