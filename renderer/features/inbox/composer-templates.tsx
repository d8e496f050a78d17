import { CircleAlert, FileText } from 'lucide-react'
import type { TemplateView } from '../../../electron/contract/views.ts'
import { Choice } from '../../components/choice.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu } from '../../components/menu.tsx'
import { languageName } from '../../desk/naming.ts'
import { words } from '../../words/index.ts'
import styles from './composer.module.css'
import { type Draft, gapsOf } from './draft.ts'

/** Texts the desk has ready, in the guest's language where there is one, and how many fields still stand empty. */
export function ComposerTemplates(props: {
  readonly draft: Draft
  readonly templates: readonly TemplateView[]
  readonly guestLanguage: string | null
  readonly onTemplate: (templateId: string) => void
  readonly onGap: () => void
}) {
  const { draft, templates } = props
  const names = Array.from(new Set(templates.map((one) => one.name)))
  const chosen = templates.find((one) => one.id === draft.templateId)
  const languages = templates.filter((one) => one.name === chosen?.name)
  const inLanguage = (name: string) => {
    const all = templates.filter((one) => one.name === name)
    const wanted = [props.guestLanguage, chosen?.language, 'en']
    return wanted.flatMap((language) => all.filter((one) => one.language === language))[0] ?? all[0]
  }
  const gaps = gapsOf(draft)
  const [first] = gaps
  return (
    <div className={styles.top}>
      <Menu
        label={words.composer.templates}
        look="plain"
        size="low"
        namedInside
        placement="top start"
        entries={
          names.length === 0
            ? [{ id: 'none', label: words.composer.noTemplates, disabled: true, run: () => undefined }]
            : names.map((name) => ({
                id: name,
                label: name,
                run: () => {
                  const template = inLanguage(name)
                  if (template) props.onTemplate(template.id)
                },
              }))
        }
      >
        <Icon of={FileText} size={14} />
        <span className="cut">{chosen?.name ?? words.composer.template}</span>
      </Menu>
      {chosen && languages.length > 1 && (
        <div className={styles.language}>
          <Choice
            filter
            label={words.composer.language}
            value={chosen.id}
            unset={chosen.id}
            options={languages.map((one) => ({ id: one.id, label: languageName(one.language) }))}
            onChoose={props.onTemplate}
          />
        </div>
      )}
      <span className="grow" />
      {first && (
        <button type="button" className={styles.gaps} onClick={props.onGap}>
          <Icon of={CircleAlert} size={14} />
          {gaps.length === 1 ? words.composer.emptyField(first.name) : words.composer.emptyFields(gaps.length)}
        </button>
      )}
    </div>
  )
}
