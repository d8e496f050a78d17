/**
 * What stays outside the main process's bundle: Electron itself and packages with native code, which have to be real
 * files. Everything else is bundled, so a packaged app carries these packages alone; `files` in electron-builder.yml
 * names the same ones.
 */
export const nativePackages = ['better-sqlite3', '@ngrok/ngrok']

export const bundleExternals = ['electron', ...nativePackages]
