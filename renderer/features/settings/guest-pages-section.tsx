import { CircleCheck, FlaskConical, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { GuestPagesView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { CheckField, FieldFrame, NoteField, NumberField, TextField } from '../../components/field.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Banner, ErrorBanner, SectionHead } from '../../components/sheet.tsx'
import { useGuestPages, useOrder } from '../../desk/queries.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import house from '../../house/house.module.css'
import { words } from '../../words/index.ts'
import { type GuestPagesDraft, guestPagesLack, useGuestPagesEditor } from './guest-pages-draft.ts'
import { SaveBar } from './save-bar.tsx'
import styles from './settings.module.css'

const text = words.guestPages

type Part = { readonly draft: GuestPagesDraft; readonly edit: (part: Partial<GuestPagesDraft>) => void }

export const GuestPagesSection = () => <Loaded answer={useGuestPages()}>{(view) => <GuestPages view={view} />}</Loaded>

function GuestPages({ view }: { readonly view: GuestPagesView }) {
  const editor = useGuestPagesEditor(view)
  // The bar that saves goes once it has.
  const place = useKeepFocus<HTMLDivElement>()
  return (
    <div ref={place} tabIndex={-1}>
      <section className={styles.card} aria-label={text.on}>
        <Tick label={text.on} lead={text.onLead} checked={editor.draft.on} onCheck={(on) => editor.edit({ on })} />
      </section>
      <Address view={view} />
      <OnThePage {...editor} view={view} />
      <WhoGetsIn {...editor} />
      <Documents {...editor} />
      <SaveBar editor={editor} lacks={guestPagesLack(editor.draft)} />
    </div>
  )
}

function Address({ view }: { readonly view: GuestPagesView }) {
  const test = useOrder('guestPage.test')
  return (
    <section aria-labelledby="guest-pages-address">
      <SectionHead id="guest-pages-address" title={text.address} />
      {view.noLinks !== null && (
        <Banner tone="question" title={text.noAddress} tall>
          {view.noLinks}
        </Banner>
      )}
      <div className={`${styles.testBar} ${view.noLinks === null ? '' : styles.apart}`}>
        <div className="grow" role="status">
          {view.address !== null && (
            <p className="num" data-copy>
              {view.address}
            </p>
          )}
          {test.data ? (
            <>
              <StateLine icon={test.data.ok ? CircleCheck : TriangleAlert} tone={test.data.ok ? 'ok' : 'bad'} large>
                {test.data.ok ? text.works : text.needsYou}
              </StateLine>
              <p>{test.data.detail}</p>
            </>
          ) : (
            <p className="hint">{text.testLead}</p>
          )}
        </div>
        <Button
          icon={FlaskConical}
          aria-disabled={test.isPending || undefined}
          onClick={() => test.isPending || test.mutate({})}
        >
          {test.isPending ? text.testing : text.test}
        </Button>
      </div>
      {test.error && <ErrorBanner error={test.error} />}
    </section>
  )
}

function OnThePage({ draft, edit, view }: Part & { readonly view: GuestPagesView }) {
  return (
    <>
      <SectionHead id="guest-pages-page" title={text.page} />
      <section className={styles.card} aria-labelledby="guest-pages-page">
        <div className={house.pair}>
          <NumberField
            label={text.pinsAhead}
            hint={text.pinsAheadHint}
            value={draft.pinsAheadHours}
            max={72}
            onNumber={(pinsAheadHours) => edit({ pinsAheadHours })}
          />
          <TextField
            label={text.deskPhone}
            hint={text.deskPhoneHint}
            type="tel"
            value={draft.deskPhone}
            maxLength={60}
            onText={(deskPhone) => edit({ deskPhone })}
          />
        </div>
        <Tick
          label={text.unlock}
          lead={text.unlockLead}
          checked={draft.unlock}
          onCheck={(unlock) => edit({ unlock })}
        />
        <Tick label={text.linkInTexts} checked={draft.linkInTexts} onCheck={(linkInTexts) => edit({ linkInTexts })} />
        <div className={house.pair}>
          <TextField
            label={text.wifiName}
            hint={text.wifiNameHint}
            value={draft.wifiName}
            maxLength={64}
            onText={(wifiName) => edit({ wifiName })}
          />
          <TextField
            label={text.wifiPassword}
            hint={view.hasWifiPassword ? text.wifiPasswordKept : text.wifiPasswordHint}
            type="password"
            value={draft.wifiPassword}
            maxLength={63}
            onText={(wifiPassword) => edit({ wifiPassword })}
          />
        </div>
        <FieldFrame id="guest-pages-notes" label={text.notes} hint={text.notesHint}>
          <NoteField
            id="guest-pages-notes"
            label={text.notes}
            value={draft.notes}
            rows={4}
            maxLength={2_000}
            onText={(notes) => edit({ notes })}
          />
        </FieldFrame>
      </section>
    </>
  )
}

function WhoGetsIn({ draft, edit }: Part) {
  return (
    <>
      <SectionHead id="guest-pages-proof" title={text.proof} />
      <section className={styles.card} aria-labelledby="guest-pages-proof">
        <p className="soft body13">{text.proofLead}</p>
        <Tick
          label={text.trustsReference}
          lead={text.trustsReferenceLead}
          checked={draft.trustsReference}
          onCheck={(trustsReference) => edit({ trustsReference })}
        />
        {draft.trustsReference && <Banner tone="wait" icon={TriangleAlert} title={text.trustsReferenceWarning} />}
      </section>
    </>
  )
}

function Documents({ draft, edit }: Part) {
  return (
    <>
      <SectionHead id="guest-pages-documents" title={text.documents} />
      <section className={styles.card} aria-labelledby="guest-pages-documents">
        <Tick
          label={text.asksPhoto}
          lead={text.asksPhotoLead}
          checked={draft.asksPhoto}
          onCheck={(asksPhoto) => edit({ asksPhoto })}
        />
        <div className={house.pair}>
          <NumberField
            label={text.photoDays}
            hint={text.photoDaysHint}
            value={draft.photoDays}
            max={365}
            onNumber={(photoDays) => edit({ photoDays })}
          />
        </div>
      </section>
    </>
  )
}

function Tick(props: {
  readonly label: string
  readonly lead?: ReactNode
  readonly checked: boolean
  readonly onCheck: (checked: boolean) => void
}) {
  return (
    <div>
      <CheckField label={props.label} checked={props.checked} onCheck={props.onCheck}>
        {props.label}
      </CheckField>
      {props.lead && <p className={`hint body13 ${styles.under}`}>{props.lead}</p>}
    </div>
  )
}
