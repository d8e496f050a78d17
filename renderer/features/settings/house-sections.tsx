import { useState } from 'react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import { SectionHead } from '../../components/sheet.tsx'
import { type DraftDoor, type LockDevice, ttlockHalfTyped, withDevices } from '../../house/draft.ts'
import { LockChoice } from '../../house/lock-choice.tsx'
import { PropertyFields } from '../../house/property-fields.tsx'
import { SeamKey } from '../../house/seam-key.tsx'
import { StaffEditor } from '../../house/staff-editor.tsx'
import { TtlockAccount } from '../../house/ttlock-account.tsx'
import { UnitsEditor } from '../../house/units-editor.tsx'
import { words } from '../../words/index.ts'
import { ManagerAlerts } from './manager-alerts.tsx'
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
  const [devices, setDevices] = useState<readonly LockDevice[]>([])
  const { draft } = editor
  const setLock = (key: string, lock: DraftDoor['lock']) =>
    editor.edit({ ...draft, doors: draft.doors.map((door) => (door.key === key ? { ...door, lock } : door)) })
  const kept = (provider: string) => settings.lockProviders.some((one) => one.provider === provider && one.configured)
  const found = (seen: readonly LockDevice[]) => setDevices((before) => withDevices(before, seen))
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
      <SectionHead id="lock-accounts" title={words.settings.lockAccount} />
      <section className={styles.card} aria-labelledby="lock-accounts">
        <SeamKey
          apiKey={draft.seamApiKey}
          kept={kept('seam')}
          onKey={(seamApiKey) => editor.edit({ ...draft, seamApiKey })}
          onDevices={found}
        />
      </section>
      <section className={styles.card} aria-label={words.house.ttlock}>
        <TtlockAccount
          account={draft.ttlock}
          kept={kept('ttlock')}
          onAccount={(ttlock) => editor.edit({ ...draft, ttlock })}
          onDevices={found}
        />
      </section>
      <SaveBar editor={editor} lacks={ttlockHalfTyped(draft.ttlock) ? words.house.ttlockLacks : null} />
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
      <ManagerAlerts />
      <SaveBar editor={editor} />
    </>
  )
}
