import { useState } from 'react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import type { DraftDoor, SeamDevice } from '../../house/draft.ts'
import { LockChoice } from '../../house/lock-choice.tsx'
import { PropertyFields } from '../../house/property-fields.tsx'
import { SeamKey } from '../../house/seam-key.tsx'
import { StaffEditor } from '../../house/staff-editor.tsx'
import { UnitsEditor } from '../../house/units-editor.tsx'
import { words } from '../../words/index.ts'
import { SaveBar } from './save-bar.tsx'
import styles from './settings.module.css'
import { useHouseEditor } from './use-house-editor.ts'

type Props = { readonly settings: SettingsView }

export function HouseSection({ settings }: Props) {
  const editor = useHouseEditor(settings)
  return (
    <>
      <section className={styles.card}>
        <PropertyFields
          property={editor.draft.property}
          all
          onProperty={(property) => editor.edit({ ...editor.draft, property })}
        />
      </section>
      <SaveBar editor={editor} />
    </>
  )
}

export function DoorsSection({ settings }: Props) {
  const editor = useHouseEditor(settings)
  const [devices, setDevices] = useState<readonly SeamDevice[]>([])
  const { draft } = editor
  const setLock = (key: string, lock: DraftDoor['lock']) =>
    editor.edit({ ...draft, doors: draft.doors.map((door) => (door.key === key ? { ...door, lock } : door)) })
  const kept = settings.lockProviders.some((one) => one.provider === 'seam' && one.configured)
  const maker = draft.doors.some((door) => door.lock?.provider === 'simulator') ? 'simulator' : 'none'
  return (
    <>
      <section className={styles.card}>
        <UnitsEditor
          draft={draft}
          onDraft={editor.edit}
          maker={maker}
          lockOf={(door) => (
            <LockChoice door={door} devices={devices} simulator onLock={(lock) => setLock(door.key, lock)} />
          )}
        />
      </section>
      <section className={styles.card} aria-label={words.settings.lockAccount}>
        <SeamKey
          apiKey={draft.seamApiKey}
          kept={kept}
          onKey={(seamApiKey) => editor.edit({ ...draft, seamApiKey })}
          onDevices={setDevices}
        />
      </section>
      <SaveBar editor={editor} />
    </>
  )
}

export function StaffSection({ settings }: Props) {
  const editor = useHouseEditor(settings)
  return (
    <>
      <section className={styles.card}>
        <StaffEditor staff={editor.draft.staff} onStaff={(staff) => editor.edit({ ...editor.draft, staff })} />
      </section>
      <SaveBar editor={editor} />
    </>
  )
}
