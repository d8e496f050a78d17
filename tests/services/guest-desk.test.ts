/** What guests do on their phones, as the desk sees it: on Today, in "Needs you", beside the booking and in the Inbox. */
import { describe, expect, it } from 'vitest'
import { insertGuestTry } from '../../db/queries/guest-tries.ts'
import type { ConversationId } from '../../electron/domain/ids.ts'
import { resolveItem } from '../../electron/services/attention/index.ts'
import { showPhoto } from '../../electron/services/guest-pages/index.ts'
import { createAnnouncer, type Notice } from '../../electron/services/notifications/index.ts'
import { conversationView, inboxList, sheetView } from '../../electron/services/views/index.ts'
import { type GuestDesk, guestDesks, itsDates, photoOf } from '../support/guest-desk.ts'
import type { FormFields } from '../support/guest-phone.ts'
import { A, room } from '../support/houses.ts'
import { idOf } from '../support/telling-desk.ts'
import { book, codesByDoor, dana, must } from '../support/test-desk.ts'

const open = guestDesks()
const known = { name: 'Ann Smith', phone: '+12025550117' }

/** A booking of which neither name nor phone is known. */
async function nameless(): Promise<GuestDesk> {
  const house = await open()
  book(house.desk, A, [room(1)])
  return house
}
async function named(): Promise<GuestDesk> {
  const house = await open()
  book(house.desk, A, [room(1)], known)
  return house
}
async function checkedIn(fields: FormFields = {}) {
  const house = await named()
  const { path } = await house.checkInByName(fields)
  return { house, path }
}
const answer = (house: GuestDesk, kind: string, action: string) =>
  must(resolveItem(house.desk, dana, house.needs(kind)[0]!.id, action))

describe('a check-in by dates alone', () => {
  it('waits under "Needs you" without the name, which is shown to whoever looks at it', async () => {
    const house = await nameless()
    await house.checkInByDates({ 'comes-at': '21:30' })
    const [need] = house.needs('guest-approval')
    expect(need).toMatchObject({ tone: 'question', reservationId: idOf(house, A) })
    expect(need?.actions.map((action) => action.key)).toEqual(['let-in', 'turn-away'])
    expect(need?.opens).toMatchObject([{ what: 'guest-approval', reservationId: idOf(house, A) }])
    expect(JSON.stringify(need)).not.toMatch(/Smith|2025550117/)
    expect(house.page()).toMatchObject({ state: 'waiting', openLinks: 1, checkIn: null })
    expect(house.page().waiting).toMatchObject([{ name: 'Ann Smith', phone: '+12025550117', comesAt: '21:30' }])
    expect(house.row()).toMatchObject({ guestName: null, byPhone: null })
  })

  it('is let in from there: the name and phone are the guest’s word, and Today says so', async () => {
    const house = await nameless()
    await house.checkInByDates({ 'comes-at': '21:30' })
    answer(house, 'guest-approval', 'let-in')
    expect(house.needs('guest-approval')).toEqual([])
    expect(house.row()).toMatchObject({
      guestName: 'Ann Smith',
      byPhone: { at: '2026-06-10T13:30:00.000Z', comesAt: '21:30' },
    })
    expect(house.page()).toMatchObject({ state: 'checked-in', waiting: [] })
    const sheet = must(sheetView(house.desk, { reservationId: idOf(house, A) }))
    expect(sheet.origins.find((one) => one.field === 'phone')?.first).toMatchObject({ source: 'guest' })
    expect(house.history()).toContain('Let in on the guest page')
  })

  it('is turned away from there: the page is closed, and what was written is kept nowhere', async () => {
    const house = await nameless()
    const { path } = await house.checkInByDates()
    answer(house, 'guest-approval', 'turn-away')
    expect((await house.phone.open(path)).status).toBe(404)
    expect(house.page()).toMatchObject({ openLinks: 0, waiting: [] })
    expect(house.row()).toMatchObject({ guestName: null, byPhone: null })
    expect(house.needs('guest-approval')).toEqual([])
  })

  it('is told on the desktop, without a name or a reference', async () => {
    const house = await nameless()
    const told: Notice[] = []
    const announcer = createAnnouncer((notice) => told.push(notice))
    announcer.look(house.desk)
    await house.checkInByDates()
    announcer.look(house.desk)
    expect(told.map((notice) => notice.title)).toEqual(['Somebody checks in by phone and waits'])
    expect(told[0]?.open).toMatchObject({ screen: 'today', itemId: house.needs('guest-approval')[0]!.id })
    expect(`${told[0]?.title} ${told[0]?.body}`).not.toMatch(/Smith|1000000001/)
  })

  it('asks for nobody once its page was closed', async () => {
    const house = await nameless()
    await house.checkInByDates()
    house.setNow('2026-06-13T09:00:00Z')
    expect(house.needs('guest-approval')).toEqual([])
    expect(house.page()).toMatchObject({ waiting: [], openLinks: 0 })
  })
})

