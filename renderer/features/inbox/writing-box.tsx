import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { words } from '../../words/index.ts'
import styles from './composer.module.css'
import { type Draft, piecesOf } from './draft.ts'

const rightToLeft = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * Where a text is written. Behind the letters lies the same text again, which carries the marks of filled and empty
 * fields; what is put before a text on a shared line stands grey in front of it.
 */
export function WritingBox(props: {
  readonly draft: Draft
  readonly prefix: string | null
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly describedBy: string
  readonly onText: (text: string) => void
  readonly onSend: () => void
  readonly onLeave: () => void
  readonly onFiles: (files: readonly File[]) => void
  readonly children?: ReactNode
}) {
  const { draft } = props
  const prefix = draft.isNote ? null : props.prefix
  const pieces = useMemo(() => piecesOf(draft), [draft])
  const before = useRef<HTMLSpanElement>(null)
  const [indent, setIndent] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another prefix is another width
  useLayoutEffect(() => setIndent(before.current ? before.current.offsetWidth + 5 : 0), [prefix])

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      props.onLeave()
      return
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (!event.repeat) props.onSend()
  }
  const indented = { textIndent: indent }
  return (
    <div className={styles.writing} dir={rightToLeft.test(draft.text) ? 'rtl' : 'ltr'}>
      {prefix && (
        <span className={styles.prefix} ref={before} dir="ltr">
          {prefix.trimEnd()}
        </span>
      )}
      <div className={styles.marks} aria-hidden="true" style={indented}>
        {pieces.map((piece) => (
          <span key={piece.at} className={piece.kind === 'plain' ? undefined : styles[piece.kind]}>
            {piece.text}
          </span>
        ))}
      </div>
      <textarea
        ref={props.field}
        id="reply"
        aria-label={draft.isNote ? words.composer.noteLabel : words.composer.label}
        aria-describedby={props.describedBy}
        placeholder={draft.isNote ? words.composer.notePlaceholder : words.composer.placeholder}
        rows={2}
        maxLength={draft.isNote ? 2000 : 1600}
        value={draft.text}
        style={indented}
        onChange={(event) => props.onText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = Array.from(event.clipboardData.files)
          if (files.length === 0 || draft.isNote) return
          event.preventDefault()
          props.onFiles(files)
        }}
      />
    </div>
  )
}
