/** What the training locks' file holds. Every field that came later has a default, so that an old file still opens. */
import { z } from 'zod'
import type { LockFault } from '../../domain/lock.ts'

const faults = [
  'offline',
  'busy',
  'duplicate',
  'full',
  'bad-pin',
  'auth',
  'quota',
  'clock',
  'not-found',
  'unsupported',
  'transient',
] as const satisfies readonly LockFault[]

/** Digits and the time in which they open, in milliseconds UTC; an `endsAt` of 0 is for ever. */
const digits = z.object({ pin: z.string(), startsAt: z.number(), endsAt: z.number() })
export type HeldDigits = z.infer<typeof digits>

const code = digits.extend({
  ref: z.string(),
  label: z.string(),
  /** What is under way; null once the lock holds the code. */
  pending: z.enum(['set', 'remove']).nullable(),
  /** Milliseconds UTC at which the lock has done it. */
  dueAt: z.number(),
  /** What the lock itself opens for while a change is under way; absent in files of earlier versions. */
  onLock: digits.nullable().optional(),
})
export type SimulatedCode = z.infer<typeof code>

const event = z.object({
  deviceId: z.string(),
  ref: z.string().nullable(),
  kind: z.enum(['code', 'opened', 'device']),
  at: z.number(),
})
export type SimulatedEvent = z.infer<typeof event>

/** A code that the lock made out of the time; it dies unless used within a day of its start. */
const offlineCode = digits.extend({ ref: z.string(), used: z.boolean() })

const device = z.object({
  online: z.boolean().default(true),
  /** True takes the device off the door: every call about it answers `not-found`. */
  missing: z.boolean().default(false),
  /** How long the lock takes to do what it acknowledged, in milliseconds. */
  latencyMs: z.number().nonnegative().nullable().default(null),
  /** The next write fails so; `answer-lost` does it and answers `unknown`. Used up by that call. */
  failNext: z
    .enum([...faults, 'answer-lost'])
    .nullable()
    .default(null),
  batteryPercent: z.number().min(0).max(100).nullable().default(100),
  signal: z.enum(['good', 'fair', 'weak', 'none']).nullable().default('good'),
  /** The name of the gateway it hangs on; null for a lock with its own line. */
  gateway: z.string().min(1).nullable().default(null),
  acknowledge: z.enum(['with-answer', 'later']).default('later'),
  canUnlock: z.boolean().default(true),
  /** Whether the lock can make codes by itself. */
  offlineCodes: z.boolean().default(false),
  /** Most codes the lock keeps. */
  capacity: z.number().int().nonnegative().default(100),
  codes: z.array(code).default([]),
  madeOffline: z.array(offlineCode).default([]),
  /** What happened while nobody could be told. */
  untold: z.array(event).default([]),
})
export type SimulatedDevice = z.infer<typeof device>

export const simulatorFile = z.object({
  devices: z.record(z.string(), device).default({}),
  /** Gateways by name; one that is not here is online. */
  gateways: z.record(z.string(), z.object({ online: z.boolean() })).default({}),
  /** How many events there ever were; the last ones are kept. */
  eventCount: z.number().int().nonnegative().default(0),
  events: z.array(event).default([]),
  /** The secret of which offline codes are made, in hex; drawn when the first is asked for. */
  offlineKey: z.string().nullable().default(null),
})
export type SimulatorState = z.infer<typeof simulatorFile>

export const newDevice = (): SimulatedDevice => device.parse({})

/** What a lock remembers while it is not reached, and what the file keeps of all of them. */
export const keptEvents = 200

export function tell(state: SimulatorState, events: readonly SimulatedEvent[]): void {
  state.events = [...state.events, ...events].slice(-keptEvents)
  state.eventCount += events.length
}
