/** Texts name the guest's page where its address lasts, and say everything without it (design.md section 4). */
import { describe, expect, it } from 'vitest'
import { updateMessage } from '../../db/queries/messages.ts'
import { maskPins } from '../../electron/domain/message-pins.ts'
import { countSegments } from '../../electron/domain/segments.ts'
import { minutes } from '../../electron/domain/time.ts'
import { extend } from '../../electron/services/check-in/index.ts'
import { retryText } from '../../electron/services/outbox/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { A, type ModelDesk, room } from '../support/houses.ts'
import {
  base,
  booked,
  closeAll,
  links,
  opens,
  own,
  passing,
  reachedBy,
  reserved,
  set,
  speak,
  tokens,
} from '../support/linked-desk.ts'
import { ann, leave, ourTexts, run, saidTo, tell, tellingHouses } from '../support/telling-desk.ts'
import { book, dana, dumpTables, must, pinsByDoor } from '../support/test-desk.ts'

const { open } = tellingHouses()

/** Books two rooms, and lets the program tell the guest of them. */
async function toldDoors(house: ModelDesk, language = 'en'): Promise<string> {
  booked(house)
  speak(house, language)
  await run(house, minutes(10))
  expect(ourTexts(house.desk)).toHaveLength(1)
  return saidTo(house.desk)[0]!
}
const lastLine = (text: string | undefined): string => text?.split('\n').at(-1) ?? ''

describe('every text with door codes', () => {
  it.each([
    ['en', 'Your page with all rooms and PINs:'],
    ['de', 'Ihre Seite mit allen Zimmern und PINs:'],
    ['fr', 'Votre page avec toutes les chambres et tous les codes :'],
    ['es', 'Su web con todas las habitaciones y los PIN:'],
    ['it', 'La Sua pagina con tutte le camere e i PIN:'],
  ])('says doors, times and PIN in words with and without a page: %s', async (language, lead) => {
    const without = await toldDoors(open(), language)
    const house = reachedBy(open(), own)
    const withPage = await toldDoors(house, language)
    const pin = pinsByDoor(house.desk, A).front!
    for (const said of [/Front door/, /Room 1/, /Room 2/, /14:00/, /11:00/, /10/, /12/, new RegExp(`: ${pin}, `)])
      expect(withPage).toMatch(said)
    // Without its last line it is the very text of a house that nobody reaches.
    const digits = (text: string): string => text.replace(/: \d{6}, /, ': PIN, ')
    expect(digits(withPage.split('\n').slice(0, -1).join('\n'))).toBe(digits(without))
    expect(lastLine(withPage)).toBe(`${lead} ${base}/g/${tokens(house)[0]}`)
    expect(countSegments(withPage).encoding).toBe(countSegments(without).encoding)
  })

  it.each([
    ['no public address', { kind: 'none' }, {}],
    ['an address that changes with every start', passing, {}],
    ['links in texts switched off', own, { linkInTexts: false }],
    ['pages switched off', own, { on: false }],
  ])('names no page with %s', async (_, tunnel, settings) => {
    const house = reachedBy(open(), tunnel)
    set(house, settings)
    const text = await toldDoors(house)
    expect(text).toContain(pinsByDoor(house.desk, A).front!)
    expect(text).not.toMatch(/https?:|\/g|page|[{}]/)
    expect(links(house)).toEqual([])
  })

  it('names the unit beside a door of its own that is called otherwise', async () => {
    const house = open()
    house.desk.store.sqlite.prepare("update doors set name = 'Blue door' where key = 'd1'").run()
    const text = await toldDoors(house)
    expect(text).toContain(`Front door, Room 1 (Blue door) and Room 2: ${pinsByDoor(house.desk, A).front}, `)
  })

  it('names the page of a reserved domain, also while the tunnel is down', async () => {
    const house = reachedBy(open(), reserved)
    expect(lastLine(await toldDoors(house))).toBe(`Your page with all rooms and PINs: ${base}/g/${tokens(house)[0]}`)
  })

  it('only the first one: what follows says what is new', async () => {
    const house = reachedBy(open(), own)
    await toldDoors(house)
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await run(house, minutes(20))
    expect(saidTo(house.desk)).toHaveLength(2)
    const pin = pinsByDoor(house.desk, A).front
    expect(saidTo(house.desk)[1]).toContain(`Front door, Room 1 and Room 2: ${pin}, from`)
    expect(saidTo(house.desk)[1]).toContain('13 June, 11:00.')
    expect(saidTo(house.desk)[1]).not.toContain(base)
    expect(links(house)).toHaveLength(1)
  })

  it('goes without its page where the address would make it too long, and tells of the same doors', async () => {
    const many = { rooms: 16, property: { codePolicy: 'per-unit' } } as const
    const rooms = Array.from({ length: 16 }, (_, index) => room(index + 1))
    const textsOf = async (tunnel: object): Promise<readonly string[]> => {
      const house = reachedBy(open(many), tunnel)
      book(house.desk, A, rooms, ann)
      await run(house, minutes(30))
      for (const text of saidTo(house.desk)) expect(text.length).toBeLessThanOrEqual(1500)
      return saidTo(house.desk).map((text) => text.replaceAll(/: \d{6}, /g, ': PIN, '))
    }
    const bare = await textsOf({ kind: 'none' })
    expect(bare.length).toBeGreaterThan(1)
    expect(await textsOf({ kind: 'url', url: `https://desk.example.com/${'x'.repeat(440)}` })).toEqual(bare)
  })
})

