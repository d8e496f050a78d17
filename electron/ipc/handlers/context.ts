import type { OpenDesk } from '../../composition.ts'
import type { Failure } from '../../domain/failure.ts'
import { failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Printer } from '../../ports/printer.ts'
import type { KeyPlace } from '../../ports/secret-store.ts'
import type { Caller } from '../../services/desk/index.ts'
import type { TtlockGiven } from '../../services/house/index.ts'

/** A lock that a vendor's account can reach. */
export type LockLine = { readonly deviceId: string; readonly name: string; readonly online: boolean | null }

/** What the handlers share: the open desk, once there is one, and who stands at it. */
export type AppContext = {
  readonly current: () => OpenDesk | null
  /** Why there is no desk, where a folder is there but cannot be opened. */
  readonly blocked: () => Failure | null
  readonly create: (place: KeyPlace) => Result<OpenDesk, Failure>
  /** The demo lives in a folder of its own inside the data folder, so that leaving it leaves nothing behind. */
  readonly createDemo: () => Result<OpenDesk, Failure>
  readonly leaveDemo: () => Promise<Result<null, Failure>>
  readonly deskStaff: () => { readonly id: string; readonly name: string } | null
  readonly chooseStaff: (staffId: string | null) => void
  readonly printer: Printer
  readonly checkSeam: (apiKey: string) => Promise<Result<readonly LockLine[], Failure>>
  readonly checkTtlock: (account: TtlockGiven) => Promise<Result<readonly LockLine[], Failure>>
  readonly checkFeed: (feed: {
    readonly url: string
    readonly channel: string
    readonly allowPrivate: boolean
  }) => Promise<Result<{ stays: number; blocks: number; next: string | null }, Failure>>
  /** The numbers of a Twilio account, asked with what was typed. */
  readonly checkTwilio: (
    open: OpenDesk,
    account: { readonly accountSid: string; readonly authToken: string },
  ) => Promise<Result<readonly string[], Failure>>
  readonly saveFile: (file: {
    readonly suggestedName: string
    readonly bytes: Uint8Array
  }) => Promise<{ readonly saved: boolean }>
  readonly slipFont: Uint8Array | null
  readonly version: string
  readonly fallbackRuntime: boolean
  readonly now: () => number
}

/** The open desk and the person at it, or why there is none. */
export function atDesk<Value>(
  context: AppContext,
  use: (open: OpenDesk, caller: Caller) => Result<Value, Failure>,
): Result<Value, Failure> {
  const open = context.current()
  if (open === null)
    return fail(context.blocked() ?? failure('house-missing', 'There is no house yet. Set one up first.'))
  return use(open, { actor: context.deskStaff()?.name ?? 'The desk', source: 'desk' })
}

export const done = <Value>(result: Result<Value, Failure>): Result<{ done: true }, Failure> =>
  result.ok ? ok({ done: true as const }) : result
