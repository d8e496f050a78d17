/** Two desks at once on one folder: as two store connections, and as two real processes of the command line. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { arrive, cancel, depart } from '../../electron/services/check-in/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { book, codeOf, dana, dumpTables, houseFile, must, openTestDesk, staysOf, yusuf } from '../support/test-desk.ts'

const ref = '1000000001'
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

type Answer = { readonly status: number | null; readonly json: Record<string, unknown> }
function desk(folder: string, ...words: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['scripts/run.mjs', 'electron/desk.ts', ...words, '--data', folder, '--json', '--now', '2026-06-10T13:30:00Z'],
      { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let out = ''
    let errors = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (errors += chunk))
    child.on('error', reject)
    child.on('close', (status) => {
      try {
        resolve({ status, json: JSON.parse(out) as Record<string, unknown> })
      } catch {
        reject(new Error(`desk ${words.join(' ')} ended with ${status}: ${out} ${errors}`))
      }
    })
  })
}

async function openFolder(): Promise<string> {
  const base = mkdtempSync(join(tmpdir(), 'latchkey-two-desks-'))
  ends.push(() => rmSync(base, { recursive: true, force: true }))
  const file = join(base, 'house.json')
  writeFileSync(file, JSON.stringify(houseFile({})))
  const folder = join(base, 'data')
  expect((await desk(folder, 'setup', '--from', file)).status).toBe(0)
  return folder
}
const twoRooms = ['--stay', 'R1:2026-06-10:2026-06-12', '--stay', 'R2:2026-06-10:2026-06-12']

describe('two desks, two processes, one folder', () => {
  it('check in the same reference at once: both succeed, the second joined the first', async () => {
    const folder = await openFolder()
    await desk(folder, 'add-reservation', '--ref', ref, '--channel', 'booking.com', ...twoRooms)
    const answers = await Promise.all([
      desk(folder, 'check-in', ref, '--as', 'Dana'),
      desk(folder, 'check-in', ref, '--as', 'Yusuf'),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([0, 0])
    expect(answers[0]!.json).toEqual(answers[1]!.json)
    const { json } = await desk(folder, 'show', 'reservation', ref)
    const stays = json.stays as { unit: string; status: string; guestId: string }[]
    expect(stays.map((stay) => `${stay.unit} ${stay.status}`)).toEqual(['R1 in-house', 'R2 in-house'])
    expect(new Set(stays.map((stay) => stay.guestId)).size).toBe(1)
    expect((json.codes as { door: string }[]).map((code) => code.door).sort()).toEqual(['d1', 'd2', 'front'])
    const codes = (await desk(folder, 'show', 'codes', '--ref', ref, '--reveal')).json as unknown as { pin: string }[]
    expect(new Set(codes.map((code) => code.pin)).size).toBe(1)
  }, 60_000)

  it('check in one room each of the same reference at once: one guest, one set of digits', async () => {
    const folder = await openFolder()
    await desk(folder, 'add-reservation', '--ref', ref, '--channel', 'booking.com', ...twoRooms)
    const answers = await Promise.all(['R1', 'R2'].map((unit) => desk(folder, 'check-in', ref, '--unit', unit)))
    expect(answers.map((answer) => answer.status)).toEqual([0, 0])
    const { json } = await desk(folder, 'show', 'reservation', ref)
    const stays = json.stays as { status: string; guestId: string }[]
    expect(stays.map((stay) => stay.status)).toEqual(['in-house', 'in-house'])
    expect(new Set(stays.map((stay) => stay.guestId)).size).toBe(1)
    expect(json.codes).toHaveLength(3)
  }, 60_000)

  it('sell the same room at once: one has it, the other is told', async () => {
    const folder = await openFolder()
    const sell = (reference: string) =>
      desk(folder, 'add-reservation', '--ref', reference, '--channel', 'direct', '--stay', 'R1:2026-06-10:2026-06-12')
    const answers = await Promise.all([sell('AA1111'), sell('BB2222')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([0, 1])
    const refused = answers.find((answer) => answer.status === 1)!
    expect(refused.json.error).toMatchObject({ code: 'unit-already-occupied' })
    expect((await desk(folder, 'show', 'stays', '--unit', 'R1')).json).toHaveLength(1)
  }, 60_000)
})

describe('two store connections', () => {
  it('see each other at once: checked in here, checked out there, and joined again', () => {
    const house = openTestDesk()
    ends.push(house.close)
    const other = house.secondDesk()
    book(house.desk, ref, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-10', '2026-06-12'],
    ])
    must(arrive(house.desk, dana, { ref }))
    const after = dumpTables(house.desk)
    expect(must(arrive(other, yusuf, { ref })).actionId).toBeNull()
    expect(dumpTables(other)).toEqual(after)
    expect(codeOf(cancel(other, yusuf, { ref }))).toBe('stay-in-house')
    must(depart(other, yusuf, { ref, units: ['R1'] }))
    expect(staysOf(house.desk, ref)).toEqual(['R1 departed', 'R2 in-house'])
    expect(must(depart(house.desk, dana, { ref, units: ['R1'] })).actionId).toBeNull()
  })

  it('add rooms to one reference from two desks: one reservation with both', () => {
    const house = openTestDesk()
    ends.push(house.close)
    const other = house.secondDesk()
    const add = (where: typeof other, unit: string) =>
      must(
        addReservation(where, yusuf, {
          reference: ref,
          channel: 'Booking.com ',
          stays: [{ unit, arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
          guest: { name: 'Ann Example' },
        }),
      ).reservationId
    expect(add(other, 'R2')).toBe(add(house.desk, 'R1'))
    expect(house.desk.store.sqlite.prepare('select count(*) from guests').pluck().get()).toBe(1)
  })
})
