import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allowReferencesToPrimitives, writeAddonForNodeApi9 } from '../../scripts/electron-runtime/fallback-patches.ts'
import { projectRoot } from '../../scripts/project-root.ts'

const stock = join(projectRoot, 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node')

describe('the patches of the fallback runtime', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-patches-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('change one byte of the installed addon, and only in a copy', () => {
    const before = readFileSync(stock)
    const copy = join(folder, 'patched.node')
    writeAddonForNodeApi9(stock, copy)
    const patched = readFileSync(copy)
    const changed = [...patched.entries()].filter(([at, byte]) => byte !== before[at])
    expect(changed.map(([at, byte]) => [before[at], byte])).toEqual([[10, 9]])
    expect(readFileSync(stock).equals(before)).toBe(true)
  })

  it('stop at an addon that looks otherwise', () => {
    const other = join(folder, 'other.node')
    writeFileSync(other, 'another build')
    expect(() => writeAddonForNodeApi9(other, join(folder, 'patched.node'))).toThrow('has changed')
  })

  it('stop at a runtime that is another one, and leave it as it was', () => {
    const other = join(folder, 'electron')
    writeFileSync(other, 'another runtime')
    expect(() => allowReferencesToPrimitives(other)).toThrow('not the expected binary')
    expect(readFileSync(other, 'utf8')).toBe('another runtime')
  })
})
