import type { Result } from '../domain/result.ts'

/** Why no tunnel stands: `refused` is the account or domain (a person must act), the others mend by themselves. */
export type TunnelFault = { readonly kind: 'refused' | 'unreachable' | 'lost'; readonly detail: string }

/** A public https address that leads to a port of this computer. */
export type Tunnel = {
  /** Opens it; `onLost` is told once when it breaks later. */
  readonly open: (order: {
    readonly port: number
    readonly authtoken: string
    readonly domain: string | null
    readonly onLost: (fault: TunnelFault) => void
  }) => Promise<Result<{ readonly url: string; readonly close: () => Promise<void> }, TunnelFault>>
}
