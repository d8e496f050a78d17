import type { MenuItemConstructorOptions } from 'electron'

/** What the system expects: editing keys, zoom, full screen. The app's own commands are in its window. */
export function menuTemplate(options: {
  readonly isPackaged: boolean
  readonly platform: NodeJS.Platform
}): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  // SECURITY: neither reload nor developer tools on a real desk.
  if (!options.isPackaged) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' })
  return [
    ...(options.platform === 'darwin' ? [{ role: 'appMenu' } as const] : [{ label: 'File', submenu: [quit] }]),
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
  ]
}

const quit: MenuItemConstructorOptions = { role: 'quit' }
