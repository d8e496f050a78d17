import { MessageSquareOff } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { InboxView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Banner, EmptyState } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useInbox } from '../../desk/queries.ts'
import { openSettingsAt } from '../../desk/settings-place.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import { words } from '../../words/index.ts'
import { ConversationList, PAGE, type Search } from './conversation-list.tsx'
import { rowId } from './conversation-row.tsx'
import styles from './inbox.module.css'
import list from './list.module.css'
import { ListHead } from './list-head.tsx'
import { whoIs } from './place-words.ts'
import { Thread } from './thread.tsx'

/** Kept while another screen is open: who comes back finds the list as it was. */
let lastSearch: Search = { filter: 'open', text: '' }

/** Every conversation with a guest: the list, one of them, and what stands beside it. */
export function InboxScreen() {
  const desk = useDesk()
  const [search, setSearch] = useState(lastSearch)
  const change = (next: Search) => {
    lastSearch = next
    setSearch(next)
  }
  const typed = useDeferredValue(search)
  const asked = useMemo(() => ({ filter: typed.filter, text: typed.text.trim() }), [typed.filter, typed.text])
  const answer = useInbox({ ...asked, offset: 0, limit: PAGE })
  const { data } = answer
  const { conversation, selectConversation } = desk
  const toList = useCallback(() => {
    if (conversation) document.getElementById(rowId(conversation))?.focus()
  }, [conversation])
  const place = useKeepFocus<HTMLDivElement>()
  // Where a conversation goes away with the focus in it, the row of the next one takes it as soon as it is there.
  useEffect(() => {
    if (document.activeElement === place.current) toList()
  })
  const selectedRow = data?.rows.find((row) => row.id === conversation)
  const first = data?.rows[0]?.id
  // The newest stands open at first, so that the screen is never half empty.
  useEffect(() => {
    if (conversation === null && first) selectConversation(first)
  }, [conversation, first, selectConversation])
  return (
    <div className={styles.frame}>
      <div className={styles.columns} ref={place} tabIndex={-1}>
        <section className={list.list} aria-label={words.inbox.conversations}>
          <h1 className="vh">{words.inbox.title}</h1>
          <ListHead search={search} counts={data?.counts} onSearch={change} />
          {data && data.texting !== 'on' && <TextingOff texting={data.texting} />}
          <Loaded answer={answer} rows={8}>
            {(view) =>
              view.total > 0 ? (
                <ConversationList
                  search={asked}
                  total={view.total}
                  first={view.rows}
                  selected={conversation}
                  onSelect={selectConversation}
                  onEnter={() => document.getElementById('reply')?.focus()}
                />
              ) : (
                <Nothing search={asked} onSearch={change} />
              )
            }
          </Loaded>
          <NewMessages inbox={data} />
        </section>
        {conversation ? (
          <Thread
            key={conversation}
            conversationId={conversation}
            texting={data?.texting ?? 'on'}
            unread={selectedRow === undefined || selectedRow.unread > 0}
            onLeave={toList}
          />
        ) : (
          <div className={styles.nothing}>
            <EmptyState title={words.inbox.choose}>{words.inbox.chooseLead}</EmptyState>
          </div>
        )}
      </div>
    </div>
  )
}

function TextingOff({ texting }: { readonly texting: Exclude<InboxView['texting'], 'on'> }) {
  const desk = useDesk()
  const off = texting === 'off'
  return (
    <div className={styles.off}>
      <Banner
        tone="wait"
        icon={MessageSquareOff}
        title={off ? words.inbox.off : words.inbox.noToken}
        tall="below"
        actions={
          <Button size="low" onClick={() => openSettingsAt('texting', desk)}>
            {words.inbox.toSettings}
          </Button>
        }
      >
        {off ? words.inbox.offLead : words.inbox.noTokenLead}
      </Banner>
    </div>
  )
}

function Nothing(props: { readonly search: Search; readonly onSearch: (search: Search) => void }) {
  const { search } = props
  if (search.text) {
    return (
      <EmptyState
        title={words.inbox.notFound(search.text)}
        actions={
          <Button size="low" onClick={() => props.onSearch({ ...search, text: '' })}>
            {words.clearSearch}
          </Button>
        }
      >
        {words.inbox.notFoundLead}
      </EmptyState>
    )
  }
  const [title, lead] = words.inbox.empty[search.filter] ?? ['', '']
  return <EmptyState title={title}>{lead}</EmptyState>
}

/** Says who wrote when a text comes into another conversation; the open one reads its own. */
function NewMessages({ inbox }: { readonly inbox: InboxView | undefined }) {
  const { conversation } = useDesk()
  const before = useRef<number | undefined>(undefined)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!inbox) return
    const more = before.current !== undefined && inbox.counts.unread > before.current
    before.current = inbox.counts.unread
    const row = inbox.rows.find((one) => one.unread > 0)
    if (more && row && row.id !== conversation) setSaid(words.inbox.newFrom(whoIs(row)))
  }, [inbox, conversation])
  return (
    <span className="vh" role="status" aria-live="polite">
      {said}
    </span>
  )
}
