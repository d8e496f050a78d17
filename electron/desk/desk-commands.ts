import { writeFileSync } from 'node:fs'
import type { OpenDesk } from '../composition.ts'
import { fail, ok } from '../domain/result.ts'
import { resolveItem } from '../services/attention/index.ts'
import { backUp } from '../services/backup/index.ts'
import type { Caller } from '../services/desk/index.ts'
import { dryRunFeeds } from '../services/feeds/index.ts'
import { outboxLines } from '../services/outbox/index.ts'
import { slipHtml } from '../services/printing/index.ts'
import { findReservation } from '../services/reservations/index.ts'
import { slipContent } from '../services/slip/index.ts'
import { showCodes, showReservation, showStays, todayView } from '../services/views/index.ts'
import { readSlipFont } from '../slip-font.ts'
import { attentionLines, settledLines } from './attention-lines.ts'
import { type Answer, type DeskCommand, UsageError, type Words, word } from './command.ts'
import { doctorCommand } from './doctor-command.ts'
import { showConversations, showMessages } from './show-conversations.ts'

const synced = ['feeds', 'mail', 'locks', 'twilio', 'outbox', 'all'] as const

type Show = (open: OpenDesk, caller: Caller, words: Words) => Answer

const shows: Readonly<Record<string, Show>> = {
  reservation: ({ desk }, _caller, words) =>
    showReservation(desk, { ref: word(words, 1, 'REF'), channel: words.option('channel') }),
  stays: ({ desk }, _caller, words) =>
    showStays(desk, { unit: words.option('unit'), from: words.option('from'), to: words.option('to') }),
  today: ({ desk }) => todayView(desk),
  codes: ({ desk }, caller, words) =>
    showCodes(desk, caller, { ref: words.option('ref'), door: words.option('door'), reveal: words.flag('reveal') }),
  conversations: ({ desk }, _caller, words) => showConversations(desk, words.option('phone')),
  messages: ({ desk }, _caller, words) => showMessages(desk, word(words, 1, 'CONVERSATION')),
  outbox: ({ desk }) => ok(outboxLines(desk)),
  attention: ({ desk }, _caller, words) =>
    ok(words.flag('settled') ? settledLines(desk) : attentionLines(desk, words.flag('all'))),
}

const papers = ['a6', 'a4', 'roll-80'] as const

export const deskCommands: Readonly<Record<string, DeskCommand>> = {
  show: {
    usage:
      'show reservation REF | stays [--unit U] [--from D] [--to D] | today | codes [--ref R] [--door D] [--reveal] | attention [--all] [--settled] | conversations [--phone P] | messages CONVERSATION | outbox',
    values: ['unit', 'from', 'to', 'ref', 'door', 'channel', 'phone'],
    flags: ['reveal', 'all', 'settled'],
    run(open, caller, words) {
      const show = shows[word(words, 0, 'what to show')]
      if (show === undefined) throw new UsageError(`show offers ${Object.keys(shows).join(', ')}`)
      return show(open, caller, words)
    },
  },
  resolve: {
    usage: 'resolve ITEM ACTION',
    run({ desk }, caller, words) {
      const item = word(words, 0, 'ITEM')
      const action = word(words, 1, 'ACTION')
      const resolved = resolveItem(desk, caller, item, action)
      return resolved.ok ? ok({ item, action, done: true }) : resolved
    },
  },
  sync: {
    usage: 'sync feeds|mail|twilio|locks|outbox|all | sync feeds --dry-run',
    flags: ['dry-run'],
    async run({ desk, worker, calendarFeed }, _caller, words) {
      const named = word(words, 0, synced.join(', '))
      const what = synced.find((one) => one === named)
      if (what === undefined) throw new UsageError(`sync offers ${synced.join(', ')}`)
      if (words.flag('dry-run')) {
        if (what !== 'feeds') throw new UsageError('--dry-run goes with feeds alone')
        return ok({ feeds: await dryRunFeeds(desk, calendarFeed) })
      }
      const done = await worker.syncNow(what)
      return ok({
        feeds: done.polled,
        mail: done.mail === undefined || done.mail.status === 'off' ? null : done.mail,
        lockSteps: done.steps,
        twilio: done.texting?.catchUp ?? null,
        sendingSteps: done.texting?.sendingSteps ?? 0,
      })
    },
  },
  slip: {
    usage: 'slip REF --pdf FILE [--paper a6|a4|roll-80]',
    values: ['pdf', 'paper', 'channel'],
    async run({ desk, slipPrinter }, caller, words) {
      const file = words.option('pdf')
      if (file === null) throw new UsageError('--pdf FILE is missing')
      const paper = papers.find((one) => one === (words.option('paper') ?? 'a6'))
      if (paper === undefined) throw new UsageError(`--paper offers ${papers.join(', ')}`)
      const reservation = findReservation(desk.store.read, {
        ref: word(words, 0, 'REF'),
        channel: words.option('channel'),
      })
      if (!reservation.ok) return reservation
      const content = slipContent(desk, caller, reservation.value.id)
      if (!content.ok) return content
      const pdf = await slipPrinter.toPdf({ html: slipHtml(content.value, paper, readSlipFont()), paper })
      if (!pdf.ok)
        return fail({
          code: pdf.error,
          message:
            'The page could not be made here: it needs the Electron runtime and a display, or Xvfb. Print the slip from the window.',
        })
      writeFileSync(file, pdf.value, { mode: 0o600 })
      return ok({ file, paper, bytes: pdf.value.length })
    },
  },
  backup: {
    usage: 'backup FILE',
    run: ({ desk }, _caller, words) => backUp(desk, word(words, 0, 'FILE')),
  },
  doctor: doctorCommand,
}
