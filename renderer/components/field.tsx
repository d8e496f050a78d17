import { Check, CircleAlert } from 'lucide-react'
import { type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes, useId, useState } from 'react'
import { mediumDay, readTime } from '../desk/dates.ts'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

type Frame = {
  readonly label: string
  /** Where the value came from, small at the end of the label. */
  readonly source?: ReactNode
  readonly hint?: ReactNode
  readonly error?: string | null | undefined
}

/** Label above, then the control, then what is wrong with it. */
export function FieldFrame(props: Frame & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={props.id}>
        {props.label}
        {props.source && <span className={styles.source}>{props.source}</span>}
      </label>
      {props.children}
      {props.error ? (
        <span className={styles.error} id={`${props.id}-error`} role="alert">
          <Icon of={CircleAlert} size={14} />
          {props.error}
        </span>
      ) : (
        props.hint && (
          <span className={styles.hint} id={`${props.id}-hint`}>
            {props.hint}
          </span>
        )
      )}
    </div>
  )
}

const described = (id: string, frame: Frame) => ({
  'aria-invalid': frame.error ? true : undefined,
  'aria-describedby': frame.error ? `${id}-error` : frame.hint ? `${id}-hint` : undefined,
})

type TextProps = Frame &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className'> & {
    readonly onText: (text: string) => void
    readonly after?: ReactNode
    readonly ref?: Ref<HTMLInputElement>
  }

export function TextField({ label, source, hint, error, onText, after, ...input }: TextProps) {
  const id = useId()
  const frame = { label, source, hint, error }
  return (
    <FieldFrame {...frame} id={id}>
      <span className={styles.box}>
        <input
          id={id}
          autoComplete="off"
          spellCheck={false}
          className={styles.input}
          onChange={(event) => onText(event.target.value)}
          {...described(id, frame)}
          {...input}
        />
        {after && <span className={styles.after}>{after}</span>}
      </span>
    </FieldFrame>
  )
}

/** A wall time, typed loosely (`9`, `930`) and kept as `HH:mm`; what is no time goes back to what was there. */
export function TimeField(
  props: Frame & {
    readonly value: string
    readonly onTime: (time: string) => void
    readonly after?: ReactNode
    readonly disabled?: boolean
  },
) {
  const [typed, setTyped] = useState<string | null>(null)
  const settle = () => {
    const time = typed === null ? null : readTime(typed)
    if (time) props.onTime(time)
    setTyped(null)
  }
  return (
    <TextField
      label={props.label}
      source={props.source}
      hint={props.hint}
      error={props.error}
      after={props.after}
      disabled={props.disabled}
      value={typed ?? props.value}
      maxLength={5}
      inputMode="numeric"
      onFocus={(event) => event.target.select()}
      onText={(text) => {
        setTyped(text)
        // A whole time counts at once: Enter or a shortcut may follow before the field loses the focus.
        if (/^\d{1,2}:\d{2}$/.test(text)) {
          const time = readTime(text)
          if (time) props.onTime(time)
        }
      }}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  )
}

export function DateField(
  props: Frame & {
    readonly value: string
    readonly onDay: (day: string) => void
    readonly min?: string
    readonly max?: string
  },
) {
  const { onDay, ...rest } = props
  // The system writes the date in its own order; the weekday beside the label leaves no doubt which day is meant.
  return <TextField {...rest} type="date" source={props.value ? mediumDay(props.value) : undefined} onText={onDay} />
}

export function NoteField({
  label,
  onText,
  ...area
}: { readonly label: string; readonly onText: (text: string) => void } & Omit<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  'onChange'
>) {
  return (
    <textarea
      aria-label={label}
      className={styles.input}
      rows={2}
      onChange={(event) => onText(event.target.value)}
      {...area}
    />
  )
}

/** A tick with its words; the whole line is the target. */
export function CheckField(props: {
  readonly checked: boolean
  readonly onCheck: (checked: boolean) => void
  readonly children?: ReactNode
  readonly label?: string
  readonly disabled?: boolean
}) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        aria-label={props.label}
        onChange={(event) => props.onCheck(event.target.checked)}
      />
      <span className={styles.tick}>
        <Check aria-hidden="true" />
      </span>
      {props.children}
    </label>
  )
}

/** A whole number from 0 on; what is none is not taken. */
export function NumberField(
  props: Frame & {
    readonly value: number
    readonly max: number
    readonly min?: number
    readonly onNumber: (number: number) => void
  },
) {
  const { value, max, min = 0, onNumber, ...frame } = props
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      {...frame}
      inputMode="numeric"
      value={typed ?? String(value)}
      onText={(text) => {
        setTyped(text)
        const number = Number(text)
        if (/^\d+$/.test(text.trim()) && number >= min && number <= max) onNumber(number)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

/** A text field in a row of a list: its column says what it is, its label only speaks. */
export function BareField(
  props: Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className'> & {
    readonly label: string
    readonly onText: (text: string) => void
  },
) {
  const { label, onText, ...input } = props
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      className={styles.input}
      onChange={(event) => onText(event.target.value)}
      {...input}
    />
  )
}
