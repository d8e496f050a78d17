import { History } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ImportLineView, ImportView } from '../../../electron/contract/import-views.ts'
import { DeskError } from '../../api.ts'
import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import { Banner, EmptyState, ErrorBanner } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { longDay } from '../../desk/dates.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { ChooseFile, FileButton } from './choose-file.tsx'
import styles from './import.module.css'
import { ImportTable } from './import-table.tsx'
import { actOf, type Choices, type Group, groupOf } from './line-look.ts'
import { readFile } from './read-file.ts'
import { type UnitTypes, UnitTypesStep } from './unit-types.tsx'

/** A spreadsheet of bookings: chosen, shown row by row, and taken in once somebody has looked. */
export function ImportDialog(props: { readonly onClose: () => void }) {
  const desk = useDesk()
  const read = useOrder('import.read')
  const plan = useOrder('import.plan')
  const apply = useOrder('import.apply')
  const [view, setView] = useState<ImportView | null>(null)
  const [reading, setReading] = useState<string | null>(null)
  const [problem, setProblem] = useState<DeskError | null>(null)
  const [choices, setChoices] = useState<Choices>({})
  const [asked, setAsked] = useState<ImportView['unmapped']>([])
  const [unitTypes, setUnitTypes] = useState<UnitTypes>({})

  const choose = async (file: File) => {
    setProblem(null)
    setReading(file.name)
    try {
      const judged = await read.mutateAsync(await readFile(file))
      setView(judged)
      setAsked(judged.unmapped)
      setUnitTypes({})
      setChoices({})
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      setProblem(error)
    }
    setReading(null)
  }
  const judgeAgain = (types: UnitTypes) => {
    if (view === null) return
    setUnitTypes(types)
    const mapped = Object.fromEntries(Object.entries(types).map(([type, units]) => [type, [...units]]))
    plan.mutate({ token: view.token, unitTypes: mapped }, { onSuccess: setView, onError: setProblem })
  }
  const number = view?.lines.filter((line) => actOf(line, choices) !== 'leave').length ?? 0
  const submit = () => {
    if (view === null || number === 0 || apply.isPending || plan.isPending) return
    setProblem(null)
    const mapped = Object.fromEntries(Object.entries(unitTypes).map(([type, units]) => [type, [...units]]))
    apply.mutate(
      { token: view.token, unitTypes: mapped, choices: { ...choices } },
      {
        onSuccess: ({ applied, actionId }) => {
          props.onClose()
          desk.say({ text: words.importing.taken(applied, view.fileName), actionId })
        },
        onError: (error) => {
          setProblem(error)
          if (error.code === 'changed-since') judgeAgain(unitTypes)
        },
      },
    )
  }
  const rows = view ? new Set(view.lines.map((line) => line.row)).size : 0
  return (
    <DialogFrame size={view ? 'large' : 'medium'} onClose={props.onClose}>
      <DialogForm onSubmit={submit}>
        <DialogHead
          title={words.importing.title}
          detail={view ? words.importing.fileLead(view.fileName, rows) : words.importing.lead}
          actions={
            view && (
              <FileButton
                label={words.importing.another}
                disabled={reading !== null}
                onFile={(file) => void choose(file)}
              />
            )
          }
          onClose={props.onClose}
        />
        <DialogBody>
          {problem && <ErrorBanner error={problem} />}
          {view === null ? (
            <ChooseFile reading={reading} onFile={(file) => void choose(file)} />
          ) : (
            <>
              <Told view={view} />
              {asked.length > 0 && <UnitTypesStep asked={asked} said={unitTypes} onSay={judgeAgain} />}
              <Lines
                lines={view.lines}
                choices={choices}
                onChoose={(key, act) => setChoices({ ...choices, [key]: act })}
              />
            </>
          )}
        </DialogBody>
        <DialogFoot>
          <span className="grow hint small">{view && words.importing.promise}</span>
          <WayOut onClose={props.onClose} />
          {view && (
            <Button look="primary" type="submit" disabled={number === 0 || apply.isPending || plan.isPending}>
              {words.importing.takeIn(number)}
            </Button>
          )}
        </DialogFoot>
      </DialogForm>
    </DialogFrame>
  )
}

/** That this file, or a newer one, was here before. */
function Told({ view }: { readonly view: ImportView }) {
  const { zone } = useHouse()
  const { older, repeated } = view
  if (repeated)
    return (
      <Banner tone="question" icon={History} title={words.importing.repeated}>
        {words.importing.repeatedLead(repeated.by, longDay(repeated.at, zone))}
      </Banner>
    )
  if (!older) return null
  return (
    <Banner tone="wait" icon={History} title={words.importing.older}>
      {words.importing.olderLead(older.by, longDay(older.at, zone))}
    </Banner>
  )
}

const groups = Object.keys(words.importing.filters) as Group[]

function Lines(props: {
  readonly lines: readonly ImportLineView[]
  readonly choices: Choices
  readonly onChoose: Parameters<typeof ImportTable>[0]['onChoose']
}) {
  const [group, setGroup] = useState<Group>('todo')
  const byGroup = useMemo(() => {
    const found = new Map<Group, ImportLineView[]>(groups.map((one) => [one, []]))
    for (const line of props.lines) {
      const one = groupOf(line)
      found.get(one)?.push(line)
      if (one !== 'rest') found.get('todo')?.push(line)
    }
    return found
  }, [props.lines])
  const shown = byGroup.get(group) ?? []
  return (
    <>
      <nav className={styles.filters} aria-label={words.importing.filter}>
        {groups.map((one) => {
          const number = byGroup.get(one)?.length ?? 0
          return (
            <button
              type="button"
              key={one}
              aria-current={one === group ? 'true' : undefined}
              disabled={number === 0 && one !== group}
              onClick={() => setGroup(one)}
            >
              {words.importing.filters[one]} <span>{number.toLocaleString(words.locale)}</span>
            </button>
          )
        })}
      </nav>
      {shown.length === 0 ? (
        <EmptyState title={group === 'todo' ? words.importing.noneTodo : words.importing.none}>
          {words.importing.noneTodoLead}
        </EmptyState>
      ) : (
        <ImportTable lines={shown} choices={props.choices} onChoose={props.onChoose} />
      )}
    </>
  )
}
