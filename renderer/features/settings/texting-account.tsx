import { CircleCheck, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { TextingView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { CheckField, TextField } from '../../components/field.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useOrder } from '../../desk/queries.ts'
import styles from '../../house/house.module.css'
import { RadioCards } from '../../house/radio-cards.tsx'
import { words } from '../../words/index.ts'
import type { TextingEditor } from './texting-draft.ts'

const text = words.texting

/** One number may be written with blanks or without. */
const digitsOf = (phone: string) => phone.replace(/\D/g, '')

type Part = { readonly editor: TextingEditor; readonly view: TextingView }

/** The account at Twilio, its token, and which of its numbers are ours. */
export function TextingAccount({ editor, view }: Part) {
  const { draft, edit } = editor
  const check = useOrder('texting.check')
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const found = check.data?.numbers ?? []
  const offered = [...new Set([...view.numbers.map((number) => number.phone), ...found, ...draft.numbers])]
  const canAsk = draft.accountSid.trim() !== '' && (draft.authToken.trim() !== '' || view.hasToken)
  const add = () => {
    const phone = offered.find((one) => digitsOf(one) === digitsOf(typed)) ?? typed.trim()
    if (phone && !draft.numbers.includes(phone)) edit({ numbers: [...draft.numbers, phone] })
    setTyped('')
    field.current?.focus()
  }
  const choose = (phone: string, used: boolean) =>
    edit({ numbers: used ? [...draft.numbers, phone] : draft.numbers.filter((one) => one !== phone) })
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        <TextField
          label={text.accountSid}
          hint={text.accountSidHint}
          value={draft.accountSid}
          maxLength={40}
          onText={(accountSid) => edit({ accountSid })}
        />
        <TextField
          label={text.authToken}
          hint={view.hasToken && !draft.authToken ? text.authTokenKept : text.authTokenHint}
          type="password"
          value={draft.authToken}
          maxLength={80}
          onText={(authToken) => edit({ authToken })}
        />
      </div>
      <div className={styles.testLine}>
        <Button
          disabled={!canAsk}
          aria-disabled={check.isPending || undefined}
          onClick={() =>
            check.isPending || check.mutate({ accountSid: draft.accountSid.trim(), authToken: draft.authToken.trim() })
          }
        >
          {check.isPending ? text.finding : text.find}
        </Button>
        <span role="status">
          {check.isSuccess && (
            <StateLine icon={CircleCheck} tone={found.length > 0 ? 'ok' : 'wait'} large>
              {text.found(found.length)}
            </StateLine>
          )}
        </span>
      </div>
      {check.error && <ErrorBanner error={check.error} />}
      <fieldset className={styles.makers}>
        <legend className={styles.legend}>{text.ourNumbers}</legend>
        {offered.length === 0 && <p className="hint small">{text.noNumbers}</p>}
        {offered.map((phone) => (
          <CheckField
            key={phone}
            label={text.takeNumber(phone)}
            checked={draft.numbers.includes(phone)}
            onCheck={(used) => choose(phone, used)}
          >
            {phone}
          </CheckField>
        ))}
      </fieldset>
      <div className={styles.keyLine}>
        <TextField
          ref={field}
          label={text.addNumber}
          hint={text.addNumberHint}
          type="tel"
          value={typed}
          maxLength={40}
          onText={setTyped}
          onKeyDown={(event) => event.key === 'Enter' && add()}
        />
        <Button icon={Plus} disabled={!typed.trim()} onClick={add}>
          {words.add}
        </Button>
      </div>
      <RadioCards
        label={text.mode}
        cards={[
          { key: 'desk', title: text.modes.desk, lead: text.modes.deskLead },
          { key: 'group', title: text.modes.group, lead: text.modes.groupLead },
        ]}
        value={draft.mode}
        onChoose={(mode) => edit({ mode })}
      />
      <RadioCards
        label={text.authority}
        cards={[
          {
            key: 'conversations',
            title: text.authorities.conversations,
            lead: text.authorities.conversationsLead,
          },
          { key: 'messaging', title: text.authorities.messaging, lead: text.authorities.messagingLead },
        ]}
        value={draft.authority}
        onChoose={(authority) => edit({ authority })}
      />
    </div>
  )
}

/** How Twilio reaches this desk. */
export function TextingWayIn({ editor, view }: Part) {
  const { draft, edit } = editor
  return (
    <div className={styles.stack}>
      <RadioCards
        label={text.wayIn}
        shown={false}
        cards={(['ngrok', 'url', 'none'] as const).map((key) => ({
          key,
          title: text.kinds[key],
          lead: text.kinds[`${key}Lead`],
        }))}
        value={draft.kind}
        onChoose={(kind) => edit({ kind })}
      />
      {draft.kind === 'ngrok' && (
        <div className={styles.pair}>
          <TextField
            label={text.ngrokToken}
            hint={view.tunnel.hasAuthtoken && !draft.authtoken ? text.ngrokTokenKept : text.ngrokTokenHint}
            type="password"
            value={draft.authtoken}
            maxLength={200}
            onText={(authtoken) => edit({ authtoken })}
          />
          <TextField
            label={text.domain}
            hint={text.domainHint}
            value={draft.domain}
            maxLength={200}
            onText={(domain) => edit({ domain })}
          />
        </div>
      )}
      {draft.kind === 'url' && (
        <TextField
          label={text.url}
          hint={text.urlHint}
          type="url"
          value={draft.url}
          maxLength={500}
          onText={(url) => edit({ url })}
        />
      )}
    </div>
  )
}
