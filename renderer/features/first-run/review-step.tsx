import { KeyRound } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Banner, ErrorBanner } from '../../components/sheet.tsx'
import { useOrder } from '../../desk/queries.ts'
import { type HouseDraft, houseInput } from '../../house/draft.ts'
import { words } from '../../words/index.ts'
import styles from './first-run.module.css'
import { forgetSetUp } from './kept-set-up.ts'

const text = words.firstRun

export function ReviewStep(props: { readonly draft: HouseDraft; readonly onBack: () => void }) {
  const { draft } = props
  const setUp = useOrder('app.setUp')
  const open = (keyPlace: 'keychain' | 'disk') =>
    setUp.mutate({ house: houseInput(draft), keyPlace }, { onSuccess: forgetSetUp })
  const { property } = draft
  const noKeychain = setUp.error?.code === 'keychain-unavailable'
  const lines: readonly (readonly [string, string])[] = [
    [text.steps.house, `${property.name}, ${property.timeZone.replaceAll('_', ' ')}`],
    [words.house.checkInTime, property.checkInTime],
    [words.house.checkOutTime, property.checkOutTime],
    [text.steps.units, words.house.unitsCount(draft.units.length, draft.doors.length)],
    [text.steps.locks, text.reviewLocks(draft.doors.filter((door) => door.lock).length, draft.doors.length)],
    [text.steps.calendars, text.reviewFeeds(draft.addFeeds.length)],
    [text.steps.staff, text.reviewStaff(draft.staff.length)],
  ]
  return (
    <div className={styles.stack}>
      <dl className={styles.review}>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {setUp.error && !noKeychain && <ErrorBanner error={setUp.error} />}
      {noKeychain && (
        <Banner
          tone="wait"
          icon={KeyRound}
          title={text.noKeychainTitle}
          tall="below"
          actions={
            <Button look="primary" onClick={() => open('disk')} disabled={setUp.isPending}>
              {text.keepOnDisk}
            </Button>
          }
        >
          {text.noKeychainLead}
        </Banner>
      )}
      <div className={styles.verbs} style={{ marginTop: 6 }}>
        <Button look="quiet" size="large" onClick={props.onBack}>
          {words.back}
        </Button>
        <span className="grow" />
        {!noKeychain && (
          <Button look="primary" size="large" onClick={() => open('keychain')} disabled={setUp.isPending}>
            {setUp.isPending ? text.setUpBusy : text.setUpNow}
          </Button>
        )}
      </div>
    </div>
  )
}
