/**
 * Cases 17 to 27 of the system Latchkey replaces (facts/old-rooms-system.md section 5), over HTTP and against Seam's
 * official fake server; also what cases 6 and 82 say of the guest's page. Case 28 stands with the photos.
 */
import { expect } from 'vitest'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import {
  checkIn,
  doorId,
  doorsOf,
  everyPin,
  guestHouses,
  pageOf,
  roomOf,
  setPages,
  textOf,
} from '../support/guest-house.ts'
import { A, numbered } from '../support/houses.ts'
import { book, dana, doorStates, must, pinsByDoor, staysOf, windowsByDoor } from '../support/test-desk.ts'

const two = [
  ['R1', '2026-06-10', '2026-06-12'],
  ['R2', '2026-06-10', '2026-06-12'],
] as const
const keller = { name: 'Marta Keller', phone: '+447700900111' }
const { openSeam } = guestHouses()
const { prove: proves } = numbered('case')

/** A party of two rooms whose codes are on the locks, and its phone on its page, checked in. */
async function arrived(now?: string) {
  const house = await openSeam(now === undefined ? {} : { now })
  book(house.desk, A, two, keller)
  await house.settleLocks()
  const phone = house.guests.phone()
  const page = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
  await house.settleLocks()
  return { house, phone, page }
}

proves(
  17,
  'a reference with two rooms is checked in once: one guest, both stays, none of them in house by it',
  async () => {
    const { house } = await arrived()
    const { guest, stays } = must(showReservation(house.desk, { ref: A }))
    expect(guest?.name).toBe('Marta Keller')
    expect(stays.map((stay) => stay.guestId)).toEqual([guest?.id, guest?.id])
    expect(staysOf(house.desk, A)).toEqual(['R1 expected', 'R2 expected'])
    expect(house.desk.store.sqlite.prepare('select count(*) from guests').pluck().get()).toBe(1)
  },
)

proves(18, 'front door and both rooms have the same digits, on the locks themselves', async () => {
  const { house, page } = await arrived()
  const pins = pinsByDoor(house.desk, A)
  expect(new Set(Object.values(pins)).size).toBe(1)
  expect(house.onLocks().map(({ device, code }) => [device, code])).toEqual([
    ['front', pins.front],
    ['room1', pins.front],
    ['room2', pins.front],
  ])
  expect(roomOf(page).pins).toEqual([{ pin: pins.front, doors: ['Front door', 'Room 1', 'Room 2'] }])
})

proves(19, 'the page shows every room and its PIN', async () => {
  const { house, phone, page } = await arrived()
  const shown = await phone.open(page.path)
  expect(roomOf(shown).units.map((unit) => unit.name)).toEqual(['Room 1', 'Room 2'])
  expect(doorsOf(shown)).toEqual(['Front door works', 'Room 1 works', 'Room 2 works'])
  expect(textOf(shown)).toContain(pinsByDoor(house.desk, A).front)
})

proves(6, 'a room that is added later stands on the page by itself, with the same digits', async () => {
  const { house, phone, page } = await arrived()
  const pin = pinsByDoor(house.desk, A).front
  book(house.desk, A, [['R3', '2026-06-10', '2026-06-12']])
  expect(doorsOf(await phone.open(page.path)).at(-1)).toBe('Room 3 soon')
  await house.settleLocks()
  const shown = await phone.open(page.path)
  expect(doorsOf(shown).at(-1)).toBe('Room 3 works')
  expect(roomOf(shown).pins).toEqual([{ pin, doors: ['Front door', 'Room 1', 'Room 2', 'Room 3'] }])
})

proves(20, 'each door opens from the phone, after it was asked whether to', async () => {
  const { house, phone, page } = await arrived()
  const shown = await phone.open(page.path)
  for (const [index, name] of ['Front door', 'Room 1', 'Room 2'].entries()) {
    const door = doorId(shown, name)
    const asked = await phone.send(page.path, { do: 'unlock', door })
    expect(pageOf(asked, 'confirm-unlock').door.name).toBe(name)
    expect(house.fake.unlockings()).toBe(index)
    const opened = await phone.send(page.path, { do: 'unlock-now', door })
    expect(roomOf(opened).said).toEqual({ is: 'opened', door: name })
    expect(house.fake.unlockings()).toBe(index + 1)
  }
})

proves(82, 'a door that a guest opens is in the trail with who, which door, when and what came of it', async () => {
  const { house, phone, page } = await arrived()
  const door = doorId(await phone.open(page.path), 'Room 1')
  await phone.send(page.path, { do: 'unlock-now', door })
  house.fake.setUnlocking({ failed: 'device_offline' })
  await phone.send(page.path, { do: 'unlock-now', door })
  const trail = house.desk.store.sqlite
    .prepare("select actor, action, door_id from audit_entries where action like 'door.unlock%' order by rowid")
    .raw()
    .all()
  expect(trail).toEqual([
    ['Guest', 'door.unlock-asked', door],
    ['Guest', 'door.unlocked', door],
    ['Guest', 'door.unlock-asked', door],
    ['Guest', 'door.unlock-failed', door],
  ])
})

