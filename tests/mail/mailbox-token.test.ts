import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { usualTiming } from '../../electron/adapters/imap/imap-client.ts'
import { imapMailbox } from '../../electron/adapters/imap/imap-mailbox.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'
import { bookingMailSource, type ImapServer, startImapServer } from '../support/imap-server.ts'
import { describeWithCommand } from '../support/system-commands.ts'

const goodToken = 'token-of-tests'

describeWithCommand('dovecot', 'a mailbox with an OAuth2 token', () => {
  let provider: Server
  let server: ImapServer
  beforeAll(async () => {
    provider = createServer((request, response) => {
      const active = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('token') === goodToken
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(active ? { active, email: 'desk' } : { active }))
    })
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
    const { port } = provider.address() as AddressInfo
    server = await startImapServer(`http://127.0.0.1:${port}/?token=`)
    await server.deliver('desk', bookingMailSource('Booking.com - New booking! (1000000001, Saturday, 20 June 2026)'))
  })
  afterAll(async () => {
    await server.stop()
    provider.close()
  })

  const read = (value: string) =>
    imapMailbox({
      account: 'desk at 127.0.0.1',
      host: '127.0.0.1',
      port: server.port,
      secure: false,
      user: 'desk',
      secret: { kind: 'access-token', value },
      timing: usualTiming,
      readMs: 10_000,
    }).read({ position: null, since: '2020-01-01' as CalendarDate, wants: () => true })

  it('is read with a token that its provider knows, and refused without', async () => {
    const good = await read(goodToken)
    expect(good.ok && good.value.mails).toHaveLength(1)
    expect(await read('another-token')).toEqual({ ok: false, error: 'auth' })
  })
})
