/** All that crosses IPC: one entry a procedure, its input checked at run time, its answer by type. */
import { z } from 'zod'
import { feedProcedures } from './feed-procedures.ts'
import { guestPageProcedures } from './guest-page-procedures.ts'
import { importProcedures } from './import-procedures.ts'
import { inboxProcedures } from './inbox-procedures.ts'
import { intakeProcedures } from './intake-procedures.ts'
import { mailboxProcedures } from './mailbox-procedures.ts'
import { procedure } from './procedure.ts'
import type {
  AddedView,
  AppState,
  BookingsView,
  DoorPanelView,
  DoorsView,
  PrinterView,
  RevealedPins,
  SettingsView,
  SettledView,
  SheetView,
  ShownPin,
  TodayView,
} from './views.ts'

const id = z.string().min(1).max(64)
const text = (max: number) => z.string().max(max)
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const nothing = z.object({}).strict()
export const paper = z.enum(['a6', 'a4', 'roll-80'])

/** A sheet is opened for a reservation, or for a feed's stay that has none yet. */
export const subject = z.union([z.object({ reservationId: id }).strict(), z.object({ stayId: id }).strict()])

const guestInput = z
  .object({ name: text(200), phone: text(60), email: text(200), language: text(10), guestId: id.nullable() })
  .strict()

/** An account of the TTLock Open Platform; the password is hashed at once and never kept in clear. */
export const ttlockInput = z
  .object({
    clientId: text(120),
    clientSecret: text(200),
    username: text(200),
    password: text(200),
    region: z.enum(['eu', 'cn']),
  })
  .strict()

const trainingKnobs = z
  .object({
    online: z.boolean(),
    latencySeconds: z.number().min(0).max(120),
    batteryPercent: z.number().int().min(0).max(100),
    failNext: z.enum(['busy', 'duplicate', 'full', 'transient', 'answer-lost']).nullable(),
  })
  .partial()
  .strict()

export const houseInput = z
  .object({
    property: z
      .object({
        name: text(120),
        timeZone: text(60),
        country: text(2),
        checkInTime: time,
        checkOutTime: time,
        address: text(300),
        codePolicy: z.enum(['per-reservation', 'per-unit']),
        codesAheadHours: z.number().int().min(0).max(720),
        graceBefore: z.number().int().min(0).max(240),
        graceAfter: z.number().int().min(0).max(240),
        spareCodes: z.number().int().min(0).max(5),
      })
      .strict(),
    doors: z
      .array(
        z
          .object({
            key: text(40),
            name: text(120),
            shared: z.boolean(),
            lock: z
              .object({ provider: text(40), deviceId: text(120) })
              .strict()
              .nullable(),
            /** Where the door's metal key lies, e.g. "Envelope 3 in the safe". */
            envelope: text(120).nullable(),
          })
          .strict(),
      )
      .max(2000),
    units: z
      .array(
        z
          .object({
            key: text(40),
            name: text(120),
            doors: z.array(text(40)).max(20),
            /** Feeds to add; feeds that exist stay unless named in `removeFeeds`. */
            addFeeds: z
              .array(z.object({ channel: text(40), url: text(2000), allowPrivate: z.boolean() }).strict())
              .max(20),
          })
          .strict(),
      )
      .max(1000),
    removeFeeds: z.array(id).max(100),
    staff: z
      .array(z.object({ name: text(120), phone: text(60).nullable(), role: z.enum(['manager', 'reception']) }).strict())
      .max(200),
    seamApiKey: text(200).nullable(),
    /** A TTLock account given anew; null keeps what is there. */
    ttlock: ttlockInput.nullable(),
  })
  .strict()

