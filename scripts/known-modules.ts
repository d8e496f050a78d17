/**
 * Tells Node of modules what it would otherwise find out anew for each of them. Whether a `.js` file is an ES module
 * stands in its package's package.json, which Node 24 reads and parses once for every file; drizzle-orm's has 180 kB and
 * every command loads some hundred of its files, so that this alone was half of a second of each start.
 */
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, nextResolve) {
    const format = knownFormat(specifier, context.parentURL)
    if (format === null) return nextResolve(specifier, context)
    return { url: new URL(specifier, context.parentURL).href, format, shortCircuit: true }
  },
})

/** Null where Node has to look itself: at bare names, at other packages, at CommonJS. */
function knownFormat(specifier: string, parent: string | undefined): string | null {
  if (parent === undefined || !/^\.\.?\//.test(specifier)) return null
  if (specifier.endsWith('.js') && parent.includes('/node_modules/drizzle-orm/')) return 'module'
  if (specifier.endsWith('.ts') && !parent.includes('/node_modules/')) return 'module-typescript'
  return null
}
