/** A guest's phone before the real listener: it asks for pages over HTTP and sends forms, as a browser without script does. */
import { startListener } from '../../electron/adapters/http/listener.ts'
import { createGuestPages, type GuestPages } from '../../electron/services/guest-pages/index.ts'
import type { PageModel } from '../../electron/services/guest-pages/page-model.ts'
import { renderPage } from '../../electron/services/guest-pages/pages/index.ts'
import type { TestDesk } from './test-desk.ts'

export type Shown = {
  readonly status: number
  /** Path of the page that was shown last, after being sent on. */
  readonly path: string
  readonly html: string
  readonly headers: Headers
  /** What the page says, before words and HTML; null for what is no page. */
  readonly model: PageModel | null
}
export type FormFields = Readonly<Record<string, string | Blob | readonly Blob[]>>

export type GuestPhone = {
  readonly open: (path: string) => Promise<Shown>
  /** Sends a form there and follows where it leads, once. */
  readonly send: (path: string, fields: FormFields) => Promise<Shown>
  /** From the reference to whatever the proof leads to. */
  readonly enter: (reference: string, proof: { who?: string; arrival?: string; departure?: string }) => Promise<Shown>
}

export type GuestHouse = {
  readonly pages: GuestPages
  readonly port: number
  /** A phone of its own, as the tunnel sees it. */
  readonly phone: (address?: string, headers?: Readonly<Record<string, string>>) => GuestPhone
  readonly close: () => Promise<void>
}

/** Serves a test desk's guest pages; doors are opened through the desk's own worker. */
export async function serveGuests(
  { desk, worker }: Pick<TestDesk, 'desk' | 'worker'>,
  options: { readonly asShipped?: boolean } = {},
): Promise<GuestHouse> {
  const models = new Map<string, PageModel>()
  const pages = createGuestPages({
    desk,
    atDoor: worker.atDoor,
    render(frame, model) {
      const page = renderPage(frame, model)
      models.set(page.html, model)
      return page
    },
  })
  const listener = await startListener({
    port: 0,
    receive: pages.receive,
    reject: () => {},
    logger: desk.logger,
    // As fast as a test can ask, unless the limits themselves are what it is about.
    lanes:
      options.asShipped === true
        ? pages.lanes
        : pages.lanes.map((lane) => ({ ...lane, perSecond: 5_000, burst: 5_000 })),
  })
  const base = `http://127.0.0.1:${listener.port}`
  return {
    pages,
    port: listener.port,
    phone(address = '203.0.113.7', headers = {}) {
      const said = { 'x-forwarded-for': address, ...headers }
      const shown = async (answer: Response, path: string): Promise<Shown> => {
        const html = await answer.text()
        return { status: answer.status, path, html, headers: answer.headers, model: models.get(html) ?? null }
      }
      const open = async (path: string): Promise<Shown> =>
        shown(await fetch(`${base}${path}`, { headers: said, redirect: 'manual' }), path)
      const send = async (path: string, fields: FormFields): Promise<Shown> => {
        const body = bodyOf(fields)
        const answer = await fetch(`${base}${path}`, { method: 'POST', headers: said, body, redirect: 'manual' })
        const location = answer.headers.get('location')
        if (answer.status !== 303 || location === null) return shown(answer, path)
        await answer.body?.cancel()
        return open(location)
      }
      return {
        open,
        send,
        async enter(reference, { who = '', arrival = '', departure = '' }) {
          await send('/g', { reference })
          return send('/g', { do: 'prove', reference, who, arrival, departure })
        },
      }
    },
    close: () => listener.close(),
  }
}

function bodyOf(fields: FormFields): URLSearchParams | FormData {
  const parts = Object.entries(fields)
  if (parts.every(([, value]) => typeof value === 'string'))
    return new URLSearchParams(fields as Record<string, string>)
  const form = new FormData()
  for (const [name, value] of parts)
    for (const one of [value].flat()) {
      if (typeof one === 'string') form.append(name, one)
      else form.append(name, one, 'photo.jpg')
    }
  return form
}
