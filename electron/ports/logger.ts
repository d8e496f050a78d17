/**
 * Events with ids. No PIN, phone number, message text, feed address or token is ever passed in: patterns cannot
 * recognise six digits, so the rule stands here and not in a filter.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>
export type Logger = {
  readonly info: (event: string, fields?: LogFields) => void
  readonly warn: (event: string, fields?: LogFields) => void
  /** For bugs: the error's stack is kept, its message must hold no secret. */
  readonly error: (event: string, error: unknown, fields?: LogFields) => void
}
