/** Everything the guest pages say in one language; `{}` is filled in. Days, times and how to type a PIN: the slip's words. */
import type { PhotoFault } from '../../../domain/id-photo.ts'
import type { CheckInFault, PageDoorState, RoomNote } from '../page-model.ts'

export type PageWords = {
  /** Its own name. */
  readonly name: string
  readonly language: string
  readonly callDesk: string
  /** The same where little room is left. */
  readonly call: string
  readonly deskPhone: string
  readonly back: string
  readonly optional: string
  readonly faults: string
  readonly noConnection: string
  readonly news: string
  readonly reload: string
  readonly entrance: {
    readonly title: string
    readonly lead: string
    readonly reference: string
    readonly referenceHint: string
    readonly blank: string
    readonly next: string
    readonly whoTitle: string
    readonly whoLead: string
    readonly booking: string
    readonly change: string
    readonly who: string
    readonly whoHint: string
    readonly noContact: string
    readonly noContactHint: string
    readonly arrival: string
    readonly departure: string
    readonly show: string
    readonly noMatch: string
    readonly tooOftenTitle: string
    /** Until when. */
    readonly tooOften: string
    readonly closedTitle: string
    readonly closed: string
    readonly toReference: string
    readonly overTitle: string
    readonly over: string
    readonly continueTitle: string
    readonly continueLead: string
    readonly open: string
  }
  readonly checkIn: {
    readonly title: string
    readonly lead: string
    readonly name: string
    readonly phone: string
    /** Under the phone, where one is known: a further one goes behind it. */
    readonly phoneKnown: string
    readonly phoneHint: string
    readonly email: string
    readonly comesAt: string
    readonly comesAtHint: string
    readonly photo: string
    readonly photoHint: string
    readonly consent: string
    readonly consentHint: string
    readonly send: string
    readonly faults: Readonly<Record<CheckInFault, string>>
    readonly waitingTitle: string
    readonly waiting: string
    readonly hurry: string
  }
  readonly room: {
    readonly title: string
    readonly pin: string
    readonly show: string
    readonly hide: string
    /** From when. */
    readonly pinFrom: string
    readonly noPin: string
    readonly doors: string
    readonly states: Readonly<Record<PageDoorState, string>>
    /** From when: the lock has the PIN already. */
    readonly readyFrom: string
    readonly unlock: string
    readonly unlockHint: string
    readonly confirm: string
    readonly confirmHint: string
    readonly yes: string
    readonly no: string
    readonly stay: string
    readonly write: string
    readonly about: string
    readonly message: string
    readonly writeHint: string
    readonly send: string
    readonly comesAt: string
    readonly save: string
    readonly wifi: string
    readonly password: string
    readonly notes: string
    readonly photos: string
    /** How many. */
    readonly photosKept: string
    readonly sendPhotos: string
    readonly said: Readonly<Record<RoomNote['is'], string>>
    readonly photoFaults: Readonly<Record<PhotoFault, string>>
  }
}
