/**
 * The fake Twilio of the tests: the training Twilio (electron/adapters/training-twilio says what it enforces and what it
 * does not) in a process of its own, with every request judged by Twilio's OpenAPI files. What breaks the contract is
 * answered 400 and kept: end a test with `expect(await twilio.violations()).toEqual([])`.
 *
 * Starting the process is slow beside everything else here: a file with many tests starts one, and takes a fresh account
 * of it for each test by `another`.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { TrainingTwilio, WorldOptions } from '../../electron/adapters/training-twilio/index.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { testDataDir } from './test-data.ts'

export type FakeTwilio = TrainingTwilio & {
  /** False where the contract's files are absent: requests are then carried out unjudged. */
  readonly judged: boolean
  /** One more account, at an address of its own, in the same process; it ends with this one or before. */
  readonly another: (options?: WorldOptions) => Promise<FakeTwilio>
}
type Facts = Pick<TrainingTwilio, 'url' | 'accountSid' | 'authToken' | 'numbers' | 'serviceSid'>
type Verb = Exclude<keyof TrainingTwilio, keyof Facts> | 'start'
export type FakeTwilioOrder = {
  readonly id: number
  /** Which account of the process. */
  readonly place: number
  readonly verb: Verb
  readonly input: readonly unknown[]
}
export type FakeTwilioAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }

type Channel = {
  readonly ask: <Answer>(place: number, verb: Verb, ...input: readonly unknown[]) => Promise<Answer>
  readonly end: () => Promise<void>
}
const entry = join(projectRoot, 'tests', 'support', 'fake-twilio-process.ts')

/** Starts a process with one account, and waits until that listens. `stop` ends the process. */
export async function startFakeTwilio(options: WorldOptions = {}): Promise<FakeTwilio> {
  const dataDir = testDataDir()
  const channel = openChannel(dataDir)
  return openAccount(channel.ask, dataDir !== null, options, channel.end)
}

/** `end` stops more than the account itself, where more belongs to it. */
async function openAccount(
  ask: Channel['ask'],
  judged: boolean,
  options: WorldOptions,
  end: (() => Promise<void>) | null,
): Promise<FakeTwilio> {
  const { place, ...facts } = await ask<Facts & { readonly place: number }>(0, 'start', options)
  return {
    ...facts,
    judged,
    another: (more = {}) => openAccount(ask, judged, more, null),
    guestTexts: (text) => ask(place, 'guestTexts', text),
    memberTexts: (text) => ask(place, 'memberTexts', text),
    receipt: (news) => ask(place, 'receipt', news),
    webhooks: (mode) => ask(place, 'webhooks', mode),
    webhooksIdle: () => ask(place, 'webhooksIdle'),
    route: (publicBase, loopbackBase) => ask(place, 'route', publicBase, loopbackBase),
    fault: (fault) => ask(place, 'fault', fault),
    clearFaults: () => ask(place, 'clearFaults'),
    rotateToken: (token) => ask(place, 'rotateToken', token),
    setNow: (iso) => ask(place, 'setNow', iso),
    failGroups: (count) => ask(place, 'failGroups', count),
    setConversationState: (sid, state) => ask(place, 'setConversationState', sid, state),
    state: () => ask(place, 'state'),
    requests: () => ask(place, 'requests'),
    violations: () => ask(place, 'violations'),
    stop: () => (end === null ? ask(place, 'stop') : end()),
  }
}

function openChannel(dataDir: string | null): Channel {
  const child = fork(entry, dataDir === null ? [] : [dataDir], { execArgv: [] })
  const waiting = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>()
  let orders = 0
  child.on('message', (answer: FakeTwilioAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) asked?.done(answer.value)
    else asked?.failed(new Error(answer.message))
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => {
    for (const { failed } of waiting.values()) failed(new Error('the fake Twilio has ended'))
  })
  return {
    ask: <Answer>(place: number, verb: Verb, ...input: readonly unknown[]) =>
      new Promise<Answer>((done, failed) => {
        const id = orders++
        waiting.set(id, { done: (value) => done(value as Answer), failed })
        child.send({ id, place, verb, input } satisfies FakeTwilioOrder)
      }),
    async end() {
      child.kill()
      await ended
    },
  }
}
