/** Guest pages as the window asks: through the contract and the real services. */
import { describe, expect, it } from 'vitest'
import type { OpenDesk } from '../../electron/composition.ts'
import { type InputOf, type OutputOf, type ProcedureName, procedures } from '../../electron/contract/procedures.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import type { Result } from '../../electron/domain/result.ts'
import type { AppContext } from '../../electron/ipc/handlers/context.ts'
import { guestPageHandlers, guestPageHtml } from '../../electron/ipc/handlers/guest-pages.ts'
import { type GuestDesk, guestDesks, photoOf, publicBase } from '../support/guest-desk.ts'
import { A, room } from '../support/houses.ts'
import { idOf } from '../support/telling-desk.ts'
import { book, codeOf, must } from '../support/test-desk.ts'

const open = guestDesks()
type Name = Extract<ProcedureName, `guestPage.${string}`>
const contextOf = ({ desk }: GuestDesk): AppContext =>
  ({
    current: () => ({ desk, seePages: async () => null }) as Partial<OpenDesk>,
    blocked: () => null,
    deskStaff: () => ({ id: 'staff', name: 'Yusuf' }),
  }) as Partial<AppContext> as AppContext
/** Asks as the window does: what is sent goes through the contract. */
function ask<Asked extends Name>(
  house: GuestDesk,
  name: Asked,
  input: InputOf<Asked>,
): Promise<Result<OutputOf<Asked>, Failure>> {
  const handlers = guestPageHandlers(contextOf(house)) as unknown as Record<Name, (sent: unknown) => Promise<never>>
  return handlers[name](procedures[name].input.parse(input))
}

const guest = { name: 'Ann Smith', phone: '+12025550117' }
async function withPhotos() {
  const house = await open()
  book(house.desk, A, [room(1)], guest)
  await house.checkInByName({ photo: [photoOf(1)] })
  return { house, reservationId: idOf(house, A) }
}

describe('the window', () => {
  it('opens a photo for whoever is at the desk, and the trail names them', async () => {
    const { house, reservationId } = await withPhotos()
    const [photo] = must(await ask(house, 'guestPage.open', { reservationId })).photos
    const shown = must(await ask(house, 'guestPage.photo', { photoId: photo!.id }))
    expect(shown).toEqual({
      contentType: 'image/png',
      base64: Buffer.from(await photoOf(1).arrayBuffer()).toString('base64'),
    })
    must(await ask(house, 'guestPage.reviewPhotos', { reservationId }))
    must(await ask(house, 'guestPage.idSeen', { reservationId }))
    const after = must(await ask(house, 'guestPage.open', { reservationId }))
    expect(after.photos).toMatchObject([{ reviewedBy: 'Yusuf' }])
    expect(after.idSeenAt).toBe('2026-06-10T13:30:00.000Z')
    must(await ask(house, 'guestPage.deletePhoto', { photoId: photo!.id }))
    expect(codeOf(await ask(house, 'guestPage.photo', { photoId: photo!.id }))).toBe('photo-gone')
  })

  it('lets in by the click of a person, and once', async () => {
    const house = await open()
    book(house.desk, A, [room(1)])
    await house.checkInByDates()
    const reservationId = idOf(house, A)
    const [one] = must(await ask(house, 'guestPage.open', { reservationId })).waiting
    must(await ask(house, 'guestPage.decide', { checkInId: one!.id, letIn: true }))
    expect(house.row()).toMatchObject({ guestName: 'Ann Smith' })
    expect(codeOf(await ask(house, 'guestPage.decide', { checkInId: one!.id, letIn: false }))).toBe('not-waiting')
  })

  it('draws the link as a picture that holds it, and closes it', async () => {
    const { house, reservationId } = await withPhotos()
    const made = must(await ask(house, 'guestPage.makeLink', { reservationId }))
    expect(made.address.startsWith(`${publicBase}/g/`)).toBe(true)
    expect(made.qr).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>$/)
    expect(must(await ask(house, 'guestPage.closeLinks', { reservationId }))).toEqual({ closed: 2 })
    expect(codeOf(await ask(house, 'guestPage.sendLink', { reservationId }))).toBe('texting-off')
  })

  it('saves the settings, keeps the password that is not typed, and says that there is no page to test', async () => {
    const { house } = await withPhotos()
    const { address, noLinks, hasWifiPassword, ...view } = must(await ask(house, 'guestPage.settings', {}))
    expect([address, noLinks, hasWifiPassword]).toEqual([`${publicBase}/g`, null, false])
    const form = { ...view, deskPhone: '', wifiName: 'Harbour guests' }
    expect(
      must(await ask(house, 'guestPage.saveSettings', { ...form, wifiPassword: 'invented-secret' })),
    ).toMatchObject({
      hasWifiPassword: true,
    })
    expect(
      must(await ask(house, 'guestPage.saveSettings', { ...form, unlock: false, wifiPassword: null })),
    ).toMatchObject({
      hasWifiPassword: true,
      unlock: false,
    })
    expect(must(await ask(house, 'guestPage.test', {}))).toMatchObject({ ok: false })
  })

  it('has the page as the guest sees it, and none of a booking that is not there', async () => {
    const { house, reservationId } = await withPhotos()
    expect(guestPageHtml(contextOf(house), reservationId)).toContain('Test House')
    expect(guestPageHtml(contextOf(house), 'nobody')).toBeNull()
  })
})
