import { Check } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { ttlockHalfTyped } from '../../house/draft.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'
import type { HouseEditor } from './use-house-editor.ts'

/** Says what is not saved yet, and that it was; an error stands where the work is. */
export function SaveBar({ editor }: { readonly editor: HouseEditor }) {
  const lacks = ttlockHalfTyped(editor.draft.ttlock)
  return (
    <>
      {editor.error && (
        <div className={styles.error}>
          <ErrorBanner error={editor.error} />
        </div>
      )}
      {editor.dirty && (
        <div className={styles.saveBar}>
          <span className="soft grow">{lacks ? words.house.ttlockLacks : words.settings.unsaved}</span>
          <Button look="quiet" onClick={editor.discard}>
            {words.settings.discard}
          </Button>
          <Button look="primary" onClick={() => editor.save()} disabled={editor.saving || lacks}>
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
