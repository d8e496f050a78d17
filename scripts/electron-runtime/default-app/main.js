// Stands in for the default app that official Electron carries and the fallback runtime lacks:
// lets `electron path/to/app [arguments]` start an app by its path.
// It must be an ES module that awaits the app: Electron holds back 'ready' until the entry module has finished loading,
// and schemes can be registered as privileged only before 'ready'.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const OPTIONS_WITH_VALUE = new Set(['-r', '--require'])

const args = process.argv.slice(1)
const appAt = args.findIndex((argument, at) => !argument.startsWith('-') && !OPTIONS_WITH_VALUE.has(args[at - 1]))

if (appAt < 0) {
  console.error('usage: electron path/to/app')
  app.exit(1)
} else {
  preload(args.slice(0, appAt))
  await start(resolve(args[appAt]))
}

/** Playwright's loader arrives as `-r FILE`. */
function preload(options) {
  const require = createRequire(import.meta.url)
  for (const [at, option] of options.entries()) {
    if (OPTIONS_WITH_VALUE.has(option)) require(resolve(options[at + 1]))
  }
}

async function start(path) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const folder = isFolder ? path : dirname(path)
  const manifest = isFolder ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {}
  app.setName(manifest.productName ?? manifest.name ?? 'Electron')
  // Not documented, but what Electron's own default app calls.
  app.setVersion(manifest.version ?? '0.0.0')
  app.setAppPath(folder)
  app.setPath('userData', join(app.getPath('appData'), app.getName()))
  const main = isFolder ? join(folder, manifest.main ?? 'index.js') : path
  try {
    await import(pathToFileURL(main).href)
  } catch (error) {
    console.error(error)
    app.exit(1)
  }
}
