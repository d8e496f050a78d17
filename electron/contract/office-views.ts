/** What the settings are shown: the house, its calendars, locks and paper. */
import type { PropertyView } from './property-view.ts'

export type FeedView = {
  readonly id: string
  readonly unitKey: string
  readonly channel: string
  /** Host only: the address itself is a secret. */
  readonly host: string
  readonly allowPrivate: boolean
  readonly lastOkAt: string | null
  readonly lastPolledAt: string | null
  readonly nextPollAt: string
  readonly status: string
  /** How many stays its last answer lacks, where that is not believed; null where all is well. */
  readonly lacks: number | null
}
/** What a calendar would change now. */
export type FeedDryRunView = {
  readonly verdict: string
  readonly lines: readonly {
    readonly change: 'added' | 'dates' | 'gone' | 'lacked' | 'closed'
    readonly arrivalDate: string
    readonly departureDate: string
  }[]
}
export type SettingsView = {
  readonly house: HouseView
  readonly feeds: readonly FeedView[]
  readonly lockProviders: readonly {
    readonly provider: string
    readonly configured: boolean
    readonly detail: string
  }[]
  readonly printer: { readonly name: string | null; readonly paper: 'a6' | 'a4' | 'roll-80' }
  readonly backup: { readonly lastAt: string | null; readonly folder: string }
  readonly dataFolder: string
  readonly keyPlace: 'keychain' | 'disk'
}
/** The house as the settings screen edits it; feeds carry no address back to the screen. */
export type HouseView = {
  readonly property: PropertyView & {
    readonly address: string
    readonly codePolicy: 'per-reservation' | 'per-unit'
    readonly codesAheadHours: number
    readonly graceBefore: number
    readonly graceAfter: number
    readonly spareCodes: number
  }
  readonly doors: readonly {
    readonly key: string
    readonly name: string
    readonly shared: boolean
    readonly lock: { readonly provider: string; readonly deviceId: string } | null
    readonly envelope: string | null
  }[]
  readonly units: readonly { readonly key: string; readonly name: string; readonly doors: readonly string[] }[]
  readonly staff: readonly {
    readonly name: string
    readonly phone: string | null
    readonly role: 'manager' | 'reception'
  }[]
}
export type PrinterView = { readonly name: string; readonly label: string; readonly isDefault: boolean }
