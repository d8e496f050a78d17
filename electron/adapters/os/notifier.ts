import { Notification } from 'electron'

export type DesktopNotice<Target> = {
  /** SECURITY: lock screens show this to everyone: never a PIN, never a full name beside a unit. */
  readonly title: string
  readonly body: string
  /** What a click opens. */
  readonly open: Target
}

/** Desktop alerts. They may not be shown at all (focus assist, no daemon), so they are never the only channel. */
export function desktopNotifier<Target>(open: (target: Target) => void): (notice: DesktopNotice<Target>) => void {
  // One that nobody holds may be collected as garbage, and its click with it.
  const shown = new Set<Notification>()
  return (notice) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title: notice.title, body: notice.body })
    shown.add(notification)
    notification.on('close', () => shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      open(notice.open)
    })
    notification.show()
  }
}
