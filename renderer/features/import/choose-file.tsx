import { FileSpreadsheet } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { words } from '../../words/index.ts'
import styles from './import.module.css'

const accepted = '.xls,.xlsx,.csv,.tsv,.txt'

/** A button that opens the system's own choice of a file. */
export function FileButton(props: {
  readonly label: string
  readonly look?: 'primary' | 'quiet'
  readonly disabled?: boolean
  readonly onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted}
        aria-label={words.importing.file}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) props.onFile(file)
          event.target.value = ''
        }}
      />
      <Button
        {...(props.look === undefined ? {} : { look: props.look })}
        disabled={props.disabled ?? false}
        onClick={() => input.current?.click()}
      >
        {props.label}
      </Button>
    </>
  )
}

/** The empty dialog: a place to drop a file on, and what a file must have. */
export function ChooseFile(props: { readonly reading: string | null; readonly onFile: (file: File) => void }) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && props.reading === null) props.onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same without a mouse
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon of={FileSpreadsheet} size={20} />
      {props.reading === null ? (
        <>
          <b>{words.importing.drop}</b>
          <p>{words.importing.dropLead}</p>
          <FileButton look="primary" label={words.importing.choose} onFile={props.onFile} />
          <p className="hint small">{words.importing.columns}</p>
        </>
      ) : (
        <b role="status">{words.importing.reading(props.reading)}</b>
      )}
    </div>
  )
}
