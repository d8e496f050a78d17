import { describe, expect, it } from 'vitest'
import { readReservation } from '../../db/queries/bookings.ts'
import type { GuestLinkProof } from '../../db/queries/guest-pages.ts'
import { ok } from '../../electron/domain/result.ts'
import { arrive, cancel, depart, extend, undo } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { closeLinks, makeLink } from '../../electron/services/guest-links/index.ts'
import { checkIn, guestHouses, pageOf, reservationIds, roomOf, rowsIn, type Served } from '../support/guest-house.ts'
import { A, room } from '../support/houses.ts'
import { book, dana, must } from '../support/test-desk.ts'

const { open } = guestHouses()
const keller = { name: 'Marta Keller', phone: '+447700900111' }
const reservationOf = (house: Served) => readReservation(house.desk.store.read, reservationIds(house, A)[0]!)!
/** The path of a link as a message names it. */
const sentLink = (house: Served, proof: GuestLinkProof = 'desk'): string =>
  `/g/${must(transact(house.desk, dana, (work) => ok(makeLink(work, reservationOf(house), { kind: 'once', proof }).token)))}`
const booked = async (): Promise<Served> => {
  const house = await open()
  book(house.desk, A, [room(1)], keller)
  return house
}

describe('a link to a page', () => {
  it('that was guessed, was closed, or outlived its stay is answered like one that never was', async () => {
    const house = await booked()
    const phone = house.guests.phone()
    const never = await phone.open(`/g/${'A'.repeat(43)}`)
    const { path } = await phone.enter(A, { who: 'Keller' })
    must(transact(house.desk, dana, (work) => ok(closeLinks(work, reservationOf(house)))))
    const closed = await phone.open(path)
    const { path: second } = await phone.enter(A, { who: 'Keller' })
    house.setNow('2026-06-12T10:00:00Z')
    const over = await phone.open(second)
    expect([never.status, never.model?.is]).toEqual([404, 'closed'])
    const plain = (html: string, of: string): string => html.replaceAll(of, '/g/TOKEN')
    expect(plain(closed.html, path)).toBe(plain(never.html, `/g/${'A'.repeat(43)}`))
    expect(plain(over.html, second)).toBe(plain(never.html, `/g/${'A'.repeat(43)}`))
    for (const tail of ['/state', 'x', '/', '/../state'])
      expect((await phone.open(`/g/${'A'.repeat(42)}${tail}`)).html).not.toContain('Room 1')
    expect((await phone.open(`${path}/state`)).status).toBe(404)
  })

  it('does nothing with a form once it is closed between the page and the form', async () => {
    const house = await booked()
    const phone = house.guests.phone()
    const form = await phone.enter(A, { who: 'Keller' })
    must(cancel(house.desk, dana, { ref: A }))
    const refused = await checkIn(phone, form, { email: 'm@example.org' })
    expect([refused.status, refused.model?.is]).toEqual([404, 'closed'])
    expect(rowsIn(house, 'guest_check_ins')).toBe(0)
    must(undo(house.desk, dana, {}))
    expect((await checkIn(phone, form)).model?.is).toBe('room')
  })

  it('lives as long as the stay: extended it goes on, checked out it ends, kept until later it ends then', async () => {
    const house = await booked()
    const phone = house.guests.phone()
    const { path } = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
    must(arrive(house.desk, dana, { ref: A }))
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    house.setNow('2026-06-12T12:00:00Z')
    expect(roomOf(await phone.open(path)).pins).toHaveLength(1)
    house.setNow('2026-06-13T09:00:00Z')
    must(depart(house.desk, dana, { ref: A, keepUntil: '12:00' }))
    house.setNow('2026-06-13T10:59:00Z')
    expect(roomOf(await phone.open(path)).pins).toHaveLength(1)
    house.setNow('2026-06-13T11:00:00Z')
    expect((await phone.open(path)).status).toBe(404)
  })

  it('is not heard from another site', async () => {
    const house = await booked()
    const { path } = await house.guests.phone().enter(A, { who: 'Keller' })
    const from = async (headers: Record<string, string>): Promise<number> =>
      (await checkIn(house.guests.phone('203.0.113.7', headers), { path })).status
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await from({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await from({ origin: 'https://evil.example.com' })).toBe(403)
    expect(rowsIn(house, 'guest_check_ins')).toBe(0)
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(200)
  })

  it.each(['PUT', 'DELETE', 'HEAD', 'OPTIONS'])('answers %s with a bare 404', async (method) => {
    const house = await booked()
    const { path } = await house.guests.phone().enter(A, { who: 'Keller' })
    const answer = await fetch(`http://127.0.0.1:${house.guests.port}${path}`, { method })
    expect([answer.status, await answer.text()]).toEqual([404, ''])
  })

  it('is refused with 403 where what was sent is no form', async () => {
    const house = await booked()
    const { path } = await house.guests.phone().enter(A, { who: 'Keller' })
    for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x']) {
      const url = `http://127.0.0.1:${house.guests.port}${path}`
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: '{"do":"check-in"}' })
      expect([type, answer.status, await answer.text()]).toEqual([type, 403, ''])
    }
  })
})

describe('a link that was sent by message', () => {
  it('is not used up by whatever follows it; a click opens a page of its own, and later nothing more', async () => {
    const house = await booked()
    const phone = house.guests.phone()
    const link = sentLink(house)
    for (let look = 0; look < 3; look++) expect((await phone.open(link)).model?.is).toBe('continue')
    const page = await phone.send(link, { do: 'continue' })
    expect(page.model?.is).toBe('check-in')
    expect(page.path).not.toBe(link)
    house.advance(10 * 60_000)
    expect((await phone.open(link)).status).toBe(404)
    expect((await phone.send(link, { do: 'continue' })).status).toBe(404)
    expect((await phone.open(page.path)).model?.is).toBe('check-in')
  })

  it('clicked twice, or again after a lost answer, leads to the same page', async () => {
    const house = await booked()
    const phone = house.guests.phone()
    const link = sentLink(house)
    const [first, second] = await Promise.all([
      phone.send(link, { do: 'continue' }),
      phone.send(link, { do: 'continue' }),
    ])
    house.advance(60_000)
    const third = await phone.send(link, { do: 'continue' })
    expect(new Set([first.path, second.path, third.path]).size).toBe(1)
    expect(third.model?.is).toBe('check-in')
    expect(rowsIn(house, 'guest_links')).toBe(2)
  })

  it('closed by the desk leads nowhere, however lately it was used', async () => {
    const house = await booked()
    const phone = house.guests.phone()
    const link = sentLink(house)
    const page = await phone.send(link, { do: 'continue' })
    must(transact(house.desk, dana, (work) => ok(closeLinks(work, reservationOf(house)))))
    expect((await phone.send(link, { do: 'continue' })).status).toBe(404)
    expect((await phone.open(page.path)).status).toBe(404)
  })

  it('acts on nothing by itself: whatever form is sent to it only goes on', async () => {
    const house = await booked()
    const phone = house.guests.phone()
    const shown = await checkIn(phone, { path: sentLink(house) })
    expect(pageOf(shown, 'check-in').faults).toEqual([])
    expect(rowsIn(house, 'guest_check_ins')).toBe(0)
  })
})
