import { useId, useLayoutEffect, useRef, useState } from 'react'
import { readTemplate, templateFields } from '../../../electron/contract/template-fields.ts'
import type { TemplateView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import field from '../../components/field.module.css'
import { FieldFrame, TextField } from '../../components/field.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { guestLanguages, languageName } from '../../desk/naming.ts'
import { useOrder } from '../../desk/queries.ts'
import house from '../../house/house.module.css'
import { words } from '../../words/index.ts'
import { TemplatePreview } from './template-preview.tsx'
import styles from './templates.module.css'

const text = words.templates
export type TemplateDraft = Omit<TemplateView, 'id'> & { readonly id: string | null }

/** Writes one template; its fields are checked while it is typed, and shown filled for a guest of today. */
export function TemplateForm(props: { readonly template: TemplateDraft; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(props.template)
  const save = useOrder('templates.save')
  const area = useRef<HTMLTextAreaElement>(null)
  const bodyId = useId()
  // Goes behind the field only once it stands in the text: sooner, what is typed next would go to the end of it.
  const [behind, setBehind] = useState<{ readonly at: number } | null>(null)
  useLayoutEffect(() => {
    if (behind === null) return
    area.current?.focus()
    area.current?.setSelectionRange(behind.at, behind.at)
  }, [behind])
  const { unknown } = readTemplate(draft.body)
  const ready = draft.name.trim() !== '' && draft.body.trim() !== '' && unknown.length === 0
  const put = (slot: string) => {
    const at = area.current?.selectionStart ?? draft.body.length
    const end = area.current?.selectionEnd ?? at
    setDraft({ ...draft, body: `${draft.body.slice(0, at)}{${slot}}${draft.body.slice(end)}` })
    setBehind({ at: at + slot.length + 2 })
  }
  const error = unknown.length > 0 ? text.unknownField(unknown.map((name) => `{${name}}`).join(', ')) : null
  return (
    <DialogFrame size="medium" onClose={props.onClose}>
      <DialogForm
        onSubmit={() => {
          if (ready && !save.isPending) save.mutate(draft, { onSuccess: props.onClose })
        }}
      >
        <DialogHead title={draft.id === null ? text.newTitle : text.editTitle} onClose={props.onClose} />
        <DialogBody>
          {save.error && <ErrorBanner error={save.error} />}
          <div className={house.stack}>
            <div className={house.pair}>
              <TextField
                label={text.name}
                hint={text.nameHint}
                value={draft.name}
                maxLength={60}
                autoFocus={draft.id === null}
                onText={(name) => setDraft({ ...draft, name })}
              />
              <Choice
                label={text.language}
                value={draft.language}
                options={guestLanguages.map((id) => ({ id, label: languageName(id) }))}
                onChoose={(language) => setDraft({ ...draft, language })}
              />
            </div>
            <FieldFrame id={bodyId} label={text.body} error={error}>
              <textarea
                id={bodyId}
                ref={area}
                className={`${field.input} ${styles.text}`}
                rows={5}
                dir="auto"
                maxLength={1200}
                value={draft.body}
                aria-invalid={error ? true : undefined}
                aria-describedby={error ? `${bodyId}-error` : undefined}
                onChange={(event) => setDraft({ ...draft, body: event.target.value })}
              />
            </FieldFrame>
            <fieldset className={styles.fields}>
              <legend className={house.legend}>{text.fields}</legend>
              {templateFields.map((name) => (
                <Button key={name} size="low" onClick={() => put(name)}>
                  {text.fieldNames[name]}
                </Button>
              ))}
              <Button size="low" onClick={() => put(`?${text.freeName}`)}>
                {text.free}
              </Button>
            </fieldset>
            <TemplatePreview body={draft.body} />
          </div>
        </DialogBody>
        <DialogFoot>
          <span className="grow hint small">{ready || error ? null : text.missing}</span>
          <WayOut onClose={props.onClose} />
          <Button look="primary" type="submit" aria-disabled={!ready || save.isPending || undefined}>
            {save.isPending ? words.saving : words.save}
          </Button>
        </DialogFoot>
      </DialogForm>
    </DialogFrame>
  )
}
