import { Pencil, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { readTemplate } from '../../../electron/contract/template-fields.ts'
import type { TemplateView } from '../../../electron/contract/views.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { EmptyState, ErrorBanner, SectionHead, sheet } from '../../components/sheet.tsx'
import { languageName } from '../../desk/naming.ts'
import { useOrder, useTexting } from '../../desk/queries.ts'
import { FOCUS_BACK_MS } from '../../desk/use-keep-focus.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'
import { type TemplateDraft, TemplateForm } from './template-form.tsx'
import templateStyles from './templates.module.css'

const text = words.templates

/** The texts the desk has ready, by language. */
export const TemplatesSection = () => (
  <Loaded answer={useTexting()}>{({ templates }) => <Templates templates={templates} />}</Loaded>
)

function Templates({ templates }: { readonly templates: readonly TemplateView[] }) {
  const [edited, setEdited] = useState<TemplateDraft | null>(null)
  const [leaving, setLeaving] = useState<TemplateView | null>(null)
  const add = useRef<HTMLButtonElement>(null)
  const languages = [...new Set(templates.map((template) => template.language))]
  return (
    <>
      <Button
        ref={add}
        icon={Plus}
        onClick={() => setEdited({ id: null, name: '', language: languages[0] ?? 'en', body: '' })}
      >
        {text.add}
      </Button>
      {templates.length === 0 && (
        <div className={`${sheet.sheet} ${styles.apart}`}>
          <EmptyState title={text.none}>{text.noneLead}</EmptyState>
        </div>
      )}
      {languages.map((language) => (
        <section key={language} aria-labelledby={`templates-${language}`}>
          <SectionHead id={`templates-${language}`} title={languageName(language)} />
          <ul className={`${sheet.sheet} ${styles.rows}`}>
            {templates
              .filter((template) => template.language === language)
              .map((template) => (
                <li key={template.id} aria-label={template.name}>
                  <b className="cut">{template.name}</b>
                  <Body body={template.body} />
                  <span className={styles.ends}>
                    <IconButton
                      icon={Pencil}
                      size="low"
                      label={text.edit(template.name)}
                      onClick={() => setEdited(template)}
                    />
                    <IconButton
                      icon={X}
                      size="low"
                      label={text.remove(template.name)}
                      onClick={() => setLeaving(template)}
                    />
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {edited && <TemplateForm template={edited} onClose={() => setEdited(null)} />}
      {leaving && (
        <RemoveTemplate
          template={leaving}
          onClose={() => setLeaving(null)}
          // The button that asked goes with its template.
          onRemoved={() => setTimeout(() => add.current?.focus(), FOCUS_BACK_MS)}
        />
      )}
    </>
  )
}

/** The text with the names of its fields in place of their braces. */
const Body = ({ body }: { readonly body: string }) => (
  <span className={templateStyles.body} dir="auto">
    {readTemplate(body).parts.map((part, at) =>
      'text' in part ? (
        part.text
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
        <mark key={at} className={templateStyles.filled}>
          {'free' in part ? part.free : text.fieldNames[part.field]}
        </mark>
      ),
    )}
  </span>
)

function RemoveTemplate(props: {
  readonly template: TemplateView
  readonly onClose: () => void
  readonly onRemoved: () => void
}) {
  const remove = useOrder('templates.remove')
  const onSuccess = () => {
    props.onClose()
    props.onRemoved()
  }
  return (
    <DialogFrame size="small" onClose={props.onClose}>
      <DialogForm onSubmit={() => remove.isPending || remove.mutate({ id: props.template.id }, { onSuccess })}>
        <DialogHead title={text.removeAsk(props.template.name)} onClose={props.onClose} />
        <DialogBody>
          {remove.error && <ErrorBanner error={remove.error} />}
          <p className="soft body13">{text.removeLead}</p>
        </DialogBody>
        <DialogFoot>
          <span className="grow" />
          <WayOut onClose={props.onClose} />
          <Button look="dangerFill" type="submit">
            {words.remove}
          </Button>
        </DialogFoot>
      </DialogForm>
    </DialogFrame>
  )
}
