import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { defaultAccountSid, defaultAuthToken } from '../../electron/adapters/training-twilio/index.ts'
import { twilioGateway } from '../../electron/adapters/twilio/twilio-gateway.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { instant } from '../../electron/domain/time.ts'
import { createCatchUp } from '../../electron/services/catch-up/index.ts'
import { createRequests } from '../../electron/services/catch-up/requests.ts'
import { projectRoot } from '../project-root.ts'
import { openBenchDesk } from './bench-desk.ts'
import type { BenchResult } from './bench-result.ts'
import { startListening } from './listening-process.ts'

const CONVERSATIONS = 200
const TEXTS = 10_000
const number = '+12025550150' as PhoneNumber
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Ten thousand texts that no webhook brought, fetched and filed, against only listing the same pages. */
export async function run(): Promise<BenchResult[]> {
  const entry = join(projectRoot, 'scripts', 'bench', 'training-process.ts')
  const twilio = await startListening([entry, String(CONVERSATIONS), String(TEXTS)])
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const gateway = twilioGateway({
    ...{ accountSid: defaultAccountSid, authToken: defaultAuthToken, apiBaseUrl: twilio.url },
    ...{ logger: silentLogger, timeoutMs: 15_000 },
  })
  const desk = openBenchDesk(join(folder, 'data'), 10, {
    twilio: { accountSid: defaultAccountSid, numbers: [number], apiBaseUrl: twilio.url },
  })
  try {
    const listed = async (): Promise<{ readonly seconds: number; readonly requests: number }> => {
      const asking = createRequests({ gateway, pause, reached: () => {} })
      const started = performance.now()
      const open = await asking.pages((one, page) => one.listConversations({ state: 'active', page }))
      await Promise.all([
        asking.pages((one, page) => one.listTexts({ number, way: 'to', since: instant(0), page })),
        ...open.items.flatMap(({ sid }) => [
          asking.ask((one) => one.roster(sid)),
          asking.pages((one, page) => one.listMessages({ conversationSid: sid, page })),
        ]),
      ])
      return { seconds: (performance.now() - started) / 1_000, requests: asking.count() }
    }
    const floor = await listed()
    const started = performance.now()
    const { found, requests, fault } = await createCatchUp({ desk, gateways: { current: () => gateway } }).run()
    const value = (performance.now() - started) / 1_000
    if (found !== TEXTS || fault !== null) throw new Error(`catch-up found ${found} of ${TEXTS}: ${fault}`)
    const what = `catch-up of ${TEXTS} texts in ${CONVERSATIONS} conversations`
    return [
      {
        name: `${what} (floor: listing the same)`,
        value,
        unit: 's',
        floor: floor.seconds,
        ratio: value / floor.seconds,
      },
      { name: `${what}, requests`, value: requests, unit: '', floor: floor.requests, ratio: requests / floor.requests },
    ]
  } finally {
    desk.store.close()
    await twilio.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
