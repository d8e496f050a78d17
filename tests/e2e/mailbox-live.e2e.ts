/** The built app at a real IMAP server: what the bundle carries of the mail libraries works where it ships. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { told } from '../shell/ask-desk.ts'
import { bookingMailSource, imapPassword, startImapServer } from '../support/imap-server.ts'
import { bookingSubject } from '../support/mail-desk.ts'
import { describeWithCommand } from '../support/system-commands.ts'
import { launchWindow } from '../support/window.ts'

describeWithCommand('dovecot', 'the app with a mailbox', () => {
  it('reads it, and shows what it would match', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-mailbox-'))
    const server = await startImapServer()
    await server.deliver('desk', bookingMailSource(bookingSubject('1000000001', '2099-06-20')))
    const window = await launchWindow({ dataDir: join(folder, 'data') })
    try {
      await told(window.page, 'app.startDemo', {})
      const mailbox = { host: '127.0.0.1', port: server.port, secure: false, user: 'desk' }
      await told(window.page, 'mailbox.save', { mailbox, password: imapPassword })
      const dry = await told(window.page, 'mailbox.dryRun', {})
      expect(dry.lines).toMatchObject([{ reference: '1000000001', arrivalDate: '2099-06-20', verdict: 'no-stay' }])
      await told(window.page, 'sync.now', {})
      expect(await told(window.page, 'mailbox.view', {})).toMatchObject({ status: 'ok', mails: { read: 1 } })
    } finally {
      await window.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }, 90_000)
})
