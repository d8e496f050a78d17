import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { expect, it } from 'vitest'
import { waitingGuestCheckIns } from '../../db/queries/guest-pages.ts'
import { guestPhotosOf } from '../../db/queries/guest-photos.ts'
import { databaseFile } from '../../db/store.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { approveGuestCheckIn, showPhoto, tidyGuestPages } from '../../electron/services/guest-pages/index.ts'
import {
  audited,
  checkIn,
  guestHouses,
  pageOf,
  reservationIds,
  roomOf,
  rowsIn,
  type Served,
  setPages,
} from '../support/guest-house.ts'
import { A, numbered, room } from '../support/houses.ts'
import { book, codeOf, dana, must } from '../support/test-desk.ts'

const { open } = guestHouses()
const { prove: proves } = numbered('case')
const keller = { name: 'Marta Keller', phone: '+447700900111' }
const megabyte = 1024 * 1024

/** A JPEG's beginning and whatever follows; `mark` makes it another photo. */
const jpeg = (mark: string, bytes = 2_000): Blob =>
  new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), `Exif ${mark} 51.5007N 0.1246W`, Buffer.alloc(bytes)], {
    type: 'image/jpeg',
  })
const pdf = new Blob(['%PDF-1.7 renamed'], { type: 'image/jpeg' })
const photosOf = (house: Served) => guestPhotosOf(house.desk.store.read, reservationIds(house, A))

async function asking(guest: Parameters<typeof book>[3] = keller) {
  const house = await open()
  setPages(house, { asksPhoto: true })
  book(house.desk, A, [room(1)], guest)
  const phone = house.guests.phone()
  const form = await phone.enter(
    A,
    guest?.name == null ? { arrival: '2026-06-10', departure: '2026-06-12' } : { who: 'Keller' },
  )
  return { house, phone, form }
}

proves(
  28,
  'a photo of 6 MB, a PDF named .jpg and a fourth file are refused one by one, and the check-in goes on',
  async () => {
    const { house, phone, form } = await asking()
    const shown = await checkIn(phone, form, { photo: [jpeg('large', 6 * megabyte), pdf] })
    expect(roomOf(shown).photos).toEqual({ asked: true, kept: 0, faults: ['too-large', 'not-an-image'] })
    expect(audited(house, 'guest-page.checked-in')).toBe(1)
    const four = await phone.send(form.path, { do: 'photos', photo: ['a', 'b', 'c', 'd'].map((mark) => jpeg(mark)) })
    expect(roomOf(four).photos).toEqual({ asked: true, kept: 3, faults: ['too-many'] })
    expect(photosOf(house)).toHaveLength(3)
  },
)

it('the same photo sent twice is one, also where three are kept already', async () => {
  const { house, phone, form } = await asking()
  const three = ['a', 'b', 'c'].map((mark) => jpeg(mark))
  await checkIn(phone, form, { photo: three })
  const again = await phone.send(form.path, { do: 'photos', photo: three })
  expect(roomOf(again).said).toEqual({ is: 'photos-kept' })
  expect([photosOf(house).length, audited(house, 'guest-photo.kept')]).toEqual([3, 1])
})

it('are kept sealed: neither the place in the EXIF nor the picture can be read from the files of the folder', async () => {
  const { house, phone, form } = await asking()
  await checkIn(phone, form, { photo: jpeg('secret') })
  const files = [databaseFile(house.folder), `${databaseFile(house.folder)}-wal`]
  for (const file of files) expect(readFileSync(file).includes('51.5007N')).toBe(false)
  const photo = must(showPhoto(house.desk, dana, photosOf(house)[0]!.id))
  expect(photo.bytes.includes('Exif secret 51.5007N')).toBe(true)
  expect(audited(house, 'guest-photo.shown')).toBe(1)
})

it('are not taken before somebody has agreed to the terms, nor where the house asks for none', async () => {
  const { house, phone, form } = await asking()
  await phone.send(form.path, { do: 'photos', photo: jpeg('early') })
  await phone.send(form.path, { do: 'check-in', photo: jpeg('no consent') })
  expect(rowsIn(house, 'guest_photos')).toBe(0)
  await checkIn(phone, form)
  setPages(house, { asksPhoto: false })
  const shown = await phone.send(form.path, { do: 'photos', photo: jpeg('unasked') })
  expect([rowsIn(house, 'guest_photos'), roomOf(shown).photos.asked]).toEqual([0, false])
})

