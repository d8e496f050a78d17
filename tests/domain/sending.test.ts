import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupChange, groupRefusal, planGroup } from '../../electron/domain/group-line.ts'
import { afterReceipt, type ReceiptStatus } from '../../electron/domain/receipt.ts'
import { faultWords, sendingFault, textPauseMs } from '../../electron/domain/sending-fault.ts'

describe('receipts', () => {
  const told = fc.constantFrom<ReceiptStatus>('sent', 'delivered', 'read', 'failed', 'undelivered')

  it('end the same in whatever order they come twice', () => {
    fc.assert(
      fc.property(fc.array(told.filter((one) => one !== 'failed' && one !== 'undelivered')), (receipts) => {
        const forward = receipts.reduce<Parameters<typeof afterReceipt>[0]>(afterReceipt, 'sent')
        const backward = receipts.toReversed().reduce<Parameters<typeof afterReceipt>[0]>(afterReceipt, 'sent')
        expect(forward).toBe(backward)
      }),
    )
  })

  it('never take back what was delivered, what failed or what was not sent', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('failed' as const, 'undelivered' as const, 'not-sent' as const),
        told,
        (end, receipt) => {
          expect(afterReceipt(end, receipt)).toBe(end)
          expect(afterReceipt('read', receipt)).toBe('read')
          expect(afterReceipt('delivered', receipt)).toBe(receipt === 'read' ? 'read' : 'delivered')
        },
      ),
    )
  })

  it('move a text forward that waits for its answer', () => {
    expect(afterReceipt('unknown', 'delivered')).toBe('delivered')
    expect(afterReceipt('sending', 'sent')).toBe('sent')
    expect(afterReceipt('sent', 'undelivered')).toBe('undelivered')
  })
})

describe('what Twilio refuses', () => {
  it('is said in plain words with its code, and a code without words keeps its number', () => {
    expect(faultWords(30007)).toBe('carrier refused (30007)')
    expect(faultWords(63038)).toBe('Twilio did not take it (63038)')
    expect(faultWords(null)).toBe('Twilio did not take it')
    expect(groupRefusal(50436)).toBe('Twilio says that the group has too many phones (50436)')
    expect(groupRefusal(50438)).toBe('Twilio refused the group (50438)')
  })

  it('is not tried again where no repetition helps', () => {
    for (const code of [21211, 21610, 21612, 21614, 21635, 30004, 30005, 30006, 30032, 30034])
      expect([code, sendingFault(code).again]).toEqual([code, false])
    for (const code of [30003, 30007, 30008, 21611, 30001, 50513])
      expect([code, sendingFault(code).again]).toEqual([code, true])
  })

  it('is tried again after ever longer pauses, at most a minute and a fifth, and as late as Twilio asks', () => {
    expect([1, 2, 3, 4, 5, 50].map((tries) => textPauseMs(tries, 0, null))).toEqual([
      2_000, 5_000, 15_000, 30_000, 60_000, 60_000,
    ])
    expect(textPauseMs(9, 1, null)).toBe(72_000)
    expect(textPauseMs(1, 0, 45_000)).toBe(45_000)
  })
})

describe('a group of guest and managers', () => {
  it('has the guest first, each manager once, and nobody outside +1', () => {
    expect(planGroup('+12025550101', '+12025550150', ['+12025550199', '+447700900123', '+12025550199'])).toEqual({
      phones: ['+12025550101', '+12025550199'],
    })
  })

  it('is refused with its reason', () => {
    const refused = (guest: string, ours: string, managers: readonly string[]) => planGroup(guest, ours, managers)
    expect(refused('+447700900123', '+12025550150', ['+12025550199'])).toHaveProperty('refused')
    expect(refused('+12025550101', '+447700900150', ['+12025550199'])).toHaveProperty('refused')
    expect(refused('+12025550101', '+12025550150', ['+447700900199'])).toEqual({
      refused: 'no manager has a +1 number',
    })
    const nine = Array.from({ length: 9 }, (_, index) => `+1202555020${index}`)
    expect(refused('+12025550101', '+12025550150', nine)).toEqual({ refused: 'a group has at most 10 phones' })
    expect(refused('+12025550101', '+12025550150', nine.slice(1))).toHaveProperty('phones')
  })

  it('changes by who is missing and which manager has left; who cannot be named, or was brought in by others, stays', () => {
    const members = [
      { address: '+12025550101', participantSid: 'MB1' },
      { address: '+12025550199', participantSid: 'MB2' },
      { address: '+12025550197', participantSid: null },
      { address: '+12025550177', participantSid: 'MB4' },
    ]
    const former = new Set(['+12025550199', '+12025550197'])
    expect(groupChange(['+12025550101', '+12025550198'], members, former)).toEqual({
      join: ['+12025550198'],
      leave: [{ address: '+12025550199', participantSid: 'MB2' }],
    })
  })
})
