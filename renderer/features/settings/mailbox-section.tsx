import { CircleCheck, Clock, TriangleAlert } from 'lucide-react'
import type { MailboxView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { CheckField, TextField } from '../../components/field.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Banner, SectionHead } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { useMailbox, useOrder } from '../../desk/queries.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import house from '../../house/house.module.css'
import { words } from '../../words/index.ts'
import { mailboxLacks, useMailboxEditor } from './mailbox-draft.ts'
import { MailboxDryRun } from './mailbox-dry-run.tsx'
import { SaveBar } from './save-bar.tsx'
import styles from './settings.module.css'
import { SwitchOff } from './switch-off.tsx'

const text = words.mailbox

export const MailboxSection = () => <Loaded answer={useMailbox()}>{(view) => <Mailbox view={view} />}</Loaded>

function Mailbox({ view }: { readonly view: MailboxView }) {
  const editor = useMailboxEditor(view)
  const { draft, edit } = editor
  // The bar that saves goes once it has.
  const place = useKeepFocus<HTMLDivElement>()
  const passwordHint =
    view.password === 'kept'
      ? text.passwordKept
      : view.password === 'environment'
        ? text.passwordEnvironment
        : text.passwordHint
  return (
    <div ref={place} tabIndex={-1}>
      {view.mailbox === null ? (
        <Banner tone="question" title={text.off} tall>
          {text.offLead}
        </Banner>
      ) : (
        <>
          <State view={view} />
          <MailboxDryRun />
        </>
      )}
      <SectionHead id="mailbox-account" title={text.account} />
      <section className={styles.card} aria-labelledby="mailbox-account">
        <p className="hint body13">{text.accountLead}</p>
        <div className={house.stack}>
          <div className={house.pair}>
            <TextField
              label={text.host}
              hint={text.hostHint}
              value={draft.host}
              maxLength={253}
              onText={(host) => edit({ host })}
            />
            <TextField
              label={text.port}
              hint={text.portHint}
              inputMode="numeric"
              value={draft.port}
              maxLength={5}
              onText={(port) => edit({ port })}
            />
          </div>
          <div className={house.pair}>
            <TextField
              label={text.user}
              hint={text.userHint}
              value={draft.user}
              maxLength={200}
              onText={(user) => edit({ user })}
            />
            <TextField
              label={text.password}
              hint={passwordHint}
              type="password"
              value={draft.password}
              maxLength={500}
              onText={(password) => edit({ password })}
            />
          </div>
          <CheckField label={text.secure} checked={draft.secure} onCheck={(secure) => edit({ secure })}>
            {text.secure} <span className="hint">{text.secureHint}</span>
          </CheckField>
        </div>
      </section>
      <SaveBar editor={editor} lacks={mailboxLacks(draft, view)} />
      {view.mailbox !== null && <SwitchOff editor={editor} lead={text.switchOffLead} verb={text.switchOff} />}
    </div>
  )
}

function State({ view }: { readonly view: MailboxView }) {
  const { zone } = useHouse()
  const sync = useOrder('sync.now')
  const works = view.status === 'ok'
  const untried = view.status === 'never'
  return (
    <section aria-labelledby="mailbox-state">
      <SectionHead id="mailbox-state" title={text.state} />
      <div className={styles.testBar}>
        <div className="grow" role="status">
          <StateLine
            icon={works ? CircleCheck : untried ? Clock : TriangleAlert}
            tone={works ? 'ok' : untried ? 'idle' : 'bad'}
            large
          >
            {works ? text.works : untried ? text.neverRead : text.trouble}
            {view.lastOkAt && `, ${text.lastRead(timeOrDay(view.lastOkAt, zone))}`}
          </StateLine>
          {view.advice && <p>{view.advice}</p>}
          <p className="hint">{text.counted(view.mails.read, view.mails.unread, view.mails.untrusted)}</p>
        </div>
        <Button aria-disabled={sync.isPending || undefined} onClick={() => sync.isPending || sync.mutate({})}>
          {text.readNow}
        </Button>
      </div>
    </section>
  )
}

/** Somebody has to cure it. */
export const isMailboxTroubled = (view: MailboxView): boolean =>
  view.mailbox !== null && view.status !== 'ok' && view.status !== 'never'
