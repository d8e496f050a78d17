import { expect, it } from 'vitest'
import { checkIn, guestHouses, roomOf, type Served } from '../support/guest-house.ts'
import { A, room } from '../support/houses.ts'
import { book } from '../support/test-desk.ts'

const { open } = guestHouses()

async function onTheRoomPage(
  guest = { name: 'Marta Keller', phone: '+447700900111' } as { name: string; phone?: string },
) {
  const house = await open()
  book(house.desk, A, [room(1), room(2)], guest)
  const phone = house.guests.phone()
  const page = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
  const [first, second] = roomOf(page).units.map((unit) => unit.stayId)
  const write = (text: string, key = 'one', stay = first!) => phone.send(page.path, { do: 'write', stay, text, key })
  return { house, page, write, first: first!, second: second! }
}
const bodies = ({ desk }: Served) => desk.store.sqlite.prepare('select body from messages order by rowid').pluck().all()

it('what a guest writes stands under the apartment it is about', async () => {
  const { house, write, second } = await onTheRoomPage()
  expect(roomOf(await write('Is there an iron?')).said).toEqual({ is: 'written', unit: 'Room 1' })
  await write('The window does not shut.', 'two', second)
  expect(bodies(house)).toEqual(['Is there an iron?', 'The window does not shut.'])
  const units = house.desk.store.sqlite
    .prepare(
      'select u.name from messages m join conversations c on c.id = m.conversation_id join units u on u.id = c.unit_id order by m.rowid',
    )
    .pluck()
    .all()
  expect(units).toEqual(['Room 1', 'Room 2'])
})

it('sent twice it is one text; something else written in the same form after going back is another', async () => {
  const { house, write } = await onTheRoomPage()
  await Promise.all([write('Is there an iron?'), write('Is there an iron?')])
  await write('And a kettle?')
  await write('And a kettle?', '')
  await write('A towel, please.', '')
  expect(bodies(house)).toEqual(['Is there an iron?', 'And a kettle?', 'And a kettle?', 'A towel, please.'])
})

it('of lines that end as browsers send them nothing is counted twice', async () => {
  const { house, write } = await onTheRoomPage()
  const long = `${'a'.repeat(799)}\r\n${'b'.repeat(800)}`
  expect(roomOf(await write(long)).said?.is).toBe('written')
  expect(roomOf(await write(`${long}c`, 'two')).said?.is).toBe('too-long')
  expect(roomOf(await write(' \r\n ', 'three')).said?.is).toBe('nothing-written')
  expect(bodies(house)).toEqual([long.replace('\r\n', '\n')])
})

it('under a stay that is not theirs, or without a phone to answer to, nothing is kept', async () => {
  const { house, write } = await onTheRoomPage()
  expect(roomOf(await write('Is there an iron?', 'one', 'not-a-stay')).said).toBe(null)
  const silent = await onTheRoomPage({ name: 'Ben Keller' })
  expect(roomOf(silent.page).canWrite).toBe(false)
  expect(roomOf(await silent.write('Is there an iron?')).said).toBe(null)
  expect([bodies(house), bodies(silent.house)]).toEqual([[], []])
})

it('is heard ten times in ten minutes', async () => {
  const { house, write } = await onTheRoomPage()
  for (let text = 0; text < 11; text++) await write(`Text ${text}`, `${text}`)
  expect(bodies(house)).toHaveLength(10)
  expect(roomOf(await write('One more', 'more')).said?.is).toBe('too-many-texts')
  house.advance(10 * 60_000)
  expect(roomOf(await write('One more', 'more')).said?.is).toBe('written')
})
