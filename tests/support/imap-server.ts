/**
 * A real IMAP server: Debian's Dovecot on loopback, without privileges and without systemd. One account stands for every
 * user that Dovecot wants, and the places it would lock itself into are left empty.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { findCommand } from '../../scripts/system/commands.ts'

export const imapPassword = 'test-only'

export type ImapServer = {
  readonly port: number
  /** Puts a mail into a user's inbox, as it stands; it came now unless another moment is given. */
  readonly deliver: (user: string, source: string, flags?: readonly string[], at?: number) => Promise<void>
  /** Puts many mails into a new mailbox at once. */
  readonly fill: (user: string, sources: readonly string[]) => void
  /** Flags of every mail, in order. */
  readonly flags: (user: string) => Promise<readonly (readonly string[])[]>
  /** The mailbox numbers its mails anew, as after a move to another server; the mails stay. */
  readonly renumber: (user: string) => void
  /** The server stops answering without closing anything, and goes on. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Ends it at once; {@link ImapServer.restart} brings it back on the same port. */
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

const nobody = 65_534

function configuration(folder: string, port: number, owner: string, oauth: boolean): string {
  return `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
default_internal_user = ${owner}
default_internal_group = ${owner === 'nobody' ? 'nogroup' : owner}
default_login_user = ${owner}
mail_uid = ${owner}
mail_gid = ${owner === 'nobody' ? 'nogroup' : owner}
first_valid_uid = 1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login xoauth2 oauthbearer
mail_location = maildir:${folder}/mail/%u
mail_max_userip_connections = 50
${oauth ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${folder}/oauth.ext\n}` : ''}
passdb {
  driver = static
  mechanisms = plain login
  args = password=${imapPassword}
}
userdb {
  driver = static
  args = home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
  separator = /
}
`
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return
    await pause(50)
  }
  throw new Error(`the IMAP server: ${what}`)
}

/** `introspectionUrl`: who is asked whether an OAuth2 token is good, the token behind it; without it none is. */
export async function startImapServer(introspectionUrl: string | null = null): Promise<ImapServer> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-imap-'))
  const port = await freePort()
  const isRoot = userInfo().uid === 0
  const owner = isRoot ? 'nobody' : userInfo().username
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'dovecot.conf'), configuration(folder, port, owner, introspectionUrl !== null))
  const introspection = [
    `introspection_url = ${introspectionUrl}`,
    'introspection_mode = get',
    'active_attribute = active',
    'active_value = true',
    'username_attribute = email',
  ]
  writeFileSync(join(folder, 'oauth.ext'), `${introspection.join('\n')}\n`)
  writeFileSync(join(folder, 'log'), '')
  if (isRoot) {
    for (const name of ['', 'run', 'state', 'mail', 'log', 'dovecot.conf', 'oauth.ext'])
      chownSync(join(folder, name), nobody, nobody)
    chmodSync(folder, 0o755)
  }
  let process: ChildProcess | null = null
  const start = async (): Promise<void> => {
    const words = [findCommand('dovecot') ?? 'dovecot', '-F', '-c', join(folder, 'dovecot.conf')]
    // In a group of its own: Dovecot's workers are frozen and ended with it.
    process = spawn(words[0]!, words.slice(1), {
      stdio: 'ignore',
      detached: true,
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    })
    await until(`did not start: ${readFileSync(join(folder, 'log'), 'utf8').slice(-500)}`, () => isOpen(port))
  }
  const signal = (name: NodeJS.Signals): void => {
    const pid = process?.pid
    if (pid === undefined) return
    try {
      globalThis.process.kill(-pid, name)
    } catch {
      // It has ended by itself.
    }
  }
  const end = async (): Promise<void> => {
    signal('SIGCONT')
    signal('SIGKILL')
    await until('did not end', async () => !(await isOpen(port)))
  }
  const asUser = async <Value>(user: string, use: (client: ImapFlow) => Promise<Value>): Promise<Value> => {
    const auth = { user, pass: imapPassword }
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth, logger: false })
    await client.connect()
    try {
      return await use(client)
    } finally {
      await client.logout()
    }
  }
  await start()
  return {
    port,
    deliver: (user, source, flags = [], at = Date.now()) =>
      asUser(user, async (client) => {
        await client.append('INBOX', source.replace(/\r?\n/g, '\r\n'), [...flags], new Date(at))
      }),
    fill(user, sources) {
      const home = join(folder, 'mail', user)
      for (const name of ['', 'cur', 'new', 'tmp']) {
        mkdirSync(join(home, name), { recursive: true })
        if (isRoot) chownSync(join(home, name), nobody, nobody)
      }
      for (const [index, source] of sources.entries()) {
        const file = join(home, 'new', `${1_000_000_000 + index}.M1.test`)
        writeFileSync(file, source.replace(/\r?\n/g, '\r\n'))
        // The time of delivery is the file's.
        if (isRoot) chownSync(file, nobody, nobody)
      }
    },
    flags: (user) =>
      asUser(user, async (client) => {
        await client.mailboxOpen('INBOX', { readOnly: true })
        const mails = await client.fetchAll('1:*', { flags: true })
        return mails.map((mail) => [...(mail.flags ?? [])].filter((flag) => flag !== '\\Recent'))
      }),
    renumber(user) {
      const list = join(folder, 'mail', user, 'dovecot-uidlist')
      if (!existsSync(list)) throw new Error('that user has no mailbox yet')
      const text = readFileSync(list, 'utf8')
      const changed = text.replace(/ V(\d+) /, (_, validity: string) => ` V${Number(validity) + 1000} `)
      writeFileSync(list, changed)
      for (const index of ['dovecot.index', 'dovecot.index.log', 'dovecot.index.cache'])
        rmSync(join(folder, 'mail', user, index), { force: true })
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    kill: end,
    restart: start,
    async stop() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A mail as Booking.com's would lie in the inbox of a house whose server is `mx.example.com`. */
export const bookingMailSource = (
  subject: string,
  more: { readonly id?: string; readonly body?: string } = {},
): string =>
  `Received: from out.booking.com by mx.example.com with ESMTPS id 1; Wed, 10 Jun 2026 12:00:00 +0000
Authentication-Results: mx.example.com; dkim=pass header.d=booking.com
From: Booking.com <noreply@booking.com>
To: desk@example.com
Subject: ${subject}
Message-ID: <${more.id ?? 'one'}@booking.com>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

${more.body ?? '<p>A guest has booked. <a href="https://admin.example.com/?res_id=1000000001">Look</a></p>'}
`
