import type { MailboxView } from '../../../electron/contract/views.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { useDraft } from './use-draft.ts'

/** The account as it is edited. The password is only ever typed: empty keeps the one that is there. */
export type MailboxDraft = {
  readonly host: string
  readonly port: string
  readonly secure: boolean
  readonly user: string
  readonly password: string
}

const draftOf = ({ mailbox }: MailboxView): MailboxDraft => ({
  host: mailbox?.host ?? '',
  port: String(mailbox?.port ?? 993),
  secure: mailbox?.secure ?? true,
  user: mailbox?.user ?? '',
  password: '',
})

/** What keeps it from being saved, in words; null where nothing does. */
export function mailboxLacks(draft: MailboxDraft, view: MailboxView): string | null {
  const { lacks } = words.mailbox
  if (draft.host.trim() === '') return lacks.host
  const port = Number(draft.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return lacks.port
  if (draft.user.trim() === '') return lacks.user
  const same = view.mailbox?.host === draft.host.trim().toLowerCase() && view.mailbox.user === draft.user.trim()
  return draft.password === '' && (!same || view.password === 'none') ? lacks.password : null
}

/** The account as it is until something is typed; then the draft, until it is saved or thrown away. */
export function useMailboxEditor(view: MailboxView) {
  const order = useOrder('mailbox.save')
  const { editor, type, forgetSaved } = useDraft(draftOf(view), order)
  const { host, port, secure, user, password } = editor.draft
  return {
    ...editor,
    edit: (part: Partial<MailboxDraft>) => type({ ...editor.draft, ...part }),
    save: () =>
      order.mutate(
        { mailbox: { host: host.trim(), port: Number(port), secure, user: user.trim() }, password: password || null },
        forgetSaved,
      ),
    switchOff: () => order.mutate({ mailbox: null, password: null }, forgetSaved),
  }
}