it('are not taken from a party that the desk checked in and that has agreed to nothing here', async () => {
  const { house, phone, form } = await asking()
  must(arrive(house.desk, dana, { ref: A }))
  const shown = await phone.send(form.path, { do: 'photos', photo: jpeg('no terms') })
  expect([rowsIn(house, 'guest_photos'), roomOf(shown).photos.asked]).toEqual([0, false])
})

it('are not taken from one who showed only the dates', async () => {
  const { house, phone, form } = await asking({})
  expect(pageOf(form, 'check-in').photos.asked).toBe(false)
  const stranger = house.guests.phone('198.51.100.9')
  const other = await stranger.enter(A, { arrival: '2026-06-10', departure: '2026-06-12' })
  const waiting = await checkIn(phone, form, { name: 'Marta Keller', photo: jpeg('stranger') })
  await phone.send(form.path, { do: 'photos', photo: jpeg('stranger') })
  expect(waiting.model?.is).toBe('waiting')
  must(approveGuestCheckIn(house.desk, dana, waitingGuestCheckIns(house.desk.store.read)[0]!.id))
  await checkIn(stranger, other, { name: 'Ben Okafor', photo: jpeg('stranger') })
  expect(rowsIn(house, 'guest_photos')).toBe(0)
})

it('are deleted when the house’s days after the stay are over, and no sooner', async () => {
  const { house, phone, form } = await asking()
  setPages(house, { photoDays: 14 })
  await checkIn(phone, form, { photo: jpeg('kept') })
  house.setNow('2026-06-26T22:00:00Z')
  tidyGuestPages(house.desk)
  expect(photosOf(house).map((photo) => photo.deletedAt)).toEqual([null])
  house.setNow('2026-06-26T23:00:00Z')
  tidyGuestPages(house.desk)
  expect(photosOf(house)[0]?.deletedAt).toBe(house.desk.clock.now())
  expect(
    house.desk.store.sqlite.prepare('select count(*) from guest_photos where sealed is not null').pluck().get(),
  ).toBe(0)
  expect(codeOf(showPhoto(house.desk, dana, photosOf(house)[0]!.id))).toBe('photo-gone')
})

/** Says how long it is and sends only the beginning; answers the status, and how much was taken off it. */
const announce = (port: number, path: string, bytes: number, sent: Buffer): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': bytes }
    const asking = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asking.once('error', reject)
    asking.write(sent)
  })

it('a large body without an open link is refused with 413 before it is read', async () => {
  const { house, form } = await asking()
  const { port } = house.guests
  const some = Buffer.from('only this much is ever sent')
  for (const path of ['/g', `/g/${'A'.repeat(43)}`, `/g/${'A'.repeat(43)}/state`, '/g/nonsense'])
    expect([path, await announce(port, path, 70_000, some)]).toEqual([path, 413])
  expect(await announce(port, form.path, 80 * megabyte, some)).toBe(413)
  setPages(house, { asksPhoto: false })
  expect(await announce(port, form.path, 70_000, some)).toBe(413)
})

it('a form with photos too large for all together is let run out, and the page says so', async () => {
  const { house, phone, form } = await asking()
  const shown = await checkIn(phone, form, { photo: ['a', 'b', 'c', 'd'].map((mark) => jpeg(mark, 9 * megabyte)) })
  expect([shown.status, pageOf(shown, 'check-in').photos]).toEqual([
    200,
    { asked: true, kept: 0, faults: ['too-large'] },
  ])
  expect(rowsIn(house, 'guest_check_ins')).toBe(0)
  expect((await checkIn(phone, form)).model?.is).toBe('room')
})

it('a photo names its type by its first bytes alone', async () => {
  const { house, phone, form } = await asking()
  const png = new Blob([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'x'])
  const webp = new Blob(['RIFF1234WEBPVP8 '])
  await checkIn(phone, form, { photo: [png, webp, new Blob(['RIFF1234WAVE']), new Blob(['<svg onload="alert(1)">'])] })
  expect(
    photosOf(house)
      .map((photo) => photo.contentType)
      .sort(),
  ).toEqual(['image/png', 'image/webp'])
})
