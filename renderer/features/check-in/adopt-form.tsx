import { useState } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { DialogFoot, DialogForm, DialogHead, WayOut } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { dayRange } from '../../desk/dates.ts'
import { channelName } from '../../desk/naming.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './check-in.module.css'
import { DoorsList } from './doors-list.tsx'

/** A stay from a calendar comes without reference and guest: both are asked before it can check in. */
export function AdoptForm(props: {
  readonly sheet: SheetView
  readonly onClose: () => void
  readonly onAdopted: (reservationId: string) => void
}) {
  const { sheet } = props
  const adopt = useOrder('reservation.adopt')
  const [reference, setReference] = useState(sheet.reference ?? '')
  const [name, setName] = useState(sheet.guest?.name ?? '')
  const [phone, setPhone] = useState(sheet.guest?.phones[0] ?? '')
  const units = sheet.stays.map((stay) => stay.unitName).join(', ')
  const stay = sheet.stays[0]
  const phoneError = adopt.error?.code.startsWith('phone') ? adopt.error.message : null

  const submit = () => {
    if (!sheet.feedStayId || adopt.isPending) return
    const guest =
      name.trim() || phone.trim()
        ? { name: name.trim(), phone: phone.trim(), email: '', language: 'en', guestId: null }
        : null
    adopt.mutate(
      { stayId: sheet.feedStayId, reference: reference.trim(), guest },
      { onSuccess: (view) => view.reservationId && props.onAdopted(view.reservationId) },
    )
  }
  return (
    <DialogForm onSubmit={submit}>
      <DialogHead
        title={words.sheet.titleAdopt}
        detail={`${channelName(sheet.channel)} · ${units}${stay ? ` · ${dayRange(stay.arrivalDate, stay.departureDate)}` : ''}`}
        onClose={props.onClose}
      />
      <div className={styles.body}>
        <div className={styles.left}>
          {adopt.error && !phoneError && <ErrorBanner error={adopt.error} />}
          <p className={styles.lead}>
            {words.sheet.adoptLead(
              channelName(sheet.channel),
              units,
              stay ? dayRange(stay.arrivalDate, stay.departureDate) : '',
            )}
          </p>
          <section className={styles.pair}>
            <TextField
              label={words.sheet.reference}
              hint={words.sheet.referenceHint}
              autoFocus
              value={reference}
              maxLength={80}
              onText={setReference}
            />
          </section>
          <section className={styles.pair}>
            <TextField label={words.sheet.name} value={name} maxLength={200} dir="auto" onText={setName} />
            <TextField
              label={words.sheet.phone}
              value={phone}
              maxLength={60}
              type="tel"
              error={phoneError}
              onText={setPhone}
            />
          </section>
        </div>
        <div className={styles.right}>
          <section>
            <h3 className={styles.head}>{words.sheet.doors}</h3>
            {sheet.doors.length > 0 && <DoorsList doors={sheet.doors} live={false} />}
          </section>
        </div>
      </div>
      <DialogFoot>
        <span className="grow" />
        <WayOut onClose={props.onClose} size="large" />
        <Button look="primary" size="large" shortcut="Enter" type="submit" disabled={adopt.isPending}>
          {words.sheet.goOn}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}
