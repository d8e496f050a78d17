import { join } from 'node:path'
import pino from 'pino'
import type { Logger } from '../../ports/logger.ts'
import { RotatingFile } from './rotating-file.ts'

export type FileLoggerOptions = {
  /** The data folder; lines go to `logs/<name>.log` in it. */
  readonly dataDir: string
  /** One name a kind of process, e.g. `desk`. */
  readonly name: string
  readonly maxBytes?: number
  readonly keep?: number
}

const tenMegabytes = 10 * 1024 * 1024

/** JSON lines in the data folder, at most five files of 10 MB. Events and ids only (see the port). */
export function fileLogger(options: FileLoggerOptions): Logger & { readonly close: () => void } {
  const file = new RotatingFile({
    path: join(options.dataDir, 'logs', `${options.name}.log`),
    maxBytes: options.maxBytes ?? tenMegabytes,
    keep: options.keep ?? 5,
  })
  const log = pino(
    // Neither host name nor process title: a log is sent to others when something fails.
    { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' },
    { write: (line: string) => file.write(line) },
  )
  return {
    info: (event, fields) => log.info(fields ?? {}, event),
    warn: (event, fields) => log.warn(fields ?? {}, event),
    error: (event, error, fields) => log.error({ ...fields, stack: stackOf(error) }, event),
    close: () => file.close(),
  }
}

/**
 * Type and stack only. An error of a library carries whatever was sent (axios keeps the request with its key and
 * body), so nothing else of it is written.
 */
function stackOf(error: unknown): string {
  if (error instanceof Error) return error.stack ?? error.name
  return `a thrown ${typeof error}`
}

/** For tests and commands that keep no log. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} }
