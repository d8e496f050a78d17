/** Where a fake Twilio posts its webhooks: each is kept as it came, to be handed on, held back, doubled or lost by a test. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RecordedWebhook = {
  readonly path: string
  readonly body: string
  readonly signature: string
  readonly contentType: string
}
export type WebhookRecorder = {
  readonly url: string
  /** What came since it was last asked, in the order of its coming. */
  readonly take: () => readonly RecordedWebhook[]
  readonly stop: () => Promise<void>
}

export async function startWebhookRecorder(): Promise<WebhookRecorder> {
  let kept: RecordedWebhook[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    kept.push({
      path: request.url ?? '/',
      body: Buffer.concat(chunks).toString('utf8'),
      signature: String(request.headers['x-twilio-signature']),
      contentType: String(request.headers['content-type']),
    })
    response.writeHead(200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = kept
      kept = []
      return taken
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
