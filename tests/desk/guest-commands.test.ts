/** The guest pages as a person types them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { guestCommands } from '../../electron/desk/guest-commands.ts'
import { commandsOn } from '../support/commands.ts'
import { type GuestDesk, guestDesks, photoOf, publicBase } from '../support/guest-desk.ts'
import { A, room } from '../support/houses.ts'
import { book } from '../support/test-desk.ts'

const open = guestDesks()
let house: GuestDesk
let folder: string
beforeEach(async () => {
  house = await open()
  folder = mkdtempSync(join(tmpdir(), 'latchkey-guest-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const { run, done, refused } = commandsOn(() => house, guestCommands)
const named = () => book(house.desk, A, [room(1)], { name: 'Ann Smith', phone: '+12025550117' })
const nameless = () => book(house.desk, A, [room(1)])

describe('guest-link', () => {
  it('prints an address that opens the page once, and closes all of them', async () => {
    named()
    const { address } = await done('guest-link', A)
    const page = await house.phone.send(address.slice(publicBase.length), { do: 'continue' })
    expect(page.status).toBe(200)
    expect(await done('guest-link', A, '--close')).toEqual({ closed: 1 })
    expect((await house.phone.open(page.path)).status).toBe(404)
  })

  it('refuses what it cannot do, and writes nothing', async () => {
    named()
    expect(await refused('guest-link', '9999999999')).toBe('reservation-unknown')
    expect(await refused('guest-link', A, '--send')).toBe('texting-off')
    await expect(run('guest-link', A, '--send', '--close')).rejects.toThrow('do not go together')
    await expect(run('guest-link')).rejects.toThrow('REF is missing')
  })
})

describe('guest-page and approve-guest', () => {
  it('tell who waits without what they wrote, and let them in', async () => {
    nameless()
    expect(await refused('approve-guest', A)).toBe('not-waiting')
    await house.checkInByDates({ 'comes-at': '21:30' })
    const waiting = await done('guest-page', A)
    expect(waiting).toMatchObject({ reference: A, state: 'waiting', checkIn: null, waiting: [{ comesAt: '21:30' }] })
    expect(JSON.stringify(waiting)).not.toMatch(/Smith|2025550117/)
    expect(await done('approve-guest', A)).toMatchObject({
      state: 'checked-in',
      waiting: [],
      checkIn: { comesAt: '21:30' },
    })
  })

  it('turn away with --refuse', async () => {
    nameless()
    const { path } = await house.checkInByDates()
    expect(await done('approve-guest', A, '--refuse')).toMatchObject({ openLinks: 0, waiting: [], checkIn: null })
    expect((await house.phone.open(path)).status).toBe(404)
  })

  it('name no phone before another where two wait', async () => {
    nameless()
    await house.checkInByDates()
    await house.checkInByDates({ name: 'Somebody Else' })
    expect(await refused('approve-guest', A)).toBe('not-waiting')
    expect((await done('guest-page', A)).waiting).toHaveLength(2)
  })

  it('write the page as the guest sees it into a file that is ours alone, and note that the ID was seen', async () => {
    named()
    const file = join(folder, 'page.html')
    expect(await done('guest-page', A, '--preview', file, '--id-seen')).toMatchObject({
      idSeenAt: '2026-06-10T13:30:00.000Z',
    })
    expect(readFileSync(file, 'utf8')).toContain('Test House')
    expect(statSync(file).mode & 0o077).toBe(0)
  })
})

describe('guest-photo', () => {
  it('saves, marks and deletes what a guest sent', async () => {
    named()
    await house.checkInByName({ photo: [photoOf(1), photoOf(2)] })
    const { photos } = await done('guest-photo', A)
    expect(photos).toMatchObject([{ reviewedAt: null }, { reviewedAt: null }])
    const { saved } = await done('guest-photo', A, '--photo', photos[0].id, '--save', folder, '--reviewed')
    expect(saved).toEqual([join(folder, `${photos[0].id}.png`)])
    const sent = await Promise.all(
      [1, 2].map(async (one) => Buffer.from(await photoOf(one).arrayBuffer()).toString('hex')),
    )
    expect(sent).toContain(readFileSync(saved[0], 'hex'))
    expect(statSync(saved[0]).mode & 0o077).toBe(0)
    const after = await done('guest-photo', A, '--photo', photos[0].id, '--delete')
    expect(after.photos).toMatchObject([{ id: photos[1].id, reviewedBy: 'Dana' }])
    expect(await refused('guest-photo', A, '--photo', photos[0].id, '--save', folder)).toBe('photo-gone')
    expect(readdirSync(folder)).toHaveLength(1)
  })
})

describe('guest-settings', () => {
  it('prints how the pages stand, and changes what is named', async () => {
    expect(await done('guest-settings')).toMatchObject({ on: true, unlock: true, pinsAheadHours: 0 })
    const words = ['--off', '--unlock', 'off', '--pins-ahead', '12', '--desk-phone', '+1 202 555 0150']
    expect(await done('guest-settings', ...words)).toMatchObject({
      on: false,
      unlock: false,
      pinsAheadHours: 12,
      deskPhone: '+1 202 555 0150',
    })
    expect(await done('guest-settings', '--on', '--desk-phone', '')).toMatchObject({ on: true, deskPhone: null })
  })

  it('refuses what cannot be read, and writes nothing', async () => {
    expect(await refused('guest-settings', '--photo-days', '400')).toBe('bad-input')
    expect(await refused('guest-settings', '--desk-phone', 'ask Dana')).toBe('phone-invalid')
    await expect(run('guest-settings', '--unlock', 'maybe')).rejects.toThrow('--unlock offers on, off')
    await expect(run('guest-settings', '--pins-ahead', 'soon')).rejects.toThrow('whole number')
    await expect(run('guest-settings', '--wifi-password-env', 'NO_SUCH')).rejects.toThrow('there is nothing in NO_SUCH')
  })
})
