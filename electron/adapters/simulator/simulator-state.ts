/** The training locks' file: one JSON document, read and written whole under a lock file. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { openSecrets, type Seal, sealSecrets } from './simulator-seal.ts'
import { type SimulatorState, simulatorFile } from './simulator-shapes.ts'

/** Reads the state; an absent file, a spoilt one or one sealed by another key is empty, for nothing real hangs on it. */
export function readState(path: string, seal: Seal | null = null): SimulatorState {
  try {
    return openSecrets(simulatorFile.parse(JSON.parse(readFileSync(path, 'utf8'))), seal)
  } catch {
    return simulatorFile.parse({})
  }
}

/**
 * Reads, changes and writes the state in one go. The desk and a command may do so at once: each holds the lock file
 * for the few milliseconds it needs, and a lock left behind by a killed process is taken over after two seconds.
 */
export function changeState<Answer>(
  path: string,
  seal: Seal | null,
  change: (state: SimulatorState) => Answer,
): Answer {
  mkdirSync(dirname(path), { recursive: true })
  const lock = `${path}.lock`
  takeLock(lock)
  try {
    const state = readState(path, seal)
    const before = JSON.stringify(state)
    const answer = change(state)
    if (JSON.stringify(state) !== before) writeWhole(path, JSON.stringify(sealSecrets(state, seal), null, 2))
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
