import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const daemon = '/usr/sbin/cupsd'
const backend = '/usr/lib/cups/backend/cups-pdf'
const driver = '/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd'
/** Where the PDF printer of Debian puts what it printed; /etc/cups/cups-pdf.conf decides it. */
const outputDir = join(homedir(), 'PDF')

/** Null where a printer can be set up here; otherwise what is missing. */
export function cupsMissing(): string | null {
  if (![daemon, backend, driver].every((path) => existsSync(path))) {
    return 'apt-get install -y --no-install-recommends cups cups-client cups-filters printer-driver-cups-pdf'
  }
  // Its backend is mode 0700 and belongs to root.
  return process.getuid?.() === 0 ? null : 'only root may start the PDF printer of CUPS'
}

export type CupsPrinter = {
  /** The system's name of the printer. */
  readonly name: string
  /** What a program needs in its environment to see this printer and no other. */
  readonly env: Readonly<Record<string, string>>
  /** Waits for the next sheet to come out and answers its file. */
  readonly printed: () => Promise<string>
  readonly stop: () => Promise<void>
}

/** A CUPS server of our own on the loopback, with one printer that prints into PDF files. */
export async function startCupsPrinter(): Promise<CupsPrinter> {
  const name = 'Slip_PDF'
  const dir = mkdtempSync(join(tmpdir(), 'latchkey-cups-'))
  // The filters of CUPS run as its own user, and must get into the folder.
  chmodSync(dir, 0o755)
  const port = await freePort()
  const server = startDaemon(dir, port)
  const env = { CUPS_SERVER: `127.0.0.1:${port}` }
  const command = (program: string, ...args: string[]): string =>
    execFileSync(program, args, {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  await until('cupsd answers', () => tryCommand(() => command('lpstat', '-r').includes('is running')))
  command('lpadmin', '-p', name, '-E', '-v', 'cups-pdf:/', '-P', driverWithA6(dir))
  command('lpadmin', '-d', name)

  // The PDF printer names a sheet after the title of its page and writes over an older one, so each is taken away.
  const tray = join(dir, 'tray')
  mkdirSync(tray)
  let count = 0
  return {
    name,
    env,
    printed: async () => {
      await until('a sheet comes out', () => sheets().length > 0 && tryCommand(() => command('lpstat', '-o') === ''))
      count += 1
      const sheet = join(tray, `${count}.pdf`)
      renameSync(sheets()[0]!, sheet)
      return sheet
    },
    stop: async () => {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The PDF printer as Debian ships it knows no A6; a printer that has A6 in its tray does. */
function driverWithA6(dir: string): string {
  const lines = readFileSync(driver, 'utf8').split('\n')
  const a6 = (line: string): string =>
    line
      .replaceAll('A5', 'A6')
      .replaceAll(/\b421\b/g, '298')
      .replaceAll(/\b595\b/g, '420')
  const file = join(dir, 'printer.ppd')
  const sizes = /^\*(PageSize|PageRegion|ImageableArea|PaperDimension) A5\//
  writeFileSync(file, lines.flatMap((line) => (sizes.test(line) ? [line, a6(line)] : [line])).join('\n'))
  return file
}

function startDaemon(dir: string, port: number): ChildProcess {
  for (const part of ['etc/ppd', 'spool/tmp', 'cache', 'run/certs', 'log'])
    mkdirSync(join(dir, part), { recursive: true })
  const settings = join(dir, 'etc', 'cupsd.conf')
  const places = join(dir, 'etc', 'cups-files.conf')
  writeFileSync(
    settings,
    `LogLevel info
Listen 127.0.0.1:${port}
Listen ${dir}/run/cups.sock
Browsing Off
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`,
  )
  writeFileSync(
    places,
    `SystemGroup root
ServerRoot ${dir}/etc
RequestRoot ${dir}/spool
TempDir ${dir}/spool/tmp
CacheDir ${dir}/cache
StateDir ${dir}/run
ErrorLog ${dir}/log/error_log
AccessLog ${dir}/log/access_log
PageLog ${dir}/log/page_log
`,
  )
  return spawn(daemon, ['-f', '-c', settings, '-s', places], { stdio: 'ignore' })
}

const sheets = (): readonly string[] =>
  existsSync(outputDir)
    ? readdirSync(outputDir)
        .map((file) => join(outputDir, file))
        .filter((path) => statSync(path).isFile() && statSync(path).size > 0)
    : []

function tryCommand(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

async function until(what: string, check: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (check()) return
    await pause(100)
  }
  throw new Error(`waited 20 s until ${what}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
