import { Ban, CircleAlert, MessageSquareOff, NotebookPen, SendHorizontal } from 'lucide-react'
import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { ConversationView, TextingState } from '../../../electron/contract/views.ts'
import { call, type DeskError } from '../../api.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { wallTime } from '../../desk/dates.ts'
import { useTexting } from '../../desk/queries.ts'
import { openSettingsAt } from '../../desk/settings-place.ts'
import { words } from '../../words/index.ts'
import { attach } from './attach.ts'
import styles from './composer.module.css'
import { ComposerTemplates } from './composer-templates.tsx'
import { AttachedList, Tools } from './composer-tools.tsx'
import { type Draft, draftOf, gapsOf, segmentsOf, useDraft } from './draft.ts'
import { SendLaterDialog } from './send-later.tsx'
import { barrier, useSending } from './use-sending.ts'
import { WritingBox } from './writing-box.tsx'

/** Where a reply or a note is written. */
export function Composer(props: {
  readonly conversation: ConversationView
  readonly texting: TextingState
  readonly onSent: () => void
  readonly onLeave: () => void
}) {
  const { conversation, texting } = props
  const { draft, change } = useDraft(conversation.id)
  const { data: settings } = useTexting()
  const field = useRef<HTMLTextAreaElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [later, setLater] = useState(false)
  const saysId = useId()
  const sending = useSending(conversation, draft, texting, change, () => {
    setLater(false)
    props.onSent()
    field.current?.focus()
  })
  const newest = conversation.messages.at(-1)?.id ?? null
  const write = (text: string) => {
    setProblem(null)
    change(draft.text === '' ? { text, since: newest } : { text })
  }
  // Chosen only once its text stands in the field: sooner, what is typed next would go to the end of it.
  const [picked, setPicked] = useState<Pick<Draft, 'text' | 'gaps'> | null>(null)
  useLayoutEffect(() => {
    if (picked === null) return
    const gap = gapsOf(picked)[0]
    field.current?.focus()
    if (gap) field.current?.setSelectionRange(gap.at, gap.at + gap.text.length)
  }, [picked])
  const fill = async (templateId: string) => {
    const own = draft.text !== '' && draft.text !== draft.filled
    try {
      const template = await call('inbox.fillTemplate', { conversationId: conversation.id, templateId })
      const next = draftOf(templateId, template, own ? draft.pins : {})
      const text = own ? `${draft.text.trimEnd()}\n${next.text}` : next.text
      const gaps = own ? { ...draft.gaps, ...next.gaps } : next.gaps
      const values = own ? [...draft.values, ...next.values] : next.values
      change({ ...next, text, gaps, values, filled: own ? '' : text, since: newest })
      setPicked({ text, gaps })
    } catch (failure) {
      setProblem((failure as DeskError).message)
    }
  }
  const add = async (files: readonly File[]) => {
    const next = await attach(draft.media, files)
    change({ media: next.media })
    setProblem(next.problem)
    field.current?.focus()
  }
  const stop = barrier(conversation, texting)
  return (
    <section className={`${styles.composer} ${draft.isNote ? styles.asNote : ''}`} aria-label={words.composer.label}>
      {sending.error && <ErrorBanner error={sending.error} />}
      {stop && <Stopped words={stop} off={texting === 'off'} />}
      {!draft.isNote && !stop && (
        <ComposerTemplates
          draft={draft}
          templates={settings?.templates ?? []}
          guestLanguage={conversation.guests[0]?.language ?? null}
          onTemplate={(templateId) => void fill(templateId)}
          onGap={() => setPicked({ text: draft.text, gaps: draft.gaps })}
        />
      )}
      <Meanwhile conversation={conversation} draft={draft} />
      <div className={styles.box}>
        <WritingBox
          draft={draft}
          prefix={conversation.prefix}
          field={field}
          describedBy={saysId}
          onText={write}
          onSend={() => sending.run()}
          onLeave={props.onLeave}
          onFiles={(files) => void add(files)}
        />
        <AttachedList draft={draft} change={change} />
        <div className={styles.bar}>
          <Tools
            draft={draft}
            change={change}
            onFiles={(files) => void add(files)}
            onLater={() => setLater(true)}
            ready={sending.ready}
            field={field}
          />
          <span className="grow" />
          <span className={problem || sending.over > 0 ? styles.wrong : styles.count} id={saysId} role="status">
            {problem ??
              (sending.over > 0 ? words.composer.tooLong(sending.over) : countWords(draft, conversation.prefix))}
          </span>
          <Button
            look="primary"
            icon={draft.isNote ? NotebookPen : SendHorizontal}
            disabled={!sending.ready}
            onClick={() => sending.run()}
          >
            {draft.isNote
              ? words.composer.saveNote
              : conversation.unitKey
                ? words.composer.sendAs(conversation.unitKey)
                : words.composer.send}
          </Button>
        </div>
      </div>
      {later && (
        <SendLaterDialog
          title={words.composer.laterTitle}
          from={null}
          busy={sending.busy}
          error={sending.error?.message ?? null}
          onClose={() => setLater(false)}
          onSend={sending.run}
        />
      )}
    </section>
  )
}

function countWords(draft: Draft, prefix: string | null): string {
  if (draft.isNote || (draft.text === '' && draft.media.length === 0)) return ''
  if (draft.media.length > 0) return words.composer.withPicture(draft.media.length)
  const { used, left, segments } = segmentsOf(draft, prefix)
  return words.composer.counter(used, used + left, segments)
}

/** Why nothing can be sent here, and what lifts it. */
function Stopped(props: { readonly words: string; readonly off: boolean }) {
  const desk = useDesk()
  return (
    <p className={styles.stopped} role="status">
      <Icon of={props.off ? MessageSquareOff : Ban} />
      <span className="grow">{props.words}</span>
      {props.off && <LinkButton onClick={() => openSettingsAt('texting', desk)}>{words.inbox.toSettings}</LinkButton>}
    </p>
  )
}

/** Somebody else wrote to this guest while a draft stood here. */
function Meanwhile({ conversation, draft }: { readonly conversation: ConversationView; readonly draft: Draft }) {
  const { staff, zone } = useHouse()
  if (draft.text === '' || draft.isNote || draft.since === null) return null
  const from = conversation.messages.findIndex((message) => message.id === draft.since)
  const other = conversation.messages
    .slice(from + 1)
    .findLast((message) => from >= 0 && message.direction === 'outbound' && message.author !== staff?.name)
  if (!other) return null
  return (
    <p className={styles.meanwhile} role="status">
      <Icon of={CircleAlert} size={14} />
      {words.composer.meanwhile(other.author, wallTime(other.at, zone))}
    </p>
  )
}
