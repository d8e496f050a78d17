import { useEffect, useRef } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { DialogFoot, DialogForm, DialogHead, WayOut } from '../../components/dialog.tsx'
import { NoteField } from '../../components/field.tsx'
import { Banner, ErrorBanner } from '../../components/sheet.tsx'
import { nightsBetween } from '../../desk/clock.ts'
import { channelAndReference } from '../../desk/naming.ts'
import { words } from '../../words/index.ts'
import styles from './check-in.module.css'
import { GuestFields } from './guest-fields.tsx'
import { RoomsList } from './rooms-list.tsx'
import { StayTimes } from './stay-times.tsx'
import { useCheckIn } from './use-check-in.ts'
import { useDraft } from './use-draft.ts'
import { WhatWillHappen } from './what-will-happen.tsx'

/** Errors that stand under the field they are about. */
const fieldOf = (code: string | undefined) =>
  code?.startsWith('phone') ? 'phone' : code?.startsWith('email') ? 'email' : null

export function sheetDetail(sheet: SheetView): string {
  const stays = sheet.stays.filter((stay) => stay.status !== 'cancelled' && !stay.provisional)
  const spans = new Set(stays.map((stay) => `${stay.arrivalDate} ${stay.departureDate}`))
  const parts = [channelAndReference(sheet.channel, sheet.reference), words.apartments(stays.length)]
  // Rooms on different dates have no common number of nights; the list below says each one's own.
  if (stays[0] && spans.size === 1)
    parts.push(words.nights(nightsBetween(stays[0].arrivalDate, stays[0].departureDate)))
  return parts.join(' · ')
}

export function CheckInForm(props: {
  readonly sheet: SheetView
  readonly guest: string
  readonly onClose: () => void
  readonly onCheckedIn: () => void
  readonly onSaved: () => void
}) {
  const { sheet } = props
  const { draft, edits, edit, forget, resumed } = useDraft(sheet)
  const work = useCheckIn(sheet, draft, edits)
  const left = useRef<HTMLDivElement>(null)
  const rooms = draft.ticked.length
  const arrives = rooms > 0

  const submit = async (despiteFormerCode = false) => {
    const ok = arrives ? await work.checkIn(despiteFormerCode) : await work.saveOnly()
    if (!ok) return
    forget()
    if (arrives) props.onCheckedIn()
    else props.onSaved()
  }
  // What was refused is read first, wherever the hand was in the form.
  useEffect(() => {
    if (work.problem && !fieldOf(work.problem.code)) left.current?.scrollTo({ top: 0 })
  }, [work.problem])

  return (
    <DialogForm onSubmit={() => void submit()}>
      <DialogHead
        title={arrives ? words.sheet.titleCheckIn(props.guest) : words.sheet.titleLater(props.guest)}
        detail={sheetDetail(sheet)}
        onClose={props.onClose}
      />
      <div className={styles.body}>
        <div className={styles.left} ref={left}>
          {work.problem && !fieldOf(work.problem.code) && work.problem.code !== 'former-code-live' && (
            <ErrorBanner error={work.problem} />
          )}
          {work.problem?.code === 'former-code-live' && (
            <Banner
              tone="bad"
              title={words.sheet.anywayTitle}
              tall
              actions={
                <Button look="danger" disabled={work.busy} onClick={() => void submit(true)}>
                  {words.sheet.anyway}
                </Button>
              }
            >
              {work.problem.message}
            </Banner>
          )}
          <GuestFields
            sheet={sheet}
            draft={draft}
            edit={edit}
            problem={
              work.problem && fieldOf(work.problem.code)
                ? { field: fieldOf(work.problem.code), error: work.problem }
                : null
            }
          />
          <section>
            <h3 className={styles.head}>
              {words.sheet.apartments}
              {sheet.reference && sheet.stays.length > 1 && (
                <span className={styles.end}>{words.sheet.allOf(sheet.reference)}</span>
              )}
            </h3>
            <RoomsList
              sheet={sheet}
              ticked={draft.ticked}
              onTick={(stayId, on) => edit({ ticks: { ...edits.ticks, [stayId]: on } })}
            />
            <StayTimes sheet={sheet} draft={draft} edit={edit} />
          </section>
          <section>
            <h3 className={styles.head}>{words.sheet.note}</h3>
            <NoteField
              label={words.sheet.note}
              placeholder={words.sheet.notePlaceholder}
              value={draft.note}
              maxLength={2000}
              onText={(note) => edit({ note })}
              onKeyDown={(event) => {
                // Enter checks in from here too; a new line is Shift Enter.
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
                event.preventDefault()
                event.currentTarget.form?.requestSubmit()
              }}
            />
          </section>
        </div>
        <WhatWillHappen sheet={sheet} draft={draft} />
      </div>
      <DialogFoot>
        <span className={styles.footHint}>
          {resumed ? words.sheet.resumed : arrives ? words.sheet.worksOffline : words.sheet.nothingToDo}
        </span>
        <span className="grow" />
        <WayOut onClose={props.onClose} size="large" />
        <Button look="primary" size="large" shortcut="Enter" type="submit" disabled={work.busy}>
          {arrives ? words.today.checkIn(rooms) : words.sheet.saveOnly}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}
