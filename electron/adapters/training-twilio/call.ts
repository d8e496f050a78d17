/** One request to the training Twilio as its resources see it, and what they answer. */
import type { Hooks } from './hooks.ts'
import type { World } from './world.ts'

export type Call = {
  readonly world: World
  readonly hooks: Hooks
  readonly method: string
  readonly path: string
  /** What the path's pattern caught, in order. */
  readonly named: readonly string[]
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly body: Buffer
  readonly contentType: string
  /** Changes made over REST raise webhooks only when the request asks for them. */
  readonly raisesHooks: boolean
}
export type Answer = {
  readonly status: number
  /** JSON, or bytes with their type. */
  readonly body: unknown
  readonly contentType?: string
  readonly location?: string
}
export const answer = (body: unknown, status = 200): Answer => ({ status, body })

export type Resource = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: RegExp
  readonly answer: (call: Call) => Answer
}

/** A part of the path that the pattern must have caught. */
export const named = (call: Call, position: number): string => decodeURIComponent(call.named[position] ?? '')
