/** A tunnel by ngrok's official SDK. It connects again by itself after short losses; only a long one is told. */
import { fail, ok } from '../../domain/result.ts'
import type { Tunnel, TunnelFault } from '../../ports/tunnel.ts'

/** As much of the SDK as is used here. */
export type NgrokSdk = {
  readonly forward: (config: {
    readonly addr: string
    readonly authtoken: string
    readonly domain?: string
    readonly schemes: string[]
    readonly onStatusChange: (status: string) => void
  }) => Promise<{ readonly url: () => string | null; readonly close: () => Promise<void> }>
}

export type NgrokOptions = {
  /** Loaded when a tunnel is first wanted: the SDK is native code, and a house without tunnel never needs it. */
  readonly load: () => Promise<NgrokSdk>
  /** How long the SDK may mend a lost connection by itself. */
  readonly mendMs?: number
  readonly openMs?: number
}

const defaultMendMs = 20_000
const defaultOpenMs = 30_000

export function ngrokTunnel({ load, mendMs = defaultMendMs, openMs = defaultOpenMs }: NgrokOptions): Tunnel {
  return {
    async open({ port, authtoken, domain, onLost }) {
      let patience: NodeJS.Timeout | null = null
      let over = false
      const calm = (): void => {
        if (patience !== null) clearTimeout(patience)
        patience = null
      }
      const onStatusChange = (status: string): void => {
        calm()
        if (over || status !== 'closed') return
        patience = setTimeout(() => {
          if (over) return
          over = true
          onLost({ kind: 'lost', detail: '' })
        }, mendMs)
      }
      try {
        const sdk = await load()
        const opening = sdk.forward({
          addr: `127.0.0.1:${port}`,
          authtoken,
          ...(domain === null ? {} : { domain }),
          schemes: ['https'],
          onStatusChange,
        })
        const listener = await within(opening, openMs)
        if (listener === null) {
          // Should it come after all, nobody waits for it any more.
          over = true
          opening.then((late) => late.close()).catch(() => {})
          return fail({ kind: 'unreachable', detail: 'timeout' })
        }
        const url = listener.url()
        if (url === null) {
          await listener.close()
          return fail({ kind: 'refused', detail: 'no-address' })
        }
        return ok({
          url: url.replace(/\/+$/, ''),
          async close() {
            over = true
            calm()
            await listener.close()
          },
        })
      } catch (error) {
        over = true
        calm()
        return fail(judge(error))
      }
    },
  }
}

/** Null where it takes longer. */
async function within<Value>(work: Promise<Value>, ms: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([
      work,
      new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), ms)
      }),
    ])
  } finally {
    clearTimeout(timer)
  }
}

/** Only the code is kept of what ngrok says: its sentences repeat the token. */
function judge(error: unknown): TunnelFault {
  const { errorCode, message } = error as { readonly errorCode?: unknown; readonly message?: unknown }
  const text = `${typeof errorCode === 'string' ? errorCode : ''} ${typeof message === 'string' ? message : ''}`
  const code = /ERR_NGROK_\d+/.exec(text)?.[0]
  if (code !== undefined) return { kind: 'refused', detail: code }
  if (/cannot find (native|module)|MODULE_NOT_FOUND|ERR_DLOPEN|Failed to load native/i.test(text))
    return { kind: 'refused', detail: 'not-installed' }
  return { kind: 'unreachable', detail: '' }
}
