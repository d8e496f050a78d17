/** What was missed is found, whatever the clock of this computer said before, and a bug in one part hides no text. */
import { describe, expect, it } from 'vitest'
import { writeNumber } from '../../db/queries/lines.ts'
import type { Incoming } from '../../electron/domain/incoming.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { ok } from '../../electron/domain/result.ts'
import { fileIncoming, noteRoster } from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { quickWorker } from '../support/quick-worker.ts'
import { type SilentHouse, silentHouses } from '../support/silent-houses.ts'
import { at, dana, must } from '../support/test-desk.ts'
import { bodiesOf } from '../support/texting-desk.ts'

const john = '+12025550101'
const number = '+12025550150'
const open = silentHouses()
const says = ({ twilio }: SilentHouse, body: string, when: string) =>
  twilio.guestTexts({ from: john, to: number, body, at: when })
const file = ({ desk }: SilentHouse, incoming: Incoming) =>
  must(transact(desk, dana, (work) => ok(fileIncoming(work, incoming))))

describe('a clock that was days ahead', () => {
  it('hides nothing that came while the desk was off and its clock was put right', async () => {
    const house = await open()
    await says(house, 'before', '2026-06-10T13:00:00Z')
    house.setNow('2026-06-20T13:30:00Z')
    await house.catchUp().run()
    await house.twilio.setNow('2026-06-14T13:30:00Z')
    await says(house, 'while it was off', '2026-06-11T08:00:00Z')
    house.setNow('2026-06-14T13:30:00Z')
    expect(await house.catchUp().run()).toMatchObject({ found: 1, fault: null })
    expect(bodiesOf(house.desk)).toEqual([['before', 'while it was off']])
  })
})

describe('a text of a number whose log is believed', () => {
  it('that came live by our clock gets Twilio’s time from the log', async () => {
    const house = await open({ numbers: [{ phone: number, autocreation: false }] }, { authority: 'messaging' })
    const text = await says(house, 'Hello', '2026-06-10T10:00:00Z')
    const live: Incoming = {
      ...{ sid: text.smsSid, stream: 'messaging', conversationSid: null, index: null, author: john, number, to: null },
      ...{ body: 'Hello', at: at('2026-06-10T10:00:07Z'), isOurTime: true, media: [], attributes: null, optOut: null },
    }
    file(house, live)
    await house.catchUp().run()
    expect(house.stored().map((text) => text.at)).toEqual([at('2026-06-10T10:00:00Z')])
    expect(bodiesOf(house.desk)).toEqual([['Hello']])
  })
})

describe('the copy in the other stream', () => {
  it('says STOP in words that only Twilio knows, and the line is shut', async () => {
    const house = await open()
    const text = await says(house, 'Arrêt', '2026-06-10T13:00:00Z')
    await house.catchUp().run()
    const copy: Incoming = {
      ...{ sid: text.smsSid, stream: 'messaging', conversationSid: null, index: null, author: john, number, to: null },
      ...{ body: 'Arrêt', at: at('2026-06-10T13:00:01Z'), media: [], attributes: null, optOut: 'stop' },
    }
    expect(file(house, copy)).toBe('aside')
    const since = house.desk.store.sqlite.prepare('select opted_out_at from lines').pluck().all()
    expect(since).toEqual([at('2026-06-10T13:00:01Z')])
    expect(bodiesOf(house.desk)).toEqual([['Arrêt']])
  })
})

describe('a bug in one part of texting', () => {
  it('does not keep the other parts from their turn', async () => {
    const house = await open()
    await says(house, 'Hello', '2026-06-10T13:00:00Z')
    house.desk.store.sqlite.exec('drop table webhook_inbox')
    const worker = quickWorker(house, { gateways: house.gateways })
    worker.start()
    await expect.poll(() => bodiesOf(house.desk), { timeout: 10_000, interval: 50 }).toEqual([['Hello']])
    await worker.stop()
  })
})

describe('a number of the account that belongs to somebody else', () => {
  const another = '+12025550159'
  const marked = (house: SilentHouse) =>
    house.desk.store.sqlite.prepare('select count(*) from line_sids where line_id is not null').pluck().get()
  it('brings no text into this house, and is not read again and again', async () => {
    const house = await open({ numbers: [number, another] })
    house.desk.store.sqlite.prepare('delete from numbers where phone = ?').run(another)
    await house.twilio.guestTexts({ from: john, to: another, body: 'To the other house', at: '2026-06-10T13:00:00Z' })
    await says(house, 'To this one', '2026-06-10T13:01:00Z')
    const catchUp = house.catchUp()
    expect(await catchUp.run()).toMatchObject({ found: 1, fault: null })
    expect(bodiesOf(house.desk)).toEqual([['To this one']])
    expect(marked(house)).toBe(1)
    expect((await catchUp.run()).requests).toBe(3)
  })
  it('takes no text by webhook once its roster was told, and no answer leaves by it', async () => {
    const house = await open({ numbers: [number] })
    const one = (sid: string): Incoming => ({
      ...{
        sid,
        stream: 'conversations',
        conversationSid: 'CHother',
        index: null,
        author: john,
        number: null,
        to: null,
      },
      ...{ body: sid, at: at('2026-06-10T13:00:00Z'), media: [], attributes: null, optOut: null },
    })
    // With one number nobody doubts at first.
    expect(file(house, one('IM1'))).toBe('filed')
    const members = [{ address: john, participantSid: null }]
    const roster = { conversationSid: 'CHother', kind: 'one-to-one', members, number: another } as const
    must(transact(house.desk, dana, (work) => ok(noteRoster(work, roster))))
    expect(marked(house)).toBe(0)
    expect(file(house, one('IM2'))).toBe('aside')
    expect(bodiesOf(house.desk)).toEqual([['IM1']])
    // The number comes to this house after all.
    must(
      transact(house.desk, dana, (work) => {
        writeNumber(work.db, { phone: another as PhoneNumber, position: 1, active: true, authority: 'conversations' })
        return ok(noteRoster(work, roster))
      }),
    )
    expect(file(house, one('IM3'))).toBe('filed')
  })
})
