import { Search, X } from 'lucide-react'
import { words } from '../words/index.ts'
import { IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './search-field.module.css'

/** A field to search a list with: Escape empties it first, and leaves it where it is empty. */
export function SearchField(props: {
  readonly label: string
  readonly placeholder: string
  readonly text: string
  readonly className?: string
  readonly onChange: (text: string) => void
}) {
  const { text, onChange } = props
  return (
    <div className={`${styles.search} ${props.className ?? ''}`}>
      <Icon of={Search} size={14} />
      <input
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          if (text) onChange('')
          else event.currentTarget.blur()
        }}
      />
      {text && <IconButton icon={X} size="low" label={words.clearSearch} onClick={() => onChange('')} />}
    </div>
  )
}
