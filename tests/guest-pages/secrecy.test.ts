import { expect, it } from 'vitest'
import { formatPhone, type PhoneNumber } from '../../electron/domain/phone-number.ts'
import type { Logger } from '../../electron/ports/logger.ts'
import { checkIn, doorId, everyPin, guestHouses, pageOf, roomOf, rowsIn, setPages } from '../support/guest-house.ts'
import { A, room } from '../support/houses.ts'
import { book } from '../support/test-desk.ts'

const { open } = guestHouses()
const phoneNumber = '+447700900111'
const words = 'Where may we leave the bicycles?'

it('no PIN, token, phone or word of a guest is in a log line, the trail, a header, a title or what a page polls', async () => {
  const logged: string[] = []
  const note = (...said: readonly unknown[]): void =>
    void logged.push(said.map((one) => (one instanceof Error ? (one.stack ?? '') : JSON.stringify(one))).join(' '))
  const logger: Logger = { info: note, warn: note, error: note }
  const house = await open({ logger })
  setPages(house, { deskPhone: '+442079460000', asksPhoto: true })
  book(house.desk, A, [room(1), room(2)], { name: 'Marta Keller', phone: phoneNumber })
  await house.settleFully()
  const phone = house.guests.phone()
  const shown = [await phone.enter(A, { who: 'Meier' }), await phone.enter(A, { who: phoneNumber })]
  const { path } = shown[1]!
  const token = path.slice('/g/'.length)
  shown.push(await checkIn(phone, { path }, { email: 'marta@example.org', photo: new Blob(['no photo']) }))
  const door = doorId(shown.at(-1)!, 'Room 1')
  const stay = roomOf(shown.at(-1)!).units[0]!.stayId
  shown.push(await phone.send(path, { do: 'unlock', door }), await phone.send(path, { do: 'unlock-now', door }))
  shown.push(await phone.send(path, { do: 'write', stay, text: words, key: 'one' }), await phone.open(path))
  const states = [await phone.open(`${path}/state`)]
  expect(rowsIn(house, 'messages')).toBe(1)

  const pins = everyPin(house, A)
  const secrets = [
    ...pins,
    token,
    phoneNumber,
    phoneNumber.slice(1),
    formatPhone(phoneNumber as PhoneNumber),
    words,
    'marta@example.org',
  ]
  const trail = house.desk.store.sqlite
    .prepare('select json_group_array(json_array(actor, action, details)) from audit_entries')
    .pluck()
    .get() as string
  const heads = shown.map(({ headers }) => JSON.stringify([...headers])).join('\n')
  const titles = shown.map(({ html }) => /<title>.*?<\/title>/s.exec(html)?.[0] ?? '').join('\n')
  for (const secret of secrets) {
    expect([secret, logged.join('\n').includes(secret)]).toEqual([secret, false])
    expect([secret, trail.includes(secret)]).toEqual([secret, false])
    expect([secret, heads.includes(secret)]).toEqual([secret, false])
    expect([secret, titles.includes(secret)]).toEqual([secret, false])
    expect([secret, states.some(({ html }) => html.includes(secret))]).toEqual([secret, false])
    expect([secret, path.replace(token, '').includes(secret)]).toEqual([secret, false])
  }
  expect(trail).toContain('pin.revealed')
  for (const { headers } of [...shown, ...states]) expect(headers.get('cache-control')).toBe('no-store')
})

it('the store holds neither a token nor what a waiting guest wrote in clear', async () => {
  const house = await open()
  book(house.desk, A, [room(1)])
  const phone = house.guests.phone()
  const form = await phone.enter(A, { arrival: '2026-06-10', departure: '2026-06-12' })
  expect(pageOf(await checkIn(phone, form, { name: 'Marta Keller', phone: phoneNumber }), 'waiting')).toBeTruthy()
  const { sqlite } = house.desk.store
  const all = (sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[])
    .flatMap((table) => sqlite.prepare(`select * from "${table}"`).raw().all() as unknown[][])
    .flat()
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
  for (const secret of [form.path.slice('/g/'.length), 'Marta Keller', phoneNumber])
    expect([secret, all.filter((value) => value.includes(secret))]).toEqual([secret, []])
})

it('looking at PINs is in the trail once in ten minutes for each page, however often it is read', async () => {
  const house = await open()
  book(house.desk, A, [room(1)], { name: 'Marta Keller' })
  const phone = house.guests.phone()
  const { path } = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
  const looks = () =>
    house.desk.store.sqlite.prepare("select count(*) from audit_entries where action = 'pin.revealed'").pluck().get()
  for (let look = 0; look < 5; look++) await phone.open(path)
  expect(looks()).toBe(1)
  house.advance(10 * 60_000)
  await phone.open(path)
  expect(looks()).toBe(2)
  await phone.open(`${path}/state`)
  expect(looks()).toBe(2)
})
