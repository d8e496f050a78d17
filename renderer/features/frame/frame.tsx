import type { ReactNode } from 'react'
import type { Toast } from '../../desk/actions.tsx'
import styles from './frame.module.css'
import { Rail } from './rail.tsx'
import { ToastPlace } from './toast-place.tsx'
import { TopBar } from './top-bar.tsx'

/** The window around every screen: bar, rail, page, the panel beside it and the note at its foot. */
export function Frame(props: {
  readonly children: ReactNode
  readonly panel: ReactNode
  /** The panel stands beside the page at any width, where its rows are read together with it. */
  readonly docked: boolean
  /** A dialog lies over the window. */
  readonly covered: boolean
  readonly toast: Toast | null
  /** The foot of the page is where somebody writes: the note keeps off it. */
  readonly writes: boolean
  readonly onToastEnd: () => void
  readonly onSearch: () => void
  readonly onKeys: () => void
}) {
  return (
    <div className={`${styles.app} ${props.panel ? styles.hasPanel : ''} ${props.docked ? styles.docked : ''}`}>
      {/* React Aria makes the outer one inert under a dialog and a menu; the inner one is ours alone, so that a menu that
          closes under a dialog does not bring it back. */}
      <div className={styles.under}>
        <div className={styles.under} aria-hidden={props.covered || undefined}>
          <TopBar onSearch={props.onSearch} />
          <Rail onKeys={props.onKeys} />
          <main className={styles.main} id="page">
            {props.children}
          </main>
          {props.panel && <div className={styles.panelPlace}>{props.panel}</div>}
        </div>
      </div>
      <ToastPlace toast={props.toast} aside={props.writes} onEnd={props.onToastEnd} />
    </div>
  )
}
