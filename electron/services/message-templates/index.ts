/** Texts the desk has ready: kept, changed and thrown away by staff, with fields that are checked. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import {
  deleteTemplate,
  nextTemplatePosition,
  readTemplate as readStored,
  readTemplates,
  templateNamed,
  writeTemplate,
} from '../../../db/queries/templates.ts'
import type { TemplateView } from '../../contract/inbox-views.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { readTemplate, templateFields } from '../../domain/message-template.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, makeId, transact } from '../desk/index.ts'
import { shippedNames, shippedTemplates } from './shipped/index.ts'

const shipped = 'templates-shipped'
const longest = 1200

/** Gives the house its first templates, once: what staff throw away does not come back. */
export function shipTemplates(desk: Desk): void {
  if (readSetting(desk.store.read, shipped) !== undefined) return
  const work = { now: desk.clock.now(), desk }
  desk.store.write((db) => {
    if (readSetting(db, shipped) !== undefined) return
    writeSetting(db, shipped, true)
    for (const [language, texts] of Object.entries(shippedTemplates)) {
      for (const [position, [key, name]] of Object.entries(shippedNames).entries()) {
        if (templateNamed(db, name, language) !== null) continue
        const body = texts[key as keyof typeof shippedNames]
        writeTemplate(db, { id: makeId<string>(work), name, language, body, position })
      }
    }
  })
}

/** In their order, English first among equals. */
export const templates = (db: ReadableDb): readonly TemplateView[] =>
  readTemplates(db)
    .toSorted(
      (left, right) =>
        left.position - right.position ||
        left.name.localeCompare(right.name) ||
        Number(right.language === 'en') - Number(left.language === 'en'),
    )
    .map(({ id, name, language, body }) => ({ id, name, language, body }))

type Template = {
  /** Null for a new one. */
  readonly id: string | null
  readonly name: string
  readonly language: string
  readonly body: string
}

/** Keeps a template. Refuses an empty one (`bad-input`), a field nobody knows, and a name that is taken (`duplicate-key`). */
export const saveTemplate = (desk: Desk, caller: Caller, input: Template): Result<{ readonly id: string }, Failure> =>
  transact(desk, caller, (work) => {
    const name = input.name.trim()
    const language = input.language.trim().toLowerCase()
    const body = input.body.trim()
    const wrong = faultOf({ name, language, body })
    if (wrong !== null) return fail(failure('bad-input', `${wrong} Nothing was saved.`))
    const before = input.id === null ? null : readStored(work.db, input.id)
    if (input.id !== null && before === null)
      return fail(failure('template-unknown', 'This template was removed in the meantime. Save it as a new one.'))
    const namesake = templateNamed(work.db, name, language)
    if (namesake !== null && namesake.id !== input.id)
      return fail(failure('duplicate-key', `There is a template "${name}" in that language. Nothing was saved.`))
    const id = before?.id ?? makeId<string>(work)
    const sameName = readTemplates(work.db).find((one) => one.name === name)
    const position = before?.position ?? sameName?.position ?? nextTemplatePosition(work.db)
    writeTemplate(work.db, { id, name, language, body, position })
    audit(work, 'template.saved', {}, { name, language })
    return ok({ id })
  })

function faultOf({ name, language, body }: Omit<Template, 'id'>): string | null {
  if (name === '' || body === '') return 'A template has a name and a text.'
  if (body.length > longest) return `A template has at most ${longest} characters.`
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language)) return 'Write the language as en, de or pt-br.'
  const [unknown] = readTemplate(body).unknown
  return unknown === undefined
    ? null
    : `There is no field {${unknown}}. The fields are ${templateFields.map((field) => `{${field}}`).join(', ')}; {?word} is left for you to type.`
}

/** Throws a template away. `template-unknown` where somebody did so before. */
export const removeTemplate = (desk: Desk, caller: Caller, input: { readonly id: string }): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const template = readStored(work.db, input.id)
    if (template === null) return fail(failure('template-unknown', 'This template is not there any more.'))
    deleteTemplate(work.db, template.id)
    audit(work, 'template.removed', {}, { name: template.name, language: template.language })
    return ok(null)
  })
