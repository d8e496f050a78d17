import { describe } from 'vitest'
import { findCommand } from '../../scripts/system/commands.ts'

/** The Debian package of each command that a test may call. */
const packages = {
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  zbarimg: 'zbar-tools',
  'dbus-monitor': 'dbus',
  'notification-daemon': 'notification-daemon',
  lpstat: 'cups-client',
  dovecot: 'dovecot-imapd',
  chromium: 'chromium',
} as const

/**
 * A `describe` for tests that call a system command. Where the command is missing it is skipped and its name says what
 * to install; on CI that is an error.
 */
export function describeWithCommand(command: keyof typeof packages, name: string, tests: () => void): void {
  if (findCommand(command) !== null) {
    describe(name, tests)
    return
  }
  const install = `apt-get install -y ${packages[command]}`
  if (process.env.CI) throw new Error(`${name}: ${command} is missing: ${install}`)
  describe.skip(`${name} (skipped because ${command} is missing: ${install})`, tests)
}
