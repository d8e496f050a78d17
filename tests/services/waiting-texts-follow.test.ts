/** An automatic text that waits goes with its stay: it leaves in the conversation and under the name of the new unit. */
import { afterEach, describe, expect, it } from 'vitest'
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { readConversation } from '../../db/queries/conversations.ts'
import { readHouse } from '../../db/queries/house.ts'
import { cancel, move, undo } from '../../electron/services/check-in/index.ts'
import { judgeAutomatic } from '../../electron/services/guest-messages/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { openSendingDesk, ours, type SendingDesk } from '../support/sending-desk.ts'
import { ann, ourTexts } from '../support/telling-desk.ts'
import { dana, must } from '../support/test-desk.ts'

let open: SendingDesk | null = null
afterEach(() => {
  open?.close()
  open = null
})
const A = '1000000001'
/** A welcome that waits, since Twilio is away. */
const waiting = async (units: readonly string[], numbers: readonly string[] = [ours]) => {
  const house = openSendingDesk({ judge: judgeAutomatic, numbers })
  open = house
  const stays = units.map((unit) => ({ unit, arrivalDate: '2026-06-20', departureDate: '2026-06-22' }))
  must(addReservation(house.desk, dana, { reference: A, channel: 'direct', welcome: true, guest: ann, stays }))
  house.world.spoil = () => ({ before: { kind: 'unreachable' } })
  await house.drain()
  return {
    house,
    async leaves() {
      house.world.spoil = () => null
      await house.drainFor(2)
      return house.world.bodies().map((body) => body.split('\n').slice(0, 2).join(' | '))
    },
    unitOfText() {
      const { conversationId } = ourTexts(house.desk)[0]!
      const { unitId } = readConversation(house.desk.store.read, conversationId)!
      return readHouse(house.desk.store.read)!.units.find((unit) => unit.id === unitId)?.key
    },
  }
}
const said = (unit: string) =>
  `${unit}: Hello Ann Example, welcome to Test House. | We expect you on Saturday 20 June, from 14:00 (${unit}).`

describe('a welcome that waits', () => {
  it('goes with its stay to the unit it is moved to', async () => {
    const { house, leaves, unitOfText } = await waiting(['R1'])
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    expect(unitOfText()).toBe('R2')
    expect(await leaves()).toEqual([said('Room 2')])
    // The conversation that was made for it alone is gone.
    expect(everyConversation(house.desk.store.read)).toHaveLength(1)
  })

  it('comes back with the move', async () => {
    const { house, leaves, unitOfText } = await waiting(['R1'])
    const { actionId } = must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    must(undo(house.desk, dana, { actionId }))
    expect(unitOfText()).toBe('R1')
    expect(await leaves()).toEqual([said('Room 1')])
  })

  it('goes to the stay that is left where its own is cancelled', async () => {
    const { house, leaves } = await waiting(['R1', 'R2'])
    must(cancel(house.desk, dana, { ref: A, units: ['R1'] }))
    expect(await leaves()).toEqual([said('Room 2')])
  })

  it('that left already stays where it was said', async () => {
    const { house, leaves, unitOfText } = await waiting(['R1'])
    await leaves()
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    expect(unitOfText()).toBe('R1')
  })

  it('in a house with several numbers keeps its one line', async () => {
    const { house, leaves } = await waiting(['R1'], [ours, '+12025550151'])
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    expect(await leaves()).toEqual([said('Room 2').replace('Room 2: ', '')])
    expect(house.world.conversations).toHaveLength(1)
  })
})
