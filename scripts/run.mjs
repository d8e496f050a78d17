// Entry of every npm script: `node scripts/run.mjs FILE.ts [arguments]`.
// Plain JavaScript on purpose. An old Node cannot even parse a .ts file, so this file checks the version first and says
// what is needed in one line, instead of letting Node fail with a syntax error.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import nodeModule from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NODE_NEEDED = 24

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [, , script, ...scriptArguments] = process.argv
const entry = join(root, script ?? '')

if (Number.parseInt(process.versions.node, 10) >= NODE_NEEDED) {
  // What Node made of a file is kept for the next start, here and in every process started from here.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'node-compile')
  nodeModule.enableCompileCache(process.env.NODE_COMPILE_CACHE)
  await import('./known-modules.ts')
  process.argv = [process.argv[0], entry, ...scriptArguments]
  await import(pathToFileURL(entry).href)
} else {
  process.exitCode = runWithProjectNode()
}

/** On Linux x64 `npm ci` brings its own Node; npm puts it on the PATH, a direct call does not. */
function runWithProjectNode() {
  const bin = join(root, 'node_modules', '.bin')
  const projectNode = join(bin, 'node')
  if (!existsSync(projectNode)) {
    console.error(
      `Latchkey needs Node ${NODE_NEEDED} or newer to run from source; this is Node ${process.versions.node}. Install it from https://nodejs.org and repeat the command.`,
    )
    return 1
  }
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  const run = spawnSync(projectNode, process.argv.slice(1), { stdio: 'inherit', env })
  return run.status ?? 1
}
