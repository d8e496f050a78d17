import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron'
import type { CountDisplay, DeskCounts } from '../../ports/count-display.ts'
import type { Logger } from '../../ports/logger.ts'
import { trayFace } from './tray-face.ts'
import { trayPicture } from './tray-picture.ts'

export type TrayActions = {
  /** Brings the window to the front as it is. */
  readonly open: () => void
  /** Brings it to the front with "Needs you" on it. */
  readonly openNeeds: () => void
  readonly openInbox: () => void
  readonly quit: () => void
}

/**
 * The desk's icon in the system's tray; answers how to show new numbers on it. A desktop without a tray shows nothing,
 * so it is never the only way to anything.
 */
export function deskTray(actions: TrayActions, logger: Logger): CountDisplay {
  let tray: Tray
  try {
    tray = new Tray(iconOf(null))
  } catch (error) {
    logger.error('tray.missing', error)
    return () => {}
  }
  tray.on('click', actions.openNeeds)
  const show = (counts: DeskCounts): void => {
    const face = trayFace(counts)
    tray.setImage(iconOf(face.badge))
    tray.setToolTip(face.tooltip)
    const lines: MenuItemConstructorOptions[] = [
      { label: 'Open Latchkey', click: actions.open },
      { type: 'separator' },
      { label: face.needs, enabled: face.badge !== null, click: actions.openNeeds },
      ...(face.unread === null ? [] : [{ label: face.unread, click: actions.openInbox }]),
      { type: 'separator' },
      { label: 'Quit Latchkey', click: actions.quit },
    ]
    tray.setContextMenu(Menu.buildFromTemplate(lines))
  }
  show({ waiting: 0, unread: 0 })
  return show
}

/** Linux panels scale the one picture they are given; elsewhere the system picks by the screen. */
function iconOf(badge: string | null): NativeImage {
  const icon = nativeImage.createEmpty()
  const sizes: readonly (readonly [size: number, scaleFactor: number])[] =
    process.platform === 'linux'
      ? [[32, 1]]
      : [
          [16, 1],
          [32, 2],
        ]
  for (const [size, scaleFactor] of sizes) {
    icon.addRepresentation({ scaleFactor, width: size, height: size, buffer: Buffer.from(trayPicture(size, badge)) })
  }
  return icon
}
