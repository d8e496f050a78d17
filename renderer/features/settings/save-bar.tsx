import { Check } from 'lucide-react'
import type { DeskError } from '../../api.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

type Editor = {
  readonly dirty: boolean
  readonly saving: boolean
  readonly saved: boolean
  readonly error: DeskError | null
  readonly save: () => void
  readonly discard: () => void
}

/** Says what is not saved yet, and that it was; an error stands where the work is. `lacks`: why it cannot be saved. */
export function SaveBar({ editor, lacks = null }: { readonly editor: Editor; readonly lacks?: string | null }) {
  return (
    <>
      {editor.error && (
        <div className={styles.error}>
          <ErrorBanner error={editor.error} />
        </div>
      )}
      {editor.dirty && (
        <div className={styles.saveBar}>
          <span className="soft grow">{lacks ?? words.settings.unsaved}</span>
          <Button look="quiet" onClick={editor.discard}>
            {words.settings.discard}
          </Button>
          <Button
            look="primary"
            onClick={() => editor.saving || editor.save()}
            disabled={lacks !== null}
            aria-disabled={editor.saving || undefined}
          >
            {editor.saving ? words.saving : words.settings.saveChanges}
          </Button>
        </div>
      )}
      <div role="status" style={{ marginTop: 12 }}>
        {editor.saved && !editor.dirty && (
          <StateLine icon={Check} tone="ok" large>
            {words.saved}
          </StateLine>
        )}
      </div>
    </>
  )
}
