import type { InputOf } from '../../../electron/contract/procedures.ts'
import type { TextingView } from '../../../electron/contract/views.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { useDraft } from './use-draft.ts'

/** Texting as it is edited. Secrets are only ever typed: empty keeps the one that is there. */
export type TextingDraft = {
  readonly accountSid: string
  readonly authToken: string
  readonly numbers: readonly string[]
  readonly mode: TextingView['mode']
  readonly authority: TextingView['authority']
  readonly kind: TextingView['tunnel']['kind']
  readonly authtoken: string
  readonly domain: string
  readonly url: string
}

const draftOf = (view: TextingView): TextingDraft => ({
  accountSid: view.accountSid ?? '',
  authToken: '',
  numbers: view.numbers.map((number) => number.phone),
  mode: view.mode,
  authority: view.authority,
  kind: view.tunnel.kind,
  authtoken: '',
  domain: view.tunnel.domain ?? '',
  url: view.tunnel.url ?? '',
})

const typedOrNull = (text: string): string | null => text.trim() || null

const inputOf = (draft: TextingDraft): InputOf<'texting.save'> => ({
  twilio: draft.accountSid.trim()
    ? {
        accountSid: draft.accountSid.trim(),
        authToken: typedOrNull(draft.authToken),
        numbers: [...draft.numbers],
        mode: draft.mode,
        authority: draft.authority,
      }
    : null,
  tunnel: {
    kind: draft.kind,
    authtoken: typedOrNull(draft.authtoken),
    domain: typedOrNull(draft.domain),
    url: typedOrNull(draft.url),
  },
})

/** What keeps it from being saved, in words; null where nothing does. */
export function draftLacks(draft: TextingDraft, view: TextingView): string | null {
  const { lacks } = words.texting
  const begun = draft.accountSid.trim() !== '' || draft.authToken.trim() !== '' || draft.numbers.length > 0
  if (begun && !/^AC[0-9A-Za-z]{32}$/.test(draft.accountSid.trim())) return lacks.sid
  if (begun && !view.hasToken && draft.authToken.trim() === '') return lacks.token
  if (begun && draft.numbers.length === 0) return lacks.numbers
  return draft.kind === 'url' && !/^https?:\/\/\S+$/.test(draft.url.trim()) ? lacks.url : null
}

/** Texting as it is until something is typed; then the draft, until it is saved or thrown away. */
export function useTextingEditor(view: TextingView) {
  const order = useOrder('texting.save')
  const { editor, type, forgetSaved } = useDraft(draftOf(view), order)
  return {
    ...editor,
    edit: (part: Partial<TextingDraft>) => type({ ...editor.draft, ...part }),
    save: () => order.mutate(inputOf(editor.draft), forgetSaved),
    switchOff: () => order.mutate({ ...inputOf(draftOf(view)), twilio: null }, forgetSaved),
  }
}
export type TextingEditor = ReturnType<typeof useTextingEditor>
