/**
 * Files: put into the chat service as raw bytes, and read over a short-lived direct link; those of Programmable
 * Messaging over a redirect. What is asked directly must come without the account's credentials (see server.ts).
 */
import { createHash } from 'node:crypto'
import { type Answer, answer, type Call, named, type Resource } from './call.ts'
import { newSid, notFound, Refusal, type World } from './world.ts'

const mostBytes = 150 * 1024 * 1024

const ticket = (world: World, sid: string): string =>
  createHash('sha256').update(`${world.sidSeed}:${sid}`).digest('hex').slice(0, 24)
/** Path of the link that works without credentials. */
const directPath = (world: World, sid: string): string => `/direct/${sid}?Signature=${ticket(world, sid)}`

const show = (world: World, sid: string): unknown => {
  const file = world.files.get(sid)
  if (file === undefined) throw notFound(`/Media/${sid}`)
  return {
    sid,
    service_sid: world.serviceSid,
    channel_sid: null,
    message_sid: null,
    author: null,
    content_type: file.contentType,
    size: file.bytes.length,
    filename: file.filename,
    url: `/v1/Services/${world.serviceSid}/Media/${sid}`,
    links: {
      content: `/v1/Services/${world.serviceSid}/Media/${sid}/Content`,
      content_direct_temporary: `https://media.us1.twilio.com${directPath(world, sid)}`,
    },
  }
}

export function storeFile(world: World, bytes: Buffer, contentType: string, filename: string | null = null): string {
  const sid = newSid(world, 'ME')
  world.files.set(sid, { bytes, contentType, filename })
  return sid
}

function upload(call: Call): Answer {
  refuseOtherService(call)
  if (call.body.length === 0) throw new Refusal(400, 20001, 'Media is empty')
  if (call.body.length > mostBytes) throw new Refusal(413, 20413, 'Media is too large')
  const sid = storeFile(call.world, call.body, call.contentType)
  return answer(show(call.world, sid), 201)
}

function refuseOtherService(call: Call): void {
  if (named(call, 0) !== call.world.serviceSid) throw notFound(`/Services/${named(call, 0)}`)
}

function direct(call: Call): Answer {
  const sid = named(call, 0)
  const file = call.world.files.get(sid)
  if (file === undefined || call.query.get('Signature') !== ticket(call.world, sid)) throw notFound(call.path)
  return { status: 200, body: file.bytes, contentType: file.contentType }
}

export const mediaResources: readonly Resource[] = [
  { method: 'POST', path: /^\/v1\/Services\/([^/]+)\/Media$/, answer: upload },
  {
    method: 'GET',
    path: /^\/v1\/Services\/([^/]+)\/Media\/([^/]+)$/,
    answer(call) {
      refuseOtherService(call)
      return answer(show(call.world, named(call, 1)))
    },
  },
  {
    method: 'GET',
    path: /^\/2010-04-01\/Accounts\/[^/]+\/Messages\/[^/]+\/Media\/(ME[^/.]+)$/,
    answer(call) {
      show(call.world, named(call, 0))
      const location = `https://mms.twiliocdn.com${directPath(call.world, named(call, 0))}`
      return { status: 307, body: null, location }
    },
  },
  { method: 'GET', path: /^\/direct\/([^/]+)$/, answer: direct },
]
