import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export type RotatingFileOptions = {
  readonly path: string
  /** Bytes after which the file is put aside as `<path>.1`. */
  readonly maxBytes: number
  /** How many files are kept, the current one included. */
  readonly keep: number
}

/**
 * Appends lines to a file and puts it aside when it is full. Writes are synchronous, so the last line before a
 * crash is on disk. A log that cannot be written is given up silently: the desk must work on a full disk too.
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions
  #descriptor: number | null = null
  #size = 0

  constructor(options: RotatingFileOptions) {
    this.#options = options
  }

  write(line: string): void {
    try {
      const bytes = Buffer.from(line)
      this.#open()
      if (this.#size > 0 && this.#size + bytes.length > this.#options.maxBytes) this.#rotate()
      writeSync(this.#descriptor!, bytes)
      this.#size += bytes.length
    } catch {
      this.close()
    }
  }

  close(): void {
    if (this.#descriptor === null) return
    try {
      closeSync(this.#descriptor)
    } finally {
      this.#descriptor = null
    }
  }

  #open(): void {
    if (this.#descriptor !== null) return
    mkdirSync(dirname(this.#options.path), { recursive: true, mode: 0o700 })
    this.#descriptor = openSync(this.#options.path, 'a', 0o600)
    this.#size = fstatSync(this.#descriptor).size
  }

  #rotate(): void {
    // Another process on the same folder may have put the file aside already: then only the new one is opened.
    const ours = fstatSync(this.#descriptor!).ino === statSync(this.#options.path, { throwIfNoEntry: false })?.ino
    this.close()
    const { path, keep } = this.#options
    if (ours) {
      rmSync(`${path}.${keep - 1}`, { force: true })
      for (let age = keep - 2; age >= 0; age--) {
        const from = age === 0 ? path : `${path}.${age}`
        if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${path}.${age + 1}`)
      }
    }
    this.#open()
  }
}
