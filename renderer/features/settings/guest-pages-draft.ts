import type { InputOf } from '../../../electron/contract/procedures.ts'
import type { GuestPagesView } from '../../../electron/contract/views.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { useDraft } from './use-draft.ts'

/** The guest pages as they are edited. The Wi-Fi password is only ever typed: empty keeps the one that is there. */
export type GuestPagesDraft = Omit<InputOf<'guestPage.saveSettings'>, 'wifiPassword'> & {
  readonly wifiPassword: string
}

const draftOf = (view: GuestPagesView): GuestPagesDraft => {
  const { address: _, noLinks: __, hasWifiPassword: ___, ...settings } = view
  return { ...settings, deskPhone: view.deskPhone ?? '', wifiName: view.wifiName ?? '', wifiPassword: '' }
}

/** What keeps it from being saved, in words; null where nothing does. */
export const guestPagesLack = ({ deskPhone }: GuestPagesDraft): string | null =>
  deskPhone.trim() !== '' && !/\d/.test(deskPhone) ? words.guestPages.lacks.deskPhone : null

export function useGuestPagesEditor(view: GuestPagesView) {
  const order = useOrder('guestPage.saveSettings')
  const { editor, type, forgetSaved } = useDraft(draftOf(view), order)
  const { wifiPassword, ...settings } = editor.draft
  return {
    ...editor,
    edit: (part: Partial<GuestPagesDraft>) => type({ ...editor.draft, ...part }),
    save: () => order.mutate({ ...settings, wifiPassword: wifiPassword || null }, forgetSaved),
  }
}
