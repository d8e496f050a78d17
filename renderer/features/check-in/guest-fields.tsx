import type { SheetView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { CheckField, TextField } from '../../components/field.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { errorTitle, guestLanguages, languageName } from '../../desk/naming.ts'
import { guestOrigin } from '../../desk/origin-words.ts'
import { words } from '../../words/index.ts'
import styles from './check-in.module.css'
import type { Draft, Edits } from './use-draft.ts'

export function GuestFields(props: {
  readonly sheet: SheetView
  readonly draft: Draft
  readonly edit: (change: Edits) => void
  readonly problem: { readonly field: 'phone' | 'email' | null; readonly error: DeskError } | null
}) {
  const { sheet, draft, edit, problem } = props
  const { zone } = useHouse()
  const errorOf = (field: 'phone' | 'email') =>
    problem?.field === field
      ? [errorTitle(problem.error), problem.error.message]
          .filter((part, at, all) => all.indexOf(part) === at)
          .join('. ')
      : null
  const languages = guestLanguages.includes(draft.language) ? guestLanguages : [draft.language, ...guestLanguages]
  const seen = sheet.guest?.idSeenAt
  // What is typed over is the desk's own word.
  const sourceOf = (field: 'name' | 'phone' | 'email') => {
    const kept = field === 'phone' ? sheet.guest?.phones[0] : sheet.guest?.[field]
    return kept && kept === draft[field] ? guestOrigin(sheet, field, zone) : null
  }
  return (
    <section>
      <h3 className={styles.head}>{words.sheet.guest}</h3>
      <FoundGuests {...props} />
      <div className={styles.pair}>
        <TextField
          label={words.sheet.name}
          source={sourceOf('name')}
          value={draft.name}
          maxLength={200}
          autoFocus
          dir="auto"
          onText={(name) => edit({ name })}
        />
        <TextField
          label={words.sheet.phone}
          source={sourceOf('phone')}
          value={draft.phone}
          maxLength={60}
          type="tel"
          error={errorOf('phone')}
          onText={(phone) => edit({ phone })}
        />
        <TextField
          label={words.sheet.email}
          source={sourceOf('email')}
          value={draft.email}
          maxLength={200}
          type="email"
          error={errorOf('email')}
          onText={(email) => edit({ email })}
        />
        <Choice
          label={words.sheet.language}
          value={draft.language}
          options={languages.map((code) => ({ id: code, label: languageName(code) }))}
          onChoose={(language) => edit({ language })}
        />
      </div>
      <div className={styles.idLine}>
        <CheckField checked={draft.idSeen} onCheck={(idSeen) => edit({ idSeen })}>
          {words.sheet.idSeen}
        </CheckField>
        {draft.idSeen && seen && (
          <span className="hint body13">
            {words.sheet.idSeenBy(sheet.guest?.idSeenBy ?? '', timeOrDay(seen, zone))}
          </span>
        )}
      </div>
    </section>
  )
}

/** Guests known from before come first: taking one keeps one person one person. */
function FoundGuests({
  sheet,
  draft,
  edit,
}: {
  readonly sheet: SheetView
  readonly draft: Draft
  readonly edit: (change: Edits) => void
}) {
  if (draft.guestId) {
    const chosen = sheet.found.find((one) => one.guestId === draft.guestId)
    return (
      <div className={styles.found}>
        <b className="grow cut">{words.sheet.chosen(chosen?.name ?? '')}</b>
        <Button size="low" look="quiet" onClick={() => edit({ guestId: null })}>
          {words.sheet.undoChoice}
        </Button>
      </div>
    )
  }
  return draft.found.slice(0, 2).map((one) => (
    <div className={styles.found} key={one.guestId}>
      <div className="grow">
        <b>{words.sheet.found(one.name)}</b>
        <br />
        <span className="soft small">
          {words.sheet.foundReason[one.reason]} {one.before}
        </span>
      </div>
      <Button size="low" look="teal" onClick={() => edit({ guestId: one.guestId, name: draft.name || one.name })}>
        {words.sheet.samePerson}
      </Button>
      <Button
        size="low"
        look="quiet"
        onClick={() =>
          edit({
            dismissed: [
              ...sheet.found.filter((known) => !draft.found.includes(known)).map((known) => known.guestId),
              one.guestId,
            ],
          })
        }
      >
        {words.sheet.someoneElse}
      </Button>
    </div>
  ))
}