describe('the link of a text', () => {
  it('is not made for a welcome that nobody can be sent', () => {
    const house = reachedBy(open(), own)
    const added = must(
      addReservation(house.desk, dana, {
        ...{ reference: A, channel: 'direct', welcome: true, guest: { name: 'Ann Example' } },
        stays: [{ unit: 'R1', arrivalDate: '2026-06-20', departureDate: '2026-06-22' }],
      }),
    )
    expect(added.warnings).toEqual([expect.stringContaining('no phone number')])
    expect(links(house)).toEqual([])
  })

  it('lies nowhere in clear, opens the page once it is sent, and is shown as dots', async () => {
    const house = reachedBy(open(), own)
    await toldDoors(house)
    const [token] = tokens(house)
    const [text] = ourTexts(house.desk)
    expect(saidTo(house.desk)[0]).toContain(token!)
    expect(JSON.stringify(dumpTables(house.desk))).not.toContain(token!)
    expect(maskPins(text!.body)).not.toMatch(/https?:|page:/)
    expect(opens(house, token!)).toBe(true)
    expect(links(house)).toMatchObject([{ kind: 'once', proof: 'link' }])
  })

  it('is one, however often the text is judged before it leaves', async () => {
    const house = reachedBy(open(), own)
    booked(house)
    must(tell(house, 'welcome'))
    const [first] = tokens(house)
    for (let again = 0; again < 3; again++) {
      leave(house.desk)
      house.desk.store.write((db) => updateMessage(db, ourTexts(house.desk)[0]!.id, { status: 'waiting' }))
    }
    expect(tokens(house)).toEqual([first])
    expect(lastLine(saidTo(house.desk)[0])).toBe(`Your page with all rooms and PINs: ${base}/g/${first}`)
  })

  it.each([
    ['the address goes away', (house: ModelDesk) => void reachedBy(house, { kind: 'none' })],
    ['the desk closes it', (house: ModelDesk) => closeAll(house)],
    ['links in texts are switched off', (house: ModelDesk) => set(house, { linkInTexts: false })],
  ])('is left out where %s before the text is sent; the rest is said', async (_, change) => {
    const house = reachedBy(open(), own)
    booked(house)
    must(tell(house, 'welcome'))
    change(house)
    expect(leave(house.desk)).toEqual([])
    expect(saidTo(house.desk)[0]).toContain('Questions? Just answer this text.')
    expect(saidTo(house.desk)[0]).not.toMatch(/https?:|page|[{}]/)
  })

  it('is the same one where a person sends the text again', async () => {
    const house = reachedBy(open(), own)
    await toldDoors(house)
    const [first] = ourTexts(house.desk)
    house.desk.store.write((db) => updateMessage(db, first!.id, { status: 'undelivered', errorCode: 30003 }))
    must(retryText(house.desk, dana, { messageId: first!.id }))
    expect(leave(house.desk)).toEqual([])
    expect(tokens(house)).toHaveLength(1)
    expect(saidTo(house.desk)).toEqual([saidTo(house.desk)[0], saidTo(house.desk)[0]])
  })
})
