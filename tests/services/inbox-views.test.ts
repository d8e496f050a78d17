/** What the Inbox is shown: the list with its counts, one conversation with all that stands beside it, Today's rows. */
import { describe, expect, it } from 'vitest'
import { codesOfReservation } from '../../db/queries/codes.ts'
import { refreshConversation } from '../../db/queries/conversations.ts'
import { updateLine } from '../../db/queries/lines.ts'
import { updateMessage } from '../../db/queries/messages.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { closeConversation, markRead } from '../../electron/services/conversations/index.ts'
import { inboxList } from '../../electron/services/views/index.ts'
import { ann, day, inboxes, john, noon } from '../support/inbox-desk.ts'
import { list, named, rows, written } from '../support/inbox-shown.ts'
import { dana, must } from '../support/test-desk.ts'

const open = inboxes()

describe('the list of the Inbox', () => {
  it('has the newest text on top, with the unit, the guest and the line; a phone nobody knows is Unknown', () => {
    const house = open()
    named(house, 'A100', 'R1', 'John Doe', john)
    house.text({ body: 'Is there a cot?', at: noon(0) })
    house.text({ body: 'Do you have parking?', from: ann, at: `${day(0)}T10:00:00Z` })
    house.stay('OLD1', 'R3', -60, -50, '+12025550103')
    house.text({ body: 'I left my scarf', from: '+12025550103', at: `${day(0)}T09:00:00Z` })
    expect(rows(house)).toEqual([
      'R1 John Doe: Is there a cot?',
      'Unknown +1 202 555 0102: Do you have parking?',
      'No unit +1 202 555 0103: I left my scarf',
    ])
    expect(list(house).counts).toEqual({ open: 3, review: 0, unknown: 1, noUnit: 1, stuck: 0, closed: 0, unread: 3 })
    expect(rows(house, 'unknown')).toHaveLength(1)
    expect(rows(house, 'no-unit')).toEqual(['No unit +1 202 555 0103: I left my scarf'])
  })

  it('counts the closed, the read and those to review apart', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.stay('B200', 'R2', 1, 3)
    house.text({ body: 'which one?', at: noon(2) })
    house.text({ body: 'bye', from: ann })
    must(closeConversation(house.desk, dana, { conversationId: house.conversation(null, ann), closed: true }))
    must(markRead(house.desk, dana, { conversationId: house.conversation(null, ann) }))
    const { counts } = list(house)
    expect(counts).toMatchObject({ open: 1, review: 1, closed: 1, unknown: 0, unread: 1 })
    expect(list(house, 'review').rows[0]).toMatchObject({ unitKey: 'R2', state: 'review', unread: 1 })
    expect(list(house, 'closed').rows.map((row) => row.lastLine)).toEqual(['bye'])
  })

  it('shows one state a row, what a person must do before what the desk is doing', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'hello', sid: 'IMstate' })
    const state = () => list(house).rows[0]?.state
    expect(state()).toBeNull()
    written(house, 'R1', 'sending')
    expect(state()).toBe('sending')
    written(house, 'R1', 'waiting')
    expect(state()).toBe('waiting')
    const line = house.message('IMstate').lineId
    house.work(({ db }) => updateLine(db, line!, { optedOutAt: house.desk.clock.now() }))
    expect(state()).toBe('opted-out')
    house.work(({ db }) => updateLine(db, line!, { optedOutAt: null }))
    house.stay('B200', 'R2', 0, 3)
    house.work(({ db }) => {
      updateMessage(db, house.message('IMstate').id, { needsReview: true })
      refreshConversation(db, house.conversation('R1'))
    })
    expect(state()).toBe('review')
    written(house, 'R1', 'held')
    expect(state()).toBe('held')
    written(house, 'R1', 'undelivered')
    expect(state()).toBe('failed')
    expect(list(house, 'stuck').total).toBe(1)
  })

  it('finds by name, digits of the phone, unit and words of a text, and never by what stands for a PIN', () => {
    const house = open()
    const reservation = named(house, 'A100', 'R1', 'Zoë Muster', john)
    house.text({ body: 'Where is 100% of the parking_lot?' })
    house.text({ body: 'nothing', from: ann })
    const [code] = codesOfReservation(house.desk.store.read, reservation as ReservationId)
    const message = written(house, 'R1', 'delivered')
    house.work(({ db }) => updateMessage(db, message.id, { body: `Your PIN is {{pin:${code!.id}}}. Bring soap` }))
    const found = (text: string) => list(house, 'open', text).rows.map((row) => row.unitKey)
    expect(found('zoë')).toEqual(['R1'])
    expect(found('555 0101')).toEqual(['R1'])
    expect(found('room 1')).toEqual(['R1'])
    expect(found('parking_lot')).toEqual(['R1'])
    expect(found('parkingXlot')).toEqual([])
    expect(found('100%')).toEqual(['R1'])
    expect(found('soap')).toEqual(['R1'])
    expect(found(code!.id.slice(0, 8))).toEqual([])
    expect(found('{{pin')).toEqual([])
    expect(found('NOTHING')).toEqual([null])
    expect(list(house, 'open', 'o').total).toBe(2)
    expect(list(house).rows[0]?.lastLine).not.toContain('{{pin')
  })

  it('is cut into pages whose total says how many there are', () => {
    const house = open()
    for (let at = 0; at < 5; at++)
      house.text({
        from: `+4477009001${String(at).padStart(2, '0')}`,
        body: `text ${at}`,
        at: `${day(0)}T10:0${at}:00Z`,
      })
    const page = list(house, 'open', '', 2, 2)
    expect(page.rows.map((row) => row.lastLine)).toEqual(['text 2', 'text 1'])
    expect([page.total, page.offset]).toEqual([5, 2])
  })

  it('says why texting does not work', () => {
    const house = open()
    const texting = (environment: Readonly<Record<string, string>>) =>
      must(inboxList(house.desk, { filter: 'open', text: '', offset: 0, limit: 1 }, environment)).texting
    expect(texting({})).toBe('no-credentials')
    const without = open({ numbers: [] })
    expect(must(inboxList(without.desk, { filter: 'open', text: '', offset: 0, limit: 1 }, {})).texting).toBe('off')
  })
})
