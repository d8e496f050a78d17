/** The attributes of a Twilio message as text: ours are read back, everybody else's are nothing to us. Pure. */
import { z } from 'zod'
import type { MessageAttributes } from './message.ts'

const schema = z.object({
  clientMsgId: z.string().min(1).max(100),
  unit: z.string().nullable().catch(null).default(null),
  kind: z.enum(['text', 'note', 'welcome', 'codes']).catch('text').default('text'),
})

/** Null where they are not ours, or not JSON. */
export function readAttributes(text: string | null): MessageAttributes | null {
  if (text === null) return null
  try {
    const read = schema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
