/** Pictures of texts: fetched at once, kept sealed, shown when they are here. */
import { expect, it } from 'vitest'
import { mediaOfMessages } from '../../db/queries/messages.ts'
import { minutes } from '../../electron/domain/time.ts'
import { readMediaBytes, tryMediaAgain } from '../../electron/services/catch-up/index.ts'
import { silentHouses } from '../support/silent-houses.ts'
import { filesHolding } from '../support/store.ts'
import { codeOf, dana, must } from '../support/test-desk.ts'

const picture = Buffer.from('the bytes of a passport photo of nobody')
const open = silentHouses()
/** A house whose guest sent a picture, fetched but for its bytes. */
async function photo(body = '', bytes = picture) {
  const house = await open()
  await house.twilio.guestTexts({
    ...{ from: '+12025550101', to: '+12025550150', body, at: '2026-06-10T10:00:00Z' },
    media: [{ contentType: 'image/jpeg', base64: bytes.toString('base64') }],
  })
  const catchUp = house.catchUp()
  await catchUp.run()
  const shown = () => {
    const [message] = house.stored()
    const [media] = mediaOfMessages(house.db, [message!.id])
    return { message: message!, media: media! }
  }
  return { ...house, catchUp, shown }
}

it('case 54: a text that is a photo alone is a row with a picture, which outlives its deletion at Twilio', async () => {
  const { desk, twilio, catchUp, shown } = await photo()
  expect(shown().message).toMatchObject({ body: '', direction: 'inbound' })
  expect(shown().media).toMatchObject({ contentType: 'image/jpeg', state: 'pending' })
  expect(codeOf(readMediaBytes(desk, shown().media.id))).toBe('media-missing')
  expect(await catchUp.fetchMedia()).toBe(1)
  await twilio.fault({ method: 'GET', path: 'Media|direct', status: 404, times: 100 })
  expect(shown().media).toMatchObject({ state: 'stored', size: picture.length, fault: null })
  expect(must(readMediaBytes(desk, shown().media.id)).bytes.equals(picture)).toBe(true)
  expect(await catchUp.fetchMedia()).toBe(0)
})

it('lies sealed on the disk: its bytes are in no file of the folder', async () => {
  const { catchUp, shown, folder } = await photo()
  await catchUp.fetchMedia()
  expect(shown().media.state).toBe('stored')
  expect(filesHolding(folder, picture.toString())).toEqual([])
})

it('case 55: where the download fails the text is shown, the picture waits, is tried again, and then shown', async () => {
  const { twilio, catchUp, shown, advance } = await photo('Look at this')
  await twilio.fault({ method: 'GET', path: 'Media', status: 500, times: 2 })
  await catchUp.fetchMedia()
  expect(shown().message.body).toBe('Look at this')
  expect(shown().media).toMatchObject({ state: 'pending', attempts: 1 })
  expect(shown().media.fault).toContain('tried again by itself')
  expect(await catchUp.fetchMedia()).toBe(0)
  advance(minutes(1))
  await catchUp.fetchMedia()
  advance(minutes(1))
  await catchUp.fetchMedia()
  expect(shown().media).toMatchObject({ state: 'stored', fault: null })
})

it('after ten tries it is left to a person, who may have it tried again', async () => {
  const { desk, twilio, catchUp, shown, advance } = await photo()
  await twilio.fault({ method: 'GET', path: 'Media', status: 500, times: 10 })
  for (let count = 0; count < 9; count++) {
    await catchUp.fetchMedia()
    advance(minutes(40))
  }
  expect(shown().media.state).toBe('pending')
  await catchUp.fetchMedia()
  expect(shown().media).toMatchObject({ state: 'failed', attempts: 10 })
  advance(minutes(600))
  expect(await catchUp.fetchMedia()).toBe(0)
  must(tryMediaAgain(desk, dana, shown().media.id))
  expect(await catchUp.fetchMedia()).toBe(1)
  expect(shown().media.state).toBe('stored')
})

it('one that Twilio does not have any more is not asked for again, and says so', async () => {
  const { twilio, catchUp, shown } = await photo()
  await twilio.fault({ method: 'GET', path: 'Media', status: 404, times: 100 })
  await catchUp.fetchMedia()
  expect(shown().media.state).toBe('failed')
  expect(shown().media.fault).toContain('does not have this file any more')
})

it('one above ten megabytes is not kept, and says so', async () => {
  const { desk, catchUp, shown } = await photo('', Buffer.alloc(10 * 1024 * 1024 + 1, 7))
  await catchUp.fetchMedia()
  expect(shown().media).toMatchObject({ state: 'failed', attempts: 1 })
  expect(shown().media.fault).toContain('larger than 10 MB')
  expect(codeOf(readMediaBytes(desk, shown().media.id))).toBe('media-missing')
})
