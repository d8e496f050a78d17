import type { ReactNode } from 'react'
import type { DeskError } from '../api.ts'
import { words } from '../words/index.ts'
import { Button } from './button.tsx'
import { ErrorBanner, Skeleton } from './sheet.tsx'

/** What was asked for once it is here; until then its shape, or why it did not come and a way to ask again. */
export function Loaded<Value>(props: {
  readonly answer: { readonly data: Value | undefined; readonly error: unknown; readonly refetch: () => unknown }
  /** How long its shape is. */
  readonly rows?: number
  readonly children: (value: Value) => ReactNode
}) {
  const { data, error, refetch } = props.answer
  if (data !== undefined) return props.children(data)
  if (!error) return <Skeleton rows={props.rows ?? 4} />
  return (
    <ErrorBanner
      error={error as DeskError}
      actions={<Button onClick={() => void refetch()}>{words.tryAgain}</Button>}
    />
  )
}
