import { type ReactNode, useEffect, useRef } from 'react'
import type { DeskError } from '../../api.ts'
import { Button, type ButtonLook } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogHead } from '../../components/dialog.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { words } from '../../words/index.ts'

/** What will happen in plain words, the fields, what was refused, the verb and the way out. */
export function QuestionForm(props: {
  readonly title: string
  readonly lead: string
  readonly verb: string
  readonly look?: ButtonLook
  readonly wayOut?: string
  readonly busy: boolean
  readonly error: DeskError | null
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children?: ReactNode
}) {
  const wayOut = useRef<HTMLButtonElement>(null)
  // In the next frame: a dialog below this one gives the focus up only once this one stands. Without a field the way out
  // has it, so that nothing here is done by a stray Enter.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const button = wayOut.current
      const first = button?.form?.querySelector('input') ?? button
      first?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <DialogForm onSubmit={() => !props.busy && props.onSubmit()}>
      <DialogHead title={props.title} onClose={props.onClose} />
      <DialogBody>
        {props.error && <ErrorBanner error={props.error} />}
        <p className="soft body13">{props.lead}</p>
        {props.children}
      </DialogBody>
      <DialogFoot>
        <span className="grow" />
        <Button look="quiet" shortcut="Esc" onClick={props.onClose} ref={wayOut}>
          {props.wayOut ?? words.cancel}
        </Button>
        <Button look={props.look ?? 'primary'} type="submit" aria-disabled={props.busy || undefined}>
          {props.verb}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}
