import { describe, expect, it } from 'vitest'
import { cancel } from '../../electron/services/check-in/index.ts'
import { guessing } from '../../electron/services/guest-pages/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { audited, checkIn, guestHouses, pageOf, rowsIn } from '../support/guest-house.ts'
import type { GuestHouse, Shown } from '../support/guest-phone.ts'
import { serveGuests } from '../support/guest-phone.ts'
import { A, B, houses, room } from '../support/houses.ts'
import { book, dana, must, yusuf } from '../support/test-desk.ts'

const { open, served } = guestHouses()
const { openTraining } = houses()
const keller = { name: 'Marta Keller', phone: '+447700900111' }

/** Everything of an answer but what was typed. */
const answerOf = ({ status, html, headers }: Shown, typed: string): string =>
  JSON.stringify([
    status,
    html.replaceAll(typed, 'TYPED'),
    [...headers].filter(([name]) => name !== 'date' && name !== 'content-length').sort(),
  ])

describe('the way in by the reference', () => {
  it('answers wrong, unknown, cancelled, long past and no-show references alike, to the byte', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    book(house.desk, 'CANCELLED1', [room(2)], keller)
    must(cancel(house.desk, dana, { ref: 'CANCELLED1' }))
    book(house.desk, 'LONGPAST01', [['R3', '2026-01-10', '2026-01-12']], keller)
    const tries = [
      [A, 'Meier'],
      ['9999999999', 'Keller'],
      ['CANCELLED1', 'Keller'],
      ['LONGPAST01', 'Keller'],
      ['HMXXXX1234', 'Keller'],
    ] as const
    const answers = new Set<string>()
    for (const [index, [reference, who]] of tries.entries()) {
      const shown = await house.guests.phone(`203.0.113.${index}`).enter(reference, { who })
      expect(pageOf(shown, 'proof').fault).toBe('no-match')
      answers.add(answerOf({ ...shown, html: shown.html.replaceAll(who, 'WHO') }, reference))
    }
    expect(answers.size).toBe(1)
    expect([...answers][0]).toContain('403')
  })

  it('asks who it is for every reference, known or not, in the same words', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    const phone = house.guests.phone()
    const [known, unknown] = [
      await phone.send('/g', { reference: A }),
      await phone.send('/g', { reference: '9999999999' }),
    ]
    expect(answerOf(known, A)).toBe(answerOf(unknown, '9999999999'))
    expect(known.model?.is).toBe('proof')
    expect(rowsIn(house, 'guest_tries')).toBe(0)
  })

  it.each(['', '   ', '\u200b\t'])(
    'a blank reference (%j) is asked for again and proves nothing',
    async (reference) => {
      const house = await open()
      const shown = await house.guests.phone().send('/g', { reference, do: 'prove', who: 'Keller' })
      expect(['reference', 'proof']).toContain(shown.model?.is)
      expect(rowsIn(house, 'guest_links')).toBe(0)
    },
  )

  it('takes a lettered reference however it is typed', async () => {
    const house = await open()
    book(house.desk, 'HMABCD1234', [room(1)], keller)
    const shown = await house.guests.phone().enter(' hm-abcd 1234. ', { who: ' keller ' })
    expect(shown.model?.is).toBe('check-in')
  })

  it('tells two parties with the same name apart by their references', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], { name: 'Marta Keller' })
    book(house.desk, B, [room(2)], { name: 'Martin Keller' })
    const phone = house.guests.phone()
    expect(pageOf(await phone.enter(A, { who: 'Keller' }), 'check-in').units.map((unit) => unit.name)).toEqual([
      'Room 1',
    ])
    expect(pageOf(await phone.enter(B, { who: 'Keller' }), 'check-in').units.map((unit) => unit.name)).toEqual([
      'Room 2',
    ])
  })

  it('the same reference on two channels leads each guest to theirs; one name on both leads nowhere', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], { name: 'Marta Keller' })
    const other = { reference: A, channel: 'airbnb', guest: { name: 'Ben Okafor' } }
    must(
      addReservation(house.desk, dana, {
        ...other,
        stays: [{ unit: 'R2', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
      }),
    )
    const phone = house.guests.phone()
    expect(pageOf(await phone.enter(A, { who: 'Okafor' }), 'check-in').units.map((unit) => unit.name)).toEqual([
      'Room 2',
    ])
    must(
      addReservation(house.desk, yusuf, {
        ...other,
        channel: 'direct',
        guest: { name: 'Ada Okafor' },
        stays: [{ unit: 'R3', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
      }),
    )
    expect(pageOf(await phone.enter(A, { who: 'Okafor' }), 'proof').fault).toBe('no-match')
  })

  it('hears a reference five times in vain within a quarter of an hour, from wherever, then the right guest again', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    for (let guess = 0; guess < 5; guess++)
      expect((await house.guests.phone(`203.0.113.${guess}`).enter(A, { who: `Guess${guess}` })).status).toBe(403)
    const shut = await house.guests.phone('198.51.100.1').enter(A, { who: 'Keller' })
    expect([shut.status, pageOf(shut, 'too-often').againAt]).toEqual([429, Date.parse('2026-06-10T13:45:00Z')])
    expect(rowsIn(house, 'guest_links')).toBe(0)
    house.advance(15 * 60_000)
    expect((await house.guests.phone('198.51.100.1').enter(A, { who: 'Keller' })).model?.is).toBe('check-in')
  })

  it('counts a reference that does not exist like one that does', async () => {
    const house = await open()
    const statuses: number[] = []
    for (let guess = 0; guess < 7; guess++)
      statuses.push((await house.guests.phone(`203.0.113.${guess}`).enter('9999999999', { who: 'Keller' })).status)
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429])
  })

  it('hears an address ten times in vain, whatever it tries, and an IPv6 household as one', async () => {
    const house = await open()
    const statuses = async (address: (guess: number) => string, prefix: string) => {
      const seen: number[] = []
      for (let guess = 0; guess < 12; guess++)
        seen.push((await house.guests.phone(address(guess)).enter(`${prefix}${guess}`, { who: 'Keller' })).status)
      return seen.filter((status) => status === 403).length
    }
    expect(await statuses(() => '203.0.113.7', '80000000')).toBe(10)
    expect(await statuses((guess) => `2001:db8:1:2::${guess + 1}`, '90000000')).toBe(10)
    expect(await statuses(() => 'evil, 198.51.100.77', '70000000')).toBe(10)
  })

  it('keeps its limits through a restart: another process on the same folder knows of every try', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    for (let guess = 0; guess < 5; guess++) await house.guests.phone().enter(A, { who: `Guess${guess}` })
    const second: GuestHouse = await serveGuests({ desk: house.secondDesk(), worker: house.worker })
    try {
      expect((await second.phone('198.51.100.1').enter(A, { who: 'Keller' })).status).toBe(429)
    } finally {
      await second.close()
    }
  })

  it('is not shut for ever by tries that a wrong clock stamped ahead', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    house.setNow('2027-06-10T13:30:00Z')
    for (let guess = 0; guess < 5; guess++) await house.guests.phone().enter(A, { who: `Guess${guess}` })
    house.setNow('2026-06-10T13:30:00Z')
    expect((await house.guests.phone().enter(A, { who: 'Keller' })).model?.is).toBe('check-in')
  })

  it('makes no thousand pages for one who knows the name', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    const phone = house.guests.phone()
    const first = await phone.enter(A, { who: 'Keller' })
    let last: Shown = first
    for (let again = 0; again < 25; again++) last = await phone.enter(A, { who: 'Keller' })
    expect(last.status).toBe(429)
    expect(rowsIn(house, 'guest_links')).toBe(20)
    expect((await phone.open(first.path)).model?.is).toBe('check-in')
  })
})

