/** What the desk is shown of the guest pages. No view holds a token; a link's address crosses only where it was asked for. */

/**
 * How far a party's page has come, the furthest first: `waiting` is a check-in that the desk must decide, `sent` a link in
 * a text, `handed-over` one that was shown at the desk.
 */
export type GuestPageState = 'waiting' | 'checked-in' | 'opened' | 'sent' | 'handed-over' | 'none'

export type GuestPhotoView = {
  readonly id: string
  readonly at: string
  /** Bytes. */
  readonly size: number
  readonly reviewedAt: string | null
  readonly reviewedBy: string | null
}

/** A check-in by dates alone, as its guest wrote it. Nothing of it has taken effect. */
export type WaitingCheckIn = {
  readonly id: string
  readonly at: string
  readonly name: string
  readonly phone: string
  readonly email: string
  /** `HH:mm` */
  readonly comesAt: string | null
}

export type GuestPageView = {
  readonly reservationId: string
  readonly state: GuestPageState
  /** Since when it is so; null for `none`. */
  readonly at: string | null
  /** Ways to the page that are open now. */
  readonly openLinks: number
  readonly checkIn: { readonly at: string; readonly consentAt: string; readonly comesAt: string | null } | null
  readonly waiting: readonly WaitingCheckIn[]
  /** Those that are still kept, oldest first. */
  readonly photos: readonly GuestPhotoView[]
  readonly idSeenAt: string | null
  /** Why no link can be handed out now; null where one can. */
  readonly noLink: {
    readonly code: 'guest-pages-off' | 'not-expected' | 'no-public-address'
    readonly message: string
  } | null
}

/** A link for one phone: it opens once. */
export type GuestLinkView = {
  readonly address: string
  /** The same as a picture to be read by a phone's camera: SVG. */
  readonly qr: string
}

/** What a party did on its page, for a row of Today. */
export type PhoneCheckIn = {
  readonly at: string
  /** When they said they come, `HH:mm`. */
  readonly comesAt: string | null
}

/** The house's guest pages as the settings show them. */
export type GuestPagesView = {
  readonly on: boolean
  readonly trustsReference: boolean
  readonly pinsAheadHours: number
  readonly unlock: boolean
  readonly asksPhoto: boolean
  readonly photoDays: number
  /** As a person reads it, `+1 202 555 0117`. */
  readonly deskPhone: string | null
  readonly wifiName: string | null
  readonly hasWifiPassword: boolean
  readonly notes: string
  readonly linkInTexts: boolean
  /** Where guests find the page; null while there is no public address. */
  readonly address: string | null
  /** Why links and QR codes are not made, in a sentence; null where they are. */
  readonly noLinks: string | null
}

/** What a browser gets at the public address, in words. */
export type PageTestView = { readonly ok: boolean; readonly detail: string }
