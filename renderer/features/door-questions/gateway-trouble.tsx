import { Button } from '../../components/button.tsx'
import { CodeState } from '../../components/code-state.tsx'
import { DialogBody, DialogFoot, DialogHead, WayOut } from '../../components/dialog.tsx'
import { ErrorBanner, sheet } from '../../components/sheet.tsx'
import { type QuestionOf, useDesk, useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { troubleTitle } from '../../desk/door-words.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './door-questions.module.css'

const text = words.doorQuestions

/** What a person can do about a silent gateway, and what the desk does by itself. */
export function GatewayTroubleHelp(props: { readonly question: QuestionOf<'gateway'>; readonly onClose: () => void }) {
  const { trouble, doors } = props.question
  const desk = useDesk()
  const { zone } = useHouse()
  const read = useOrder('doors.read')
  // Whatever is asked first goes through the gateway and finds it back.
  const doorId = doors[0]?.id ?? null
  const askNow = () => {
    if (read.isPending) return
    read.mutate(
      { doorId },
      {
        onSuccess: () => {
          desk.say({ text: text.asked, actionId: null })
          props.onClose()
        },
      },
    )
  }
  return (
    <>
      <DialogHead
        title={troubleTitle(trouble)}
        detail={trouble.offlineSince ? words.doors.since(timeOrDay(trouble.offlineSince, zone)) : undefined}
        onClose={props.onClose}
      />
      <DialogBody>
        {read.error && <ErrorBanner error={read.error} />}
        <p className="soft body13">{text.gatewayLead}</p>
        <dl className={styles.steps}>
          {text.gatewaySteps.map(([head, lead]) => (
            <div key={head}>
              <dt>{head}</dt>
              <dd>{lead}</dd>
            </div>
          ))}
        </dl>
        <div>
          <h3 className={styles.head}>{text.gatewayDoors}</h3>
          <ul className={sheet.sheet} aria-label={text.gatewayDoors}>
            {doors.map((door) => (
              <li className={`${sheet.row} ${styles.door}`} key={door.id}>
                <span className="cut">{door.name}</span>
                <CodeState state={door.codes.worst} offline />
              </li>
            ))}
          </ul>
        </div>
      </DialogBody>
      <DialogFoot>
        <span className="grow" />
        <WayOut onClose={props.onClose}>{words.close}</WayOut>
        <Button look="primary" autoFocus aria-disabled={read.isPending || undefined} onClick={askNow}>
          {read.isPending ? words.doors.reading : text.askNow}
        </Button>
      </DialogFoot>
    </>
  )
}
