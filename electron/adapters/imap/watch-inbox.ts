/** A line to the inbox that is kept open with IDLE, and made anew when it breaks. */
import type { ImapFlow } from 'imapflow'
import { retryDelayMs } from '../../domain/retry.ts'
import type { MailWatch } from '../../ports/mailbox.ts'
import { faultOf, type ImapAccess, newClient, openInbox } from './imap-client.ts'

/** What no repetition cures is tried as seldom as this. */
const hopeless = 6

/** The library misses a server that froze in the middle of a command: it has to answer, or the line is given up. */
async function prove(line: ImapFlow, withinMs: number): Promise<void> {
  const timer = setTimeout(() => line.close(), withinMs)
  try {
    await line.noop()
  } catch {
    line.close()
  } finally {
    clearTimeout(timer)
  }
}

export function watchInbox(access: ImapAccess, onNews: () => void): MailWatch {
  let isStopped = false
  let isWatching = false
  let client: ImapFlow | null = null
  let wake = (): void => {}

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** One connection, until it ends. Throws where the inbox could not be opened. */
  const hold = async (line: ImapFlow): Promise<void> => {
    const closed = new Promise<void>((resolve) => line.on('close', resolve))
    line.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) onNews()
    })
    await openInbox(line)
    isWatching = true
    // What came while nobody watched.
    onNews()
    const dog = setInterval(() => void prove(line, access.timing.socketMs), access.timing.maxIdleMs)
    await closed
    clearInterval(dog)
  }

  const run = (async () => {
    for (let failures = 0; !isStopped; ) {
      try {
        client = await newClient(access, 'watch')
        if (isStopped) break
        await hold(client)
        failures = 1
      } catch (error) {
        const fault = faultOf(error)
        failures = fault === 'auth' || fault === 'certificate' ? hopeless : failures + 1
      } finally {
        isWatching = false
        client?.close()
      }
      if (!isStopped) await rest(retryDelayMs(failures, 0))
    }
  })()

  return {
    isWatching: () => isWatching,
    async stop() {
      isStopped = true
      client?.close()
      wake()
      await run
    },
  }
}
