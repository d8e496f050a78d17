import { CalendarClock, Image, MessageSquare, NotebookPen, X } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { IconButton } from '../../components/button.tsx'
import { words } from '../../words/index.ts'
import { acceptedKinds } from './attach.ts'
import styles from './composer.module.css'
import type { Draft } from './draft.ts'

/** Small pictures of what goes along, each with a way to take it off. */
export function AttachedList(props: { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void }) {
  const { media, isNote } = props.draft
  if (media.length === 0 || isNote) return null
  return (
    <ul className={styles.attached}>
      {media.map((one) => (
        <li key={one.key}>
          <img src={`data:${one.contentType};base64,${one.base64}`} alt={one.filename ?? words.inbox.picture} />
          <IconButton
            icon={X}
            size="low"
            label={words.composer.removeImage(one.filename ?? words.inbox.picture)}
            onClick={() => props.change({ media: media.filter((other) => other.key !== one.key) })}
          />
        </li>
      ))}
    </ul>
  )
}

/** A picture, a note, a later moment: what a text can be besides words sent now. */
export function Tools(props: {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly onFiles: (files: readonly File[]) => void
  readonly onLater: () => void
  readonly ready: boolean
  readonly field: RefObject<HTMLTextAreaElement | null>
}) {
  const { draft } = props
  const file = useRef<HTMLInputElement>(null)
  const toggleNote = () => {
    props.change({ isNote: !draft.isNote })
    props.field.current?.focus()
  }
  return (
    <>
      <input
        ref={file}
        type="file"
        hidden
        multiple
        accept={acceptedKinds}
        aria-label={words.composer.image}
        onChange={(event) => {
          props.onFiles(Array.from(event.target.files ?? []))
          event.target.value = ''
        }}
      />
      <IconButton
        icon={Image}
        size="low"
        label={words.composer.image}
        disabled={draft.isNote}
        onClick={() => file.current?.click()}
      />
      <IconButton
        icon={draft.isNote ? MessageSquare : NotebookPen}
        size="low"
        label={draft.isNote ? words.composer.reply : words.composer.note}
        look={draft.isNote ? 'teal' : 'quiet'}
        onClick={toggleNote}
      />
      <IconButton
        icon={CalendarClock}
        size="low"
        label={words.composer.later}
        disabled={draft.isNote || !props.ready}
        onClick={props.onLater}
      />
    </>
  )
}
