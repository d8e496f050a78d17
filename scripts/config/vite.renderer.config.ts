import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { projectRoot } from '../project-root.ts'

export default defineConfig({
  root: join(projectRoot, 'renderer'),
  // Relative addresses, since the page is served from app:// and not from the root of a web server.
  base: './',
  plugins: [react()],
  build: {
    outDir: join(projectRoot, 'out', 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // The page's content security policy forbids data: addresses for all but pictures, so no asset is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
})
