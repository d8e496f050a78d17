import { join } from 'node:path'
import { defineConfig } from 'vite'
import { projectRoot } from '../project-root.ts'
import { bundleExternals } from './bundle-externals.ts'

export default defineConfig({
  root: projectRoot,
  publicDir: false,
  ssr: { noExternal: true, external: bundleExternals },
  build: {
    ssr: true,
    outDir: join(projectRoot, 'out', 'main'),
    emptyOutDir: true,
    // Electron 33, the development fallback, runs its main process on Node 20.
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: join(projectRoot, 'electron', 'main.ts'),
      external: bundleExternals,
      output: { format: 'es', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