proves(21, 'who enters the reference again, on another phone too, stands on the room page at once', async () => {
  const { house, page } = await arrived()
  const again = await house.guests.phone('198.51.100.9').enter(A, { who: 'keller' })
  expect(roomOf(again).units).toHaveLength(2)
  expect(again.path).not.toBe(page.path)
})

proves(
  22,
  'after the check-out the page is shut, the reference says that it is over, and no lock holds the PIN',
  async () => {
    const { house, phone, page } = await arrived()
    const pin = pinsByDoor(house.desk, A).front!
    must(arrive(house.desk, dana, { ref: A }))
    must(depart(house.desk, dana, { ref: A }))
    await house.settleLocks()
    const shut = await phone.open(page.path)
    expect([shut.status, shut.model?.is]).toEqual([404, 'closed'])
    expect(pageOf(await phone.enter(A, { who: 'Keller' }), 'over')).toEqual({ is: 'over' })
    expect(textOf(shut)).not.toContain(pin)
    expect(house.onLocks()).toEqual([])
  },
)

proves(23, 'twenty days early the PIN is hidden, on no lock, and no door opens', async () => {
  const { house, phone, page } = await arrived('2026-05-21T10:00:00Z')
  const [pin] = everyPin(house, A)
  const shown = await phone.open(page.path)
  expect(roomOf(shown).pins).toEqual([])
  expect(roomOf(shown).pinsFrom).toBe(Date.parse('2026-06-10T13:00:00Z'))
  expect(shown.html).not.toContain(pin)
  expect(doorsOf(shown)).toEqual(['Front door later', 'Room 1 later', 'Room 2 later'])
  expect(house.onLocks()).toEqual([])
  for (const name of ['Front door', 'Room 1', 'Room 2']) {
    const door = doorId(shown, name)
    expect((await phone.send(page.path, { do: 'unlock', door })).model?.is).toBe('room')
    expect(roomOf(await phone.send(page.path, { do: 'unlock-now', door })).said).toEqual({ is: 'not-now', door: name })
  }
  expect(house.fake.unlockings()).toBe(0)
  expect(windowsByDoor(house.desk, A).front).toEqual(['2026-06-10T13:00Z..2026-06-12T10:00Z'])
})

proves(24, 'a lock that takes its code while the form is being filled in is shown as working after it', async () => {
  const house = await openSeam()
  book(house.desk, A, two, keller)
  const phone = house.guests.phone()
  const form = await phone.enter(A, { who: 'Keller' })
  expect(form.model?.is).toBe('check-in')
  await house.settleLocks()
  expect(doorsOf(await checkIn(phone, form, { email: 'marta@example.org' }))).toEqual([
    'Front door works',
    'Room 1 works',
    'Room 2 works',
  ])
})

proves(25, 'a check-in that is left half-way keeps nothing of what was typed and shows no PIN', async () => {
  const house = await openSeam()
  book(house.desk, A, two)
  const phone = house.guests.phone()
  const form = await phone.enter(A, { arrival: '2026-06-10', departure: '2026-06-12' })
  const refused = await phone.send(form.path, { do: 'check-in', name: 'Marta Keller', phone: 'no phone' })
  expect(pageOf(refused, 'check-in').form.name).toBe('Marta Keller')
  expect(must(showReservation(house.desk, { ref: A })).guest?.name ?? null).toBe(null)
  expect(house.desk.store.sqlite.prepare('select count(*) from guest_check_ins').pluck().get()).toBe(0)
  for (const pin of everyPin(house, A)) expect(refused.html + form.html).not.toContain(pin)
})

proves(26, 'a lock that fails is said at its door, the others work, and the phone of the desk is shown', async () => {
  const house = await openSeam()
  setPages(house, { deskPhone: '+442079460000' })
  book(house.desk, A, two, keller)
  await house.settle()
  const stuck = house.fake.codes('room2')[0]!
  house.fake.patchCode(stuck.id, { errors: [{ error_code: 'hub_disconnected', message: '', is_device_error: true }] })
  await house.settleLocks(['room2'])
  const phone = house.guests.phone()
  const shown = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
  expect(doorStates(house.desk, A).d2).toBe('needs-attention')
  expect(doorsOf(shown)).toEqual(['Front door works', 'Room 1 works', 'Room 2 desk'])
  expect(textOf(shown).replace(/\D/g, '')).toContain('442079460000')
})

proves(27, 'without consent nothing is kept and nobody is checked in', async () => {
  const house = await openSeam()
  book(house.desk, A, two, keller)
  const phone = house.guests.phone()
  const form = await phone.enter(A, { who: 'Keller' })
  for (const consent of [undefined, '', 'no', 'on']) {
    const refused = await phone.send(form.path, {
      do: 'check-in',
      email: 'm@example.org',
      ...(consent === undefined ? {} : { consent }),
    })
    expect([refused.status, pageOf(refused, 'check-in').faults]).toEqual([422, ['consent']])
  }
  expect(house.desk.store.sqlite.prepare('select count(*) from guest_check_ins').pluck().get()).toBe(0)
  expect(must(showReservation(house.desk, { ref: A })).guest?.email).toBe(null)
  expect((await phone.open(form.path)).model?.is).toBe('check-in')
})
