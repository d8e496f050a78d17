/** The training locks' file: one JSON document, read and written whole under a lock file. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
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

const code = z.object({
  ref: z.string(),
  label: z.string(),
  pin: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
  /** What is under way; null once the lock holds the code. */
  pending: z.enum(['set', 'remove']).nullable(),
  /** Milliseconds UTC at which the lock has done it. */
  dueAt: z.number(),
})
export type SimulatedCode = z.infer<typeof code>

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
  acknowledge: z.enum(['with-answer', 'later']).default('later'),
  /** Most codes the lock keeps. */
  capacity: z.number().int().nonnegative().default(100),
  codes: z.array(code).default([]),
})
export type SimulatedDevice = z.infer<typeof device>

const file = z.object({ devices: z.record(z.string(), device).default({}) })
export type SimulatorState = z.infer<typeof file>

export const newDevice = (): SimulatedDevice => device.parse({})

/** Reads the state; an absent or spoilt file is an empty one, for nothing real hangs on it. */
export function readState(path: string): SimulatorState {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { devices: {} }
  }
}

/**
 * Reads, changes and writes the state in one go. The desk and a command may do so at once: each holds the lock file
 * for the few milliseconds it needs, and a lock left behind by a killed process is taken over after two seconds.
 */
export function changeState<Answer>(path: string, change: (state: SimulatorState) => Answer): Answer {
  mkdirSync(dirname(path), { recursive: true })
  const lock = `${path}.lock`
  takeLock(lock)
  try {
    const state = readState(path)
    const before = JSON.stringify(state)
    const answer = change(state)
    if (JSON.stringify(state) !== before) writeWhole(path, JSON.stringify(state, null, 2))
    return answer
  } finally {
    rmSync(lock, { force: true })
  }
}

const lockTries = 400
const lockWaitMs = 5

function takeLock(lock: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      closeSync(openSync(lock, 'wx', 0o600))
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (attempt === lockTries) rmSync(lock, { force: true })
      if (attempt > lockTries + 10) throw new Error('the file of the training locks stays locked')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lockWaitMs)
    }
  }
}

/** A reader sees the old document or the new one, never half of one. */
function writeWhole(path: string, text: string): void {
  const next = `${path}.new`
  const descriptor = openSync(next, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(next, path)
}
