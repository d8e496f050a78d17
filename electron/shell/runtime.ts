/** The first Electron this app is made for; an older one is the fallback for development and tests. */
const madeFor = 45

export type Runtime = { readonly fallbackRuntime: boolean; readonly sqliteBinding: string | null }

export function runtimeOf(options: {
  readonly electronVersion: string
  readonly isPackaged: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}): Runtime {
  const binding = options.env.LATCHKEY_SQLITE_BINDING
  return {
    fallbackRuntime: Number.parseInt(options.electronVersion, 10) < madeFor,
    // SECURITY: native code named by the environment is for development; an installed desk loads its own only.
    sqliteBinding: options.isPackaged || !binding ? null : binding,
  }
}

/**
 * SECURITY: `--no-sandbox` does not free the pages: their system calls stay filtered. One exception: Chromium cannot
 * sandbox for root at all, so there, and only there, the flag is respected; otherwise build machines could not start
 * the app.
 */
export const sandboxMustYield = (start: { readonly userId: number | null; readonly noSandbox: boolean }): boolean =>
  start.userId === 0 && start.noSandbox
