import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { projectRoot } from '../project-root.ts'

/**
 * The window alone, over the invented desk of tests/support/fixture-bridge.ts, to look at without Electron:
 * `npx vite build -c scripts/config/vite.renderer-dev.config.ts && npx vite preview -c scripts/config/vite.renderer-dev.config.ts`.
 * It is built, not served from source, so that the page's content security policy holds as it does in the app.
 */
export default defineConfig({
  root: join(projectRoot, 'renderer'),
  base: './',
  plugins: [
    react(),
    {
      name: 'fixture-bridge',
      transformIndexHtml: {
        order: 'pre',
        handler: (html) =>
          html.replace(
            '<script',
            '<script type="module" src="../tests/support/fixture-bridge.ts"></script>\n    <script',
          ),
      },
    },
  ],
  build: {
    outDir: join(projectRoot, 'node_modules', '.cache', 'renderer-dev'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  preview: { port: 5199, strictPort: true },
})
