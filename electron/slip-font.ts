import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Inter for the slip, beside the bundle or from the sources; null where neither is there: the system's font then. */
export function readSlipFont(): Uint8Array | null {
  const here = dirname(fileURLToPath(import.meta.url))
  const folders = [join(here, '..', 'fonts'), join(here, '..', 'renderer', 'fonts')]
  const found = folders.map((folder) => join(folder, 'inter-latin-variable.woff2')).find((file) => existsSync(file))
  return found === undefined ? null : readFileSync(found)
}
