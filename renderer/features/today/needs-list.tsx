import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { NeedView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Icon } from '../../components/icon.tsx'
import { ErrorBanner, SectionHead, sheet } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import { words } from '../../words/index.ts'
import { type Act, NeedRow } from './need-row.tsx'
import { groupNeeds } from './needs-order.ts'
import styles from './today.module.css'

/** So many rows stand before the rest is folded. */
const SHOWN = 8

/** What a person must decide or know, each with what can be done about it. */
export function NeedsList(props: { readonly needs: readonly NeedView[] }) {
  return props.needs.length > 0 && <Needs {...props} />
}

function Needs({ needs }: { readonly needs: readonly NeedView[] }) {
  const desk = useDesk()
  const place = useKeepFocus<HTMLElement>()
  const resolve = useOrder('attention.resolve')
  const [failed, setFailed] = useState<DeskError | null>(null)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const act: Act = (need, action) => {
    setFailed(null)
    const snooze = need.snoozes.find((one) => one.key === action)
    resolve.mutate(
      { itemId: need.id, action },
      {
        onError: setFailed,
        onSuccess: ({ actionId }) => {
          if (snooze) desk.say({ text: words.today.isAside(need.id, snooze.label), actionId: null })
          else if (actionId) desk.say({ text: words.today.isAnswered(need.id), actionId })
        },
      },
    )
  }
  // A notification or the tray was clicked: what it means is shown, out of its fold where need be, and has the focus.
  useEffect(() => {
    if (desk.askedNeed) document.getElementById(`need-${desk.askedNeed.id}`)?.focus()
  }, [desk.askedNeed])
  const toggle = (name: string) =>
    setUnfolded((now) => (now.has(name) ? new Set([...now].filter((one) => one !== name)) : new Set([...now, name])))
  const groups = groupNeeds(needs)
  const { askedNeed } = desk
  const isAsked = (list: readonly NeedView[]) => list.some((need) => need.id === askedNeed?.id)
  const all = unfolded.has('all') || groups.slice(SHOWN).some((group) => isAsked(group.needs))
  const shown = all ? groups : groups.slice(0, SHOWN)
  const left = groups.slice(SHOWN).reduce((sum, group) => sum + group.needs.length, 0)
  return (
    <section id="need-list" aria-labelledby="head-needs" className={styles.tight} ref={place} tabIndex={-1}>
      <SectionHead id="head-needs" title={words.today.needs} count={needs.length} />
      {failed && <ErrorBanner error={failed} />}
      <ul className={sheet.sheet} aria-labelledby="head-needs">
        {shown.flatMap(({ kind, needs: [first, ...others] }) => {
          const open = unfolded.has(kind) || isAsked(others)
          return [
            first && <NeedRow need={first} key={first.id} onAct={act} />,
            ...(open ? others.map((need) => <NeedRow need={need} key={need.id} onAct={act} />) : []),
            others.length > 0 && (
              <Fold
                key={`fold ${kind}`}
                isOpen={open}
                label={open ? words.today.fewerLikeIt : words.today.moreLikeIt(others.length)}
                about={first?.title ?? ''}
                onToggle={() => toggle(kind)}
              />
            ),
          ]
        })}
        {left > 0 && (
          <Fold
            isOpen={all}
            label={all ? words.today.fewer : words.today.andMore(left)}
            about={words.today.needs}
            onToggle={() => toggle('all')}
          />
        )}
      </ul>
    </section>
  )
}

function Fold(props: {
  readonly isOpen: boolean
  readonly label: string
  readonly about: string
  readonly onToggle: () => void
}) {
  return (
    <li className={styles.fold}>
      <button
        type="button"
        aria-expanded={props.isOpen}
        aria-label={`${props.label}: ${props.about}`}
        onClick={props.onToggle}
      >
        <Icon of={props.isOpen ? ChevronDown : ChevronRight} size={14} />
        {props.label}
      </button>
    </li>
  )
}
