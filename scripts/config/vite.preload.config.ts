import { join } from 'node:path'
import { defineConfig } from 'vite'
import { projectRoot } from '../project-root.ts'

/** A sandboxed preload script can load neither ES modules nor other files, only `electron`: one CommonJS file. */
export default defineConfig({
  root: projectRoot,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: join(projectRoot, 'out', 'preload'),
    emptyOutDir: true,
    target: 'chrome130',
    minify: false,
    rolldownOptions: {
      input: join(projectRoot, 'electron', 'preload.ts'),
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
})
