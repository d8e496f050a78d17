import { CircleQuestionMark, CloudOff, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { DeskError } from '../api.ts'
import { errorTitle } from '../desk/naming.ts'
import { words } from '../words/index.ts'
import { Icon, type IconShape } from './icon.tsx'
import styles from './sheet.module.css'

export const sheet = styles

export function PageHead(props: {
  readonly title: string
  readonly beside?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className={styles.pageHead}>
      <h1>{props.title}</h1>
      {props.beside}
      <div className={styles.end}>{props.children}</div>
    </div>
  )
}

export function SectionHead(props: { readonly id: string; readonly title: string; readonly count?: ReactNode }) {
  return (
    <div className={styles.sectionHead}>
      <h2 id={props.id}>{props.title}</h2>
      {props.count !== undefined && <span className={styles.count}>{props.count}</span>}
    </div>
  )
}

export function Tag(props: {
  readonly tone?: 'wait' | 'bad' | 'teal'
  readonly icon?: IconShape
  readonly children: ReactNode
}) {
  return (
    <span className={`${styles.tag} ${props.tone ? styles[props.tone] : ''}`}>
      {props.icon && <Icon of={props.icon} size={12} />}
      {props.children}
    </span>
  )
}

const bannerIcons: Record<'question' | 'wait' | 'bad', IconShape> = {
  question: CircleQuestionMark,
  wait: CloudOff,
  bad: TriangleAlert,
}

export function Banner(props: {
  readonly tone: 'question' | 'wait' | 'bad'
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly icon?: IconShape
  /** The detail on lines of its own; `below` puts the actions under it. */
  readonly tall?: boolean | 'below'
}) {
  return (
    <div
      className={`${styles.banner} ${props.tone === 'question' ? '' : styles[props.tone]} ${props.tall ? styles.tall : ''}`}
      role={props.tone === 'bad' ? 'alert' : 'status'}
    >
      <Icon of={props.icon ?? bannerIcons[props.tone]} size={18} />
      <div className="grow">
        <b>{props.title}</b>{' '}
        {props.tall ? <p className="soft">{props.children}</p> : <span className="soft">{props.children}</span>}
        {props.tall === 'below' && <div className={styles.below}>{props.actions}</div>}
      </div>
      {props.actions && props.tall !== 'below' && <div className={styles.bannerEnd}>{props.actions}</div>}
    </div>
  )
}

/** What the desk refused: our line for the code, then its own sentence. */
export function ErrorBanner(props: { readonly error: DeskError; readonly actions?: ReactNode }) {
  const title = errorTitle(props.error)
  return (
    <Banner tone="bad" title={title} tall actions={props.actions}>
      {props.error.message === title ? null : props.error.message}
    </Banner>
  )
}

/** Says what will appear here and how. */
export function EmptyState(props: {
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <b>{props.title}</b>
      <p>{props.children}</p>
      {props.actions && <div>{props.actions}</div>}
    </div>
  )
}

const boneWidths = [
  [52, 200, 132],
  [52, 130, 132],
  [44, 168, 96],
]

/** Rows to come; only after 200 ms, so that a quick answer never flickers. */
export function Skeleton(props: { readonly rows: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <div className={styles.sheet} role="status" aria-label={words.loading}>
      {Array.from({ length: props.rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <div className={styles.bones} key={row}>
          {boneWidths[row % 3]?.map((width, bone) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
            <span className={styles.bone} style={{ width }} key={bone} />
          ))}
        </div>
      ))}
    </div>
  )
}
