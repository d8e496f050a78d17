/** Texting on the command line: how it is set up, what the desk has ready, and what is told and fetched at a person's word. */
import { describe, expect, it } from 'vitest'
import { conversationCommands } from '../../electron/desk/conversation-commands.ts'
import { deskCommands } from '../../electron/desk/desk-commands.ts'
import { textingCommands } from '../../electron/desk/texting-commands.ts'
import { commandsOfTextingHouse, id } from '../support/commands.ts'
import { book } from '../support/test-desk.ts'

const John = '+12025550101'
const N1 = '+12025550150'

const { house, run, done, refused } = commandsOfTextingHouse(
  { ...conversationCommands, ...textingCommands, ...deskCommands },
  N1,
)

describe('texting', () => {
  it('says how texting is set up, without a secret', async () => {
    expect(await done('texting')).toMatchObject({
      configured: true,
      hasToken: false,
      mode: 'desk',
      numbers: [{ phone: N1 }],
    })
    expect(await refused('texting', '--take-over', 'webhook')).not.toBe('done')
    await expect(run('texting', '--take-over', 'everything')).rejects.toThrow('--take-over offers')
  })

  it('keeps templates', async () => {
    const saved = await done('template', 'Parking', '--language', 'en', '--text', 'The car park is behind the house.')
    expect(saved).toEqual({ id: expect.any(String) })
    expect((await done('templates')).map((one: { name: string }) => one.name)).toContain('Parking')
    expect(await done('template', 'Parking', '--language', 'en', '--remove')).toMatchObject({ removed: true })
    expect(await refused('template', 'Parking', '--language', 'en', '--remove')).toBe('template-unknown')
  })

  it('tell queues the welcome once', async () => {
    book(house().desk, 'A1', [['R1', '2026-06-11', '2026-06-12']], { name: 'John Doe', phone: John })
    expect(await done('tell', 'A1', 'welcome')).toEqual({ id, status: 'waiting' })
    expect(await refused('tell', 'A1', 'welcome')).toBe('already-sent')
    await expect(run('tell', 'A1', 'goodbye')).rejects.toThrow('tell offers welcome, codes')
  })

  it('sync offers twilio and outbox', async () => {
    expect(await done('sync', 'twilio')).toEqual({ feeds: [], mail: null, lockSteps: 0, twilio: null, sendingSteps: 0 })
    await expect(run('sync', 'everything')).rejects.toThrow('sync offers feeds, mail, locks, twilio, outbox, all')
  })
})
