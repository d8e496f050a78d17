import type { LockFault, LockOutcome } from '../../domain/lock.ts'
import type { LockProvider } from '../../ports/lock-provider.ts'

/** The locks' vendors by name; null where one is not configured. */
export type LockProviders = {
  readonly named: (name: string) => LockProvider | null
  /** Told after each call to a vendor over the Internet whether the vendor was reached. */
  readonly reached?: (reached: boolean) => void
}

/** The provider, telling whether it was reached. An `offline` lock may still mean a vendor that answers: its health tells. */
export function watched(provider: LockProvider, locks: LockProviders): LockProvider {
  const { reached } = locks
  if (reached === undefined || provider.name === 'simulator') return provider
  const judge = async (deviceId: string, fault: LockFault | null): Promise<void> => {
    if (fault === null) return reached(true)
    if (fault === 'offline' || fault === 'transient') reached((await provider.health(deviceId)).online !== null)
  }
  const call = async (deviceId: string, outcome: Promise<LockOutcome>): Promise<LockOutcome> => {
    const answer = await outcome
    await judge(deviceId, 'fault' in answer ? answer.fault : null)
    return answer
  }
  return {
    ...provider,
    setCode: (order) => call(order.deviceId, provider.setCode(order)),
    updateCode: (order) => call(order.deviceId, provider.updateCode(order)),
    removeCode: (order) => call(order.deviceId, provider.removeCode(order)),
    listCodes: async (deviceId) => {
      const answer = await provider.listCodes(deviceId)
      await judge(deviceId, answer.ok ? null : answer.fault)
      return answer
    },
  }
}