/** A thousand of them, 250 at the same moment: a listener that holds 512 lines resets what is more. */
async function thousand(guess: (index: number) => Promise<Shown>): Promise<readonly Shown[]> {
  const answers: Shown[] = []
  for (let wave = 0; wave < 4; wave++)
    answers.push(...(await Promise.all(Array.from({ length: 250 }, (_, index) => guess(wave * 250 + index)))))
  return answers
}

describe('a thousand guesses at the same moment', () => {
  it('gain nothing, shut out nobody who holds a link, and are told to the desk', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    const phone = house.guests.phone('198.51.100.1')
    const page = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
    const answers = await thousand((guess) =>
      house.guests.phone(`10.${guess % 200}.1.1`).send('/g', {
        do: 'prove',
        // Every other guess is at the one reference that exists.
        reference: guess % 2 === 0 ? A : String(3_000_000_000 + guess),
        who: `Guess${guess}`,
      }),
    )
    expect(answers.filter(({ status }) => status !== 403 && status !== 429)).toEqual([])
    const heard = answers.filter(({ status }) => status === 403).length
    expect(heard).toBeGreaterThan(5)
    expect(heard).toBeLessThanOrEqual(300)
    expect(rowsIn(house, 'guest_tries')).toBe(heard + 1)
    expect(
      house.desk.store.sqlite
        .prepare('select max(n) from (select count(*) n from guest_tries where right = 0 group by reference_mac)')
        .pluck()
        .get(),
    ).toBe(5)
    expect([rowsIn(house, 'guest_links'), audited(house, 'guest-page.entered')]).toEqual([1, 1])
    expect((await phone.open(page.path)).model?.is).toBe('room')
    expect(guessing(house.desk.store.read, house.desk.clock.now())).toMatchObject({ is: 'house', tries: 300 })
    house.advance(61 * 60_000)
    expect(guessing(house.desk.store.read, house.desk.clock.now())).toBe(null)
    expect((await house.guests.phone('192.0.2.1').enter(A, { who: 'Keller' })).model?.is).toBe('room')
  }, 60_000)

  it('from one address are ten that are heard', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], keller)
    const phone = house.guests.phone('10.9.9.9')
    const answers = await thousand((guess) =>
      phone.send('/g', { do: 'prove', reference: String(3_000_000_000 + guess), who: 'Keller' }),
    )
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(990)
    expect((await house.guests.phone('192.0.2.1').enter(A, { who: 'Keller' })).model?.is).toBe('check-in')
  }, 60_000)

  it('at one reference for days are told to the desk once a day allows no more', async () => {
    const house = await open()
    for (let round = 0; round < 3; round++) {
      for (let guess = 0; guess < 6; guess++)
        await house.guests.phone(`203.0.113.${guess}`).enter(A, { who: `Guess${guess}` })
      house.advance(16 * 60_000)
    }
    expect(guessing(house.desk.store.read, house.desk.clock.now())).toMatchObject({ is: 'reference', tries: 15 })
    expect(pageOf(await house.guests.phone('192.0.2.1').enter(A, { who: 'Keller' }), 'too-often').againAt).toBe(
      Date.parse('2026-06-11T13:30:00Z'),
    )
  })

  it('in a flood are turned away before they are read, and who has a link goes on', async () => {
    const house = await served(openTraining(), true)
    book(house.desk, A, [room(1)], keller)
    const phone = house.guests.phone('198.51.100.1')
    const page = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
    const flood = Array.from({ length: 300 }, () => house.guests.phone('10.9.9.9').open('/g'))
    const looks = Array.from({ length: 20 }, () => phone.open(`${page.path}/state`))
    const statuses = (await Promise.all(flood)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(100)
    expect((await Promise.all(looks)).map(({ status }) => status)).toEqual(Array(20).fill(200))
  })
})
