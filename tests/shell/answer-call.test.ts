import { describe, expect, it } from 'vitest'
import { procedureNames } from '../../electron/contract/procedure-names.ts'
import { procedures } from '../../electron/contract/procedures.ts'
import { fail, ok } from '../../electron/domain/result.ts'
import { answerCall } from '../../electron/ipc/answer-call.ts'
import type { Handlers } from '../../electron/ipc/handlers.ts'
import type { Logger } from '../../electron/ports/logger.ts'

type Called = { handler: string; input: unknown }

/** A desk that notes what reached it, and a log that keeps every word. */
function desk(answers: Partial<Record<string, (input: unknown) => Promise<unknown>>> = {}) {
  const called: Called[] = []
  const log: string[] = []
  const handlers = Object.fromEntries(
    procedureNames.map((name) => [
      name,
      async (input: unknown) => {
        called.push({ handler: name, input })
        return answers[name] === undefined ? ok(null) : answers[name](input)
      },
    ]),
  ) as unknown as Handlers
  const note = (...words: unknown[]): void => {
    log.push(JSON.stringify(words.map((word) => (word instanceof Error ? word.message : word))))
  }
  const logger: Logger = { info: note, warn: note, error: note }
  const call = (name: unknown, input: unknown, trusted = true) =>
    answerCall({ trusted, name, input }, { handlers: () => handlers, logger })
  return { call, called, log }
}

describe('a call from the window', () => {
  it('reaches its procedure with what the schema has read, and comes back with the value', async () => {
    const { call, called } = desk({ 'codes.reveal': async () => ok({ pins: [] }) })
    expect(await call('codes.reveal', { reservationId: 'r1' })).toEqual({ ok: true, value: { pins: [] } })
    expect(called).toEqual([{ handler: 'codes.reveal', input: { reservationId: 'r1' } }])
  })

  it('comes back with the code and the sentence of a refusal, and nothing else of it', async () => {
    const refusal = { code: 'unit-still-occupied', message: 'Until 11:00.', inner: 'secret' }
    const { call } = desk({ 'checkIn.arrive': async () => fail(refusal) })
    const input = { reservationId: 'r1', stayIds: ['s1'], fromTime: null, despiteFormerCode: false }
    expect(await call('checkIn.arrive', input)).toEqual({
      ok: false,
      error: { code: 'unit-still-occupied', message: 'Until 11:00.' },
    })
  })

  it('is refused by its sender before anything else is looked at', async () => {
    const { call, called } = desk()
    for (const name of ['app.state', 'no.such', 7]) {
      expect(await call(name, {}, false)).toMatchObject({ ok: false, error: { code: 'foreign-sender' } })
    }
    expect(called).toEqual([])
  })

  it.each(['no.such', '', 'constructor', '__proto__', 'toString', 7, null, undefined, ['app.state'], {}])(
    'is refused when nobody knows its name: %j',
    async (name) => {
      const { call, called } = desk()
      expect(await call(name, {})).toMatchObject({ ok: false, error: { code: 'unknown-procedure' } })
      expect(called).toEqual([])
    },
  )

  it.each([
    ['app.state', { extra: 1 }, 'what was sent'],
    ['app.state', undefined, 'what was sent'],
    ['codes.reveal', { reservationId: 7 }, 'reservationId'],
    [
      'reservation.setTimes',
      { reservationId: 'r', stayIds: ['s'], arrivalTime: '25:00', departureTime: null },
      'arrivalTime',
    ],
    [
      'reservation.add',
      { reference: 'x', channel: 'c', guest: null, stays: [{ unit: '1', arrivalDate: 'today', departureDate: 'x' }] },
      'stays.0.arrivalDate',
    ],
  ])('is refused when %s is sent %j', async (name, input, where) => {
    const { call, called } = desk()
    const answer = await call(name, input)
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(answer.ok ? '' : answer.error.message).toContain(`The desk cannot read ${where}:`)
    expect(called).toEqual([])
  })

  it('is answered in plain words when the desk has a bug', async () => {
    const { call, log } = desk({
      'today.view': async () => {
        throw new Error('no such table: stays')
      },
    })
    const answer = await call('today.view', {})
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(answer.ok ? '' : answer.error.message).not.toContain('table')
    expect(log.join()).toContain('no such table')
  })

  it('is answered when a handler forgets to answer', async () => {
    const { call } = desk({ 'today.view': async () => undefined })
    expect(await call('today.view', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('is answered when the desk cannot be opened at all', async () => {
    const logger: Logger = { info() {}, warn() {}, error() {} }
    const handlers = async (): Promise<Handlers> => {
      throw new Error('disk')
    }
    const answer = await answerCall({ trusted: true, name: 'app.state', input: {} }, { handlers, logger })
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('is logged by name, never by content', async () => {
    const { call, log } = desk()
    await call('reservation.describe', { reservationId: 'r1', note: 'PIN 507284', guest: '+12025550117' })
    expect(log.join()).toContain('reservation.describe')
    expect(log.join()).not.toMatch(/507284|2025550117/)
  })
})

it('lets the page ask for the procedures of the contract and for nothing else', () => {
  expect([...procedureNames].sort()).toEqual(Object.keys(procedures).sort())
})
