import type { InboxRow } from '../../../electron/contract/views.ts'
import { words } from '../../words/index.ts'

type Placed = Pick<InboxRow, 'unitKey'> & { readonly unknown?: boolean }

/** "201", "No unit", or "Unknown" where nobody of ours has the phone. */
export const placeName = (of: Placed): string => of.unitKey ?? (of.unknown ? words.inbox.unknown : words.inbox.noUnit)

/** Short keys that begin with a digit stand large; words would not fit so. */
export const isNumberLike = (place: string): boolean => /^\d\S{0,3}$/.test(place)

/** Who writes: the names the house knows with this phone, else the phone. */
export const whoIs = (of: { readonly guestName: string | null; readonly phone: string }): string =>
  of.guestName ?? of.phone
