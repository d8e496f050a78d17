import type { SeamHttp, SeamPageCursor } from '@seamapi/http'
import type { RemoteCode } from '../../domain/lock.ts'
import { seamAccessCode, seamPage, toRemoteCode } from './seam-shapes.ts'

/** Far above any lock's memory: a server that never stops paging must not hold the desk. */
const mostPages = 50

/**
 * All codes of a lock, ours and foreign, or a thrown error: a listing that is not whole would make codes look removed.
 * The device is filtered here too, because Seam's fake answers with every lock's codes.
 */
export async function readCodes(seam: SeamHttp, deviceId: string): Promise<readonly RemoteCode[]> {
  const managed = await allPages(seam.createPaginator(seam.accessCodes.list({ device_id: deviceId })))
  const unmanaged = await allPages(seam.createPaginator(seam.accessCodes.unmanaged.list({ device_id: deviceId })))
  const byRef = new Map<string, RemoteCode>()
  for (const raw of [...unmanaged, ...managed]) {
    const code = seamAccessCode.parse(raw)
    if (code.device_id === deviceId) byRef.set(code.access_code_id, toRemoteCode(code))
  }
  return [...byRef.values()]
}

type Next = { readonly hasNextPage: boolean; readonly nextPageCursor: SeamPageCursor | null }
type Pages = {
  readonly firstPage: () => Promise<readonly [unknown, Next]>
  readonly nextPage: (cursor: SeamPageCursor | null) => Promise<readonly [unknown, Next]>
}

async function allPages(pages: Pages): Promise<unknown[]> {
  let [page, next] = await pages.firstPage()
  const items = seamPage.parse(page)
  for (let count = 1; next.hasNextPage; count++) {
    if (count >= mostPages) throw new Error('Seam listed more pages than any lock holds')
    ;[page, next] = await pages.nextPage(next.nextPageCursor)
    items.push(...seamPage.parse(page))
  }
  return items
}
