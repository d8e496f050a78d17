import { app } from 'electron'
import { sandboxMustYield } from './runtime.ts'

/** SECURITY: every page in the system's sandbox, whatever a window's own preferences say. */
export function enforceSandbox(): void {
  if (!sandboxMustYield({ userId: process.getuid?.() ?? null, noSandbox: app.commandLine.hasSwitch('no-sandbox') })) {
    app.enableSandbox()
  }
}
