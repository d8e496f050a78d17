import { CircleCheck, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { StateLine } from '../components/code-state.tsx'
import { CheckField, TextField } from '../components/field.tsx'
import { ErrorBanner } from '../components/sheet.tsx'
import { mediumDay } from '../desk/dates.ts'
import { channelName } from '../desk/naming.ts'
import { useOrder } from '../desk/queries.ts'
import { words } from '../words/index.ts'
import { type DraftFeed, type HouseDraft, nextRow } from './draft.ts'
import styles from './house.module.css'

const channels = ['booking.com', 'airbnb', 'vrbo', 'expedia', 'other']
const text = words.house

/** One calendar link of one unit; it is tested before it is added, and added even where the test must wait. */
export function CalendarForm(props: {
  readonly units: HouseDraft['units']
  readonly busy?: boolean
  readonly onAdd: (feed: DraftFeed) => void
}) {
  const check = useOrder('app.checkFeed')
  const [unit, setUnit] = useState(props.units[0]?.key ?? '')
  const [channel, setChannel] = useState('booking.com')
  const [url, setUrl] = useState('')
  const [allowPrivate, setAllowPrivate] = useState(false)
  const [result, setResult] = useState<string | null>(null)
  const ready = unit !== '' && url.trim() !== ''

  const test = () => {
    setResult(null)
    check.mutate(
      { url: url.trim(), channel, allowPrivate },
      {
        onSuccess: ({ stays, blocks, next }) =>
          setResult(
            stays + blocks === 0 ? text.feedEmpty : text.feedWorks(stays, blocks, next ? mediumDay(next) : null),
          ),
      },
    )
  }
  const add = () => {
    props.onAdd({ row: nextRow(), unit, channel, url, allowPrivate })
    setUrl('')
    setResult(null)
    check.reset()
  }
  const wantsPrivate = check.error !== null || allowPrivate
  return (
    <section className={styles.feed} aria-label={text.addCalendar}>
      <div className={styles.pair}>
        <Choice
          label={text.unit}
          value={unit}
          options={props.units.map((one) => ({ id: one.key, label: one.name || one.key }))}
          onChoose={setUnit}
        />
        <Choice
          label={text.channel}
          value={channel}
          options={channels.map((id) => ({ id, label: channelName(id) }))}
          onChoose={setChannel}
        />
      </div>
      <TextField
        label={text.calendar}
        hint={text.calendarHint}
        type="url"
        value={url}
        maxLength={2000}
        onText={(value) => {
          setUrl(value)
          setResult(null)
        }}
      />
      {wantsPrivate && (
        <CheckField checked={allowPrivate} onCheck={setAllowPrivate}>
          <span className="body13">{text.allowPrivate}</span>
        </CheckField>
      )}
      {check.error && <ErrorBanner error={check.error} />}
      {result && (
        <div role="status">
          <StateLine icon={CircleCheck} tone="ok" large>
            {result}
          </StateLine>
        </div>
      )}
      <div className={styles.add}>
        <Button onClick={test} disabled={!ready || check.isPending}>
          {check.isPending ? text.testing : text.test}
        </Button>
        <Button look="teal" icon={Plus} onClick={add} disabled={!ready || props.busy}>
          {text.addCalendar}
        </Button>
      </div>
    </section>
  )
}
