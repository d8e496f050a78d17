import { Notification } from 'electron'

export type Notice = {
  /** SECURITY: lock screens show this to everyone: never a PIN, never a full name beside a unit. */
  readonly title: string
  readonly body: string
  readonly reservationId: string | null
}

/** Desktop alerts. They may not be shown at all (focus assist, no daemon), so they are never the only channel. */
export const desktopNotifier =
  (open: (reservationId: string | null) => void) =>
  (notice: Notice): void => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title: notice.title, body: notice.body })
    notification.on('click', () => open(notice.reservationId))
    notification.show()
  }