describe('a check-in by phone', () => {
  it('stands on Today and beside the booking, with consent and when they come, and in plain words in the history', async () => {
    const { house } = await checkedIn({ 'comes-at': '22:15' })
    expect(house.row()?.byPhone).toEqual({ at: '2026-06-10T13:30:00.000Z', comesAt: '22:15' })
    expect(house.page()).toMatchObject({
      state: 'checked-in',
      checkIn: { at: '2026-06-10T13:30:00.000Z', consentAt: '2026-06-10T13:30:00.000Z', comesAt: '22:15' },
    })
    const lines = house.history()
    expect(lines).toEqual(
      expect.arrayContaining([
        'Reference and last name given on the guest page',
        'Checked in by phone, agreed to the terms',
      ]),
    )
    // Whatever happened has words of its own.
    expect(lines.filter((line) => /^[a-z-]+\.[a-z-]+$/.test(line))).toEqual([])
  })

  it('follows a time that is changed later', async () => {
    const { house, path } = await checkedIn({ 'comes-at': '22:15' })
    await house.phone.send(path, { do: 'comes-at', 'comes-at': '23:40' })
    expect(house.row()?.byPhone?.comesAt).toBe('23:40')
    expect(house.history()).toContain('Comes at 23:40, as the guest says')
  })
})

describe('photos', () => {
  it('are opened as they were sent, and looking at one is in the trail', async () => {
    const { house } = await checkedIn({ photo: photoOf(1) })
    expect(house.needs('guest-photo')).toMatchObject([{ title: `A photo of a document came from ${A}.` }])
    const [first] = house.page().photos
    const shown = must(showPhoto(house.desk, dana, first!.id))
    expect(Buffer.compare(shown.bytes, Buffer.from(await photoOf(1).arrayBuffer()))).toBe(0)
    expect(house.history()[0]).toBe('Photo looked at')
    expect(house.needs('guest-photo')).toHaveLength(1)
  })

  it('are one item a party, marked all at once, and another one asks again under another id', async () => {
    const { house, path } = await checkedIn({ photo: [photoOf(1), photoOf(2)] })
    expect(house.needs('guest-photo')).toMatchObject([{ title: `2 photos of a document came from ${A}.` }])
    const before = house.needs('guest-photo')[0]!.id
    answer(house, 'guest-photo', 'reviewed')
    expect(house.needs('guest-photo')).toEqual([])
    expect(house.page().photos.map((photo) => photo.reviewedBy)).toEqual(['Dana', 'Dana'])
    await house.phone.send(path, { do: 'photos', photo: [photoOf(3)] })
    expect(house.needs('guest-photo')).toMatchObject([{ title: `A photo of a document came from ${A}.` }])
    expect(house.needs('guest-photo')[0]!.id).not.toBe(before)
  })
})

describe('a text from the guest page', () => {
  it('is unread in the Inbox under the room it is about, and says where it was written', async () => {
    const { house, path } = await checkedIn()
    const [stay] = must(sheetView(house.desk, { reservationId: idOf(house, A) })).stays
    await house.phone.send(path, { do: 'write', stay: stay!.id, text: 'Is there a cot?', key: 'k1' })
    const all = { filter: 'open', text: '', offset: 0, limit: 50 } as const
    const { rows, counts } = must(inboxList(house.desk, all, {}))
    expect(counts.unread).toBe(1)
    expect(rows).toMatchObject([{ unitKey: 'R1', guestName: 'Ann Smith', unread: 1, lastLine: 'Is there a cot?' }])
    const view = must(conversationView(house.desk, { conversationId: rows[0]!.id as ConversationId, limit: 50 }))
    expect(view.messages).toMatchObject([{ fromPage: true, direction: 'inbound', author: 'Ann Smith' }])
    expect(view.filed).toBe('Written on the guest page, under R1.')
    expect(house.row()?.unread).toBe(1)
  })
})

describe('somebody who tries references', () => {
  it('is said once, to know rather than to decide, and closes by itself after a quiet hour', async () => {
    const house = await named()
    house.desk.store.write((db) => {
      for (let number = 0; number < 300; number++)
        insertGuestTry(db, {
          at: house.desk.clock.now(),
          referenceMac: `reference ${number}`,
          addressMac: `address ${number}`,
          right: false,
        })
    })
    const [need, ...others] = house.needs('guest-guessing')
    expect(others).toEqual([])
    expect(need?.title).toBe('Somebody tries references on the guest pages: 300 wrong tries since 14:30.')
    expect(need?.actions.map((action) => action.key)).toEqual(['dismiss'])
    house.setNow('2026-06-10T14:31:00Z')
    expect(house.needs('guest-guessing')).toEqual([])
    expect((await house.phone.enter(A, { who: 'Smith' })).path).toMatch(/^\/g\//)
  })
})

describe('the page of a party', () => {
  it('says how far it has come: no link, opened, checked in', async () => {
    const house = await named()
    expect(house.page()).toMatchObject({ state: 'none', at: null, openLinks: 0, noLink: null })
    const { path } = await house.phone.enter(A, { who: 'Smith' })
    expect(house.page()).toMatchObject({ state: 'opened', openLinks: 1 })
    await house.phone.send(path, { do: 'check-in', consent: 'yes' })
    expect(house.page()).toMatchObject({ state: 'checked-in', at: '2026-06-10T13:30:00.000Z' })
  })

  it('plans the codes of whoever is let in, like a check-in at the desk', async () => {
    const house = await nameless()
    await house.checkInByDates()
    answer(house, 'guest-approval', 'let-in')
    await house.settleFully()
    expect(Object.values(codesByDoor(house.desk, A)).map((code) => code.state)).toEqual(['on-lock', 'on-lock'])
    expect((await house.phone.enter(A, itsDates)).status).toBe(403)
  })
})