export const procedures = {
  ...inboxProcedures,
  ...importProcedures,
  ...intakeProcedures,
  ...feedProcedures,
  ...mailboxProcedures,
  ...guestPageProcedures,
  'app.state': procedure(nothing).answers<AppState>(),
  'app.startDemo': procedure(nothing).answers<AppState>(),
  /** Deletes the demo house and goes back to the first run. */
  'app.leaveDemo': procedure(nothing).answers<AppState>(),
  'app.setUp': procedure(
    z.object({ house: houseInput, keyPlace: z.enum(['keychain', 'disk']) }).strict(),
  ).answers<AppState>(),
  /** First run, and Settings: asks the vendor and answers what it said. */
  'app.checkSeam': procedure(z.object({ apiKey: text(200) }).strict()).answers<{
    devices: { deviceId: string; name: string; online: boolean | null }[]
  }>(),
  'app.checkTtlock': procedure(ttlockInput).answers<{
    devices: { deviceId: string; name: string; online: boolean | null }[]
  }>(),
  'app.checkFeed': procedure(
    z.object({ url: text(2000), channel: text(40), allowPrivate: z.boolean() }).strict(),
  ).answers<{ stays: number; blocks: number; next: string | null }>(),
  'app.zones': procedure(nothing).answers<{ zones: string[]; suggested: string; country: string }>(),
  'desk.choose': procedure(z.object({ staffId: id.nullable() }).strict()).answers<AppState>(),

  'today.view': procedure(nothing).answers<TodayView>(),
  'bookings.search': procedure(
    z
      .object({
        text: text(200),
        month: z
          .string()
          .regex(/^\d{4}-\d{2}$/)
          .nullable(),
        unit: text(40).nullable(),
        channel: text(40).nullable(),
        status: text(20).nullable(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      })
      .strict(),
  ).answers<BookingsView>(),

  'reservation.open': procedure(subject).answers<SheetView>(),
  'reservation.add': procedure(
    z
      .object({
        reference: text(80),
        channel: text(40),
        guest: guestInput.nullable(),
        stays: z
          .array(z.object({ unit: text(40), arrivalDate: date, departureDate: date }).strict())
          .min(1)
          .max(40),
        /** A welcome text goes to the guest; never without this word. */
        welcome: z.boolean().default(false),
      })
      .strict(),
  ).answers<AddedView>(),
  /** Gives a feed's stay its reference and guest. */
  'reservation.adopt': procedure(
    z.object({ stayId: id, reference: text(80), guest: guestInput.nullable() }).strict(),
  ).answers<SheetView>(),
  'reservation.describe': procedure(
    z.object({ reservationId: id, guest: guestInput, note: text(2000), idSeen: z.boolean() }).strict(),
  ).answers<SheetView>(),
  'reservation.setTimes': procedure(
    z
      .object({
        reservationId: id,
        stayIds: z.array(id).min(1),
        arrivalTime: time.nullable(),
        departureTime: time.nullable(),
      })
      .strict(),
  ).answers<SheetView>(),
  'reservation.cancel': procedure(
    z.object({ reservationId: id, stayIds: z.array(id).nullable() }).strict(),
  ).answers<SheetView>(),
  'reservation.extend': procedure(
    z
      .object({
        reservationId: id,
        stayId: id.nullable(),
        untilDate: date,
        untilTime: time.nullable(),
        shorten: z.boolean(),
      })
      .strict(),
  ).answers<SheetView>(),
  'reservation.move': procedure(
    z
      .object({
        reservationId: id,
        fromUnit: text(40),
        toUnit: text(40),
        /** Set after the desk was told that a former guest's code may still open the new unit. */
        despiteFormerCode: z.boolean(),
      })
      .strict(),
  ).answers<SheetView>(),

  'checkIn.arrive': procedure(
    z
      .object({
        reservationId: id,
        stayIds: z.array(id).min(1),
        fromTime: time.nullable(),
        /** Set after the desk was told that a former guest's code may still open a unit. */
        despiteFormerCode: z.boolean(),
      })
      .strict(),
  ).answers<SheetView>(),
  'checkOut.depart': procedure(
    z.object({ reservationId: id, stayIds: z.array(id).nullable(), keepUntil: time.nullable() }).strict(),
  ).answers<SheetView>(),
  /** Takes back one action, or the last one of this desk where `actionId` is null. */
  'desk.undo': procedure(z.object({ actionId: id.nullable() }).strict()).answers<{
    label: string
    /** What it was about: the one or the other. */
    reservationId: string | null
    conversationId: string | null
  }>(),

  'codes.reveal': procedure(z.object({ reservationId: id }).strict()).answers<RevealedPins>(),
  /** New digits for the whole party, or at one door alone. */
  'codes.reissue': procedure(z.object({ reservationId: id, doorId: id.nullable() }).strict()).answers<SheetView>(),

  'doors.view': procedure(nothing).answers<DoorsView>(),
  'doors.open': procedure(z.object({ doorId: id }).strict()).answers<DoorPanelView>(),
  /** Asks the lock, or all, how they are and what is on them, and tries at once what waits. */
  'doors.read': procedure(z.object({ doorId: id.nullable() }).strict()).answers<{ done: true }>(),
  /** `sent`: the vendor took it, the lock has not said that it opened. */
  'doors.unlock': procedure(
    z.object({ doorId: id, reason: text(200), reservationId: id.nullable() }).strict(),
  ).answers<{ state: 'opened' | 'sent'; at: string }>(),
  /** Removes a code that carries our name and that no booking knows. */
  'doors.removeOrphan': procedure(z.object({ doorId: id, ref: text(120) }).strict()).answers<{ done: true }>(),
  'doors.training': procedure(z.object({ doorId: id, knobs: trainingKnobs }).strict()).answers<DoorPanelView>(),

  'spares.show': procedure(z.object({ codeId: id }).strict()).answers<ShownPin>(),
  'spares.give': procedure(z.object({ doorId: id, reservationId: id }).strict()).answers<ShownPin>(),
  /** Other digits for the spares of one door, or of all. */
  'spares.change': procedure(z.object({ doorId: id.nullable() }).strict()).answers<{ done: true }>(),
  'offlineCode.give': procedure(z.object({ doorId: id, reservationId: id }).strict()).answers<ShownPin>(),
  'keys.handOut': procedure(
    z.object({ doorId: id, reservationId: id.nullable(), takenBy: text(120) }).strict(),
  ).answers<{ done: true }>(),
  'keys.takeBack': procedure(z.object({ handOutId: id }).strict()).answers<{ done: true }>(),

  /** Answers an item, or puts it aside; what was done to a booking can be taken back. */
  'attention.resolve': procedure(z.object({ itemId: id, action: text(40) }).strict()).answers<SettledView>(),
  'sync.now': procedure(nothing).answers<{ done: true }>(),

  'slip.preview': procedure(z.object({ reservationId: id, paper }).strict()).answers<{ html: string }>(),
  'slip.print': procedure(z.object({ reservationId: id, paper, printer: text(200).nullable() }).strict()).answers<{
    done: true
  }>(),
  /** Asks where to keep it, by the system's own dialog. */
  'slip.savePdf': procedure(z.object({ reservationId: id, paper }).strict()).answers<{ saved: boolean }>(),
  'printers.list': procedure(nothing).answers<{ printers: PrinterView[] }>(),

  'settings.view': procedure(nothing).answers<SettingsView>(),
  'settings.saveHouse': procedure(houseInput).answers<SettingsView>(),
  'settings.savePrinter': procedure(z.object({ name: text(200).nullable(), paper }).strict()).answers<SettingsView>(),
  'settings.backUpNow': procedure(nothing).answers<SettingsView>(),
} as const

export type Procedures = typeof procedures
export type ProcedureName = keyof Procedures
export type InputOf<Name extends ProcedureName> = z.input<Procedures[Name]['input']>
export type OutputOf<Name extends ProcedureName> = NonNullable<Procedures[Name]['output']>
