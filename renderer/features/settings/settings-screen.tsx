import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHead } from '../../components/sheet.tsx'
import { useMailbox, useSettings, useTexting } from '../../desk/queries.ts'
import { keepSettingsPlace, type SettingsSection, settingsPlace } from '../../desk/settings-place.ts'
import { words } from '../../words/index.ts'
import { AboutSection } from './about-section.tsx'
import { BackupsSection } from './backups-section.tsx'
import { CalendarsSection } from './calendars-section.tsx'
import { GuestPagesSection } from './guest-pages-section.tsx'
import { DoorsSection, HouseSection, StaffSection } from './house-sections.tsx'
import { isMailboxTroubled, MailboxSection } from './mailbox-section.tsx'
import { PrinterSection } from './printer-section.tsx'
import styles from './settings.module.css'
import { TemplatesSection } from './templates-section.tsx'
import { TextingSection } from './texting-section.tsx'
import { isTroubled } from './texting-state.tsx'

type Section = SettingsSection
export type SectionProps = { readonly settings: SettingsView }

const sections: Record<Section, (props: SectionProps) => ReactNode> = {
  house: HouseSection,
  doors: DoorsSection,
  calendars: CalendarsSection,
  mailbox: MailboxSection,
  texting: TextingSection,
  templates: TemplatesSection,
  guestPages: GuestPagesSection,
  staff: StaffSection,
  printer: PrinterSection,
  backups: BackupsSection,
  about: AboutSection,
}
const order = Object.keys(sections) as Section[]

/** What a section says about itself under its title. */
const leads: Record<Section, string> = {
  house: words.settings.houseLead,
  doors: words.settings.doorsLead,
  calendars: words.settings.calendarsLead,
  mailbox: words.settings.mailboxLead,
  texting: words.settings.textingLead,
  templates: words.settings.templatesLead,
  guestPages: words.settings.guestPagesLead,
  staff: words.settings.staffLead,
  printer: words.settings.printerLead,
  backups: words.settings.backupsLead,
  about: words.settings.aboutLead,
}

export function SettingsScreen() {
  const answer = useSettings()
  const [section, setSection] = useState<Section>(settingsPlace)
  const Current = sections[section]
  const texting = useTexting().data
  const mailbox = useMailbox().data
  const troubled: Partial<Record<Section, boolean>> = {
    calendars: answer.data?.feeds.some((feed) => feed.lastPolledAt !== null && feed.status !== 'ok') ?? false,
    texting: texting ? isTroubled(texting) : false,
    mailbox: mailbox ? isMailboxTroubled(mailbox) : false,
  }
  return (
    <div className={styles.page}>
      <nav className={styles.sections} aria-label={words.settings.title}>
        {order.map((one) => (
          <button
            type="button"
            key={one}
            aria-current={one === section ? 'page' : undefined}
            onClick={() => {
              keepSettingsPlace(one)
              setSection(one)
            }}
          >
            {words.settings.sections[one]}
            {troubled[one] && <Icon of={TriangleAlert} size={14} />}
          </button>
        ))}
      </nav>
      <div className={styles.column}>
        <PageHead title={words.settings.sections[section]} />
        <p className={styles.lead}>{leads[section]}</p>
        <Loaded answer={answer}>{(settings) => <Current settings={settings} key={section} />}</Loaded>
      </div>
    </div>
  )
}
