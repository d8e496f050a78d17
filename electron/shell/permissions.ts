import type { Session } from 'electron'
import { isAllowed } from './permission-table.ts'

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(details.isMainFrame && isAllowed(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, details) =>
      details.isMainFrame && isAllowed(permission, requestingOrigin),
  )
  // SECURITY: no USB, serial, HID or Bluetooth device is ever handed to a page.
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}
