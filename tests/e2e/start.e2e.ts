import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { told } from '../shell/ask-desk.ts'
import { runApp } from '../shell/run-app.ts'
import { launchWindow } from '../support/window.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the start of the app', () => {
  it('tests itself: one JSON line, then it ends', async () => {
    const run = await runApp(['--self-test'])
    expect(JSON.parse(run.stdout)).toMatchObject({ selfTest: 'ok' })
    expect(run.status).toBe(0)
  })

  it('measures when a person can use it', async () => {
    const run = await runApp(['--measure-start', '--data', join(folder, 'measured')])
    const { usableAtMs } = JSON.parse(run.stdout) as { usableAtMs: number }
    expect(usableAtMs).toBeGreaterThan(50)
    expect(usableAtMs).toBeLessThan(30_000)
    expect(run.status).toBe(0)
  })

  it.each([['--data'], ['--now', 'yesterday']])('refuses %s %s in one line', async (...args) => {
    const run = await runApp(args)
    expect(run.stderr).toMatch(/^--(data|now) needs an? .*e\.g\./m)
    expect(run.status).toBe(2)
  })

  it('starts the clock where it is told', async () => {
    const window = await launchWindow({ dataDir: join(folder, 'clock'), args: ['--now', '2031-05-06T10:00:00Z'] })
    try {
      await told(window.page, 'app.startDemo', {})
      expect((await told(window.page, 'today.view', {})).date).toBe('2031-05-06')
    } finally {
      await window.close()
    }
  })

  it('opens where it was closed, and keeps what was entered', async () => {
    const dataDir = join(folder, 'kept')
    const first = await launchWindow({ dataDir })
    await told(first.page, 'app.startDemo', {})
    const bounds = { x: 12, y: 34, width: 1100, height: 700 }
    await first.app.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]!.setBounds(place), bounds)
    await first.close()

    const second = await launchWindow({ dataDir })
    try {
      const place = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())
      expect(place).toMatchObject({ width: 1100, height: 700 })
      expect((await told(second.page, 'app.state', {})).stage).toBe('ready')
    } finally {
      await second.close()
    }
  })
})
