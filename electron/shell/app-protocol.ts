import { protocol, type Session } from 'electron'
import type { Logger } from '../ports/logger.ts'
import { appScheme } from './addresses.ts'
import { type AppFiles, appResponse } from './app-response.ts'

/** To be called before `ready`: makes app:// a real origin with a secure context. */
export function declareAppScheme(): void {
  // SECURITY: not `bypassCSP`, no service workers, no extensions: only what a page of files needs.
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

// SECURITY: pages come by app:// with a check of the path, never by file://, which reads the whole disk.
export function serveApp(session: Session, files: AppFiles, logger: Logger): void {
  session.protocol.handle(appScheme, async (request) => {
    try {
      return await appResponse(request, files)
    } catch (error) {
      logger.error('protocol.failed', error)
      return new Response(null, { status: 500 })
    }
  })
}
