import { X } from 'lucide-react'
import { type FormEvent, type ReactNode, useContext } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { LayerContext, useKeyLayer } from '../desk/hotkeys.ts'
import { useKeepFocus } from '../desk/use-keep-focus.ts'
import { words } from '../words/index.ts'
import { Button, IconButton } from './button.tsx'
import styles from './dialog.module.css'

/** `large` keeps its height whatever is in it, `wide` is as tall as that. */
type Size = 'small' | 'medium' | 'wide' | 'large'

/** Holds the focus and the keys until it is closed; Escape closes it, and the focus goes back to where it was. */
export function DialogFrame(props: {
  readonly onClose: () => void
  readonly size: Size
  readonly label?: string
  readonly top?: boolean
  /** True where a click beside it closes it: only where nothing typed could be lost. */
  readonly light?: boolean
  /** Another dialog lies over this one. */
  readonly covered?: boolean
  readonly children: ReactNode
}) {
  const named = props.label ? { 'aria-label': props.label } : {}
  return (
    <ModalOverlay
      isOpen
      isDismissable={props.light ?? false}
      onOpenChange={(open) => !open && props.onClose()}
      className={`${styles.scrim} ${props.top ? styles.top : ''}`}
    >
      <Modal className={`${styles.dialog} ${styles[props.size]}`}>
        <div className={styles.cover} aria-hidden={props.covered || undefined}>
          <AriaDialog className={styles.inner ?? ''} {...named}>
            <KeyLayer>{props.children}</KeyLayer>
          </AriaDialog>
        </div>
      </Modal>
    </ModalOverlay>
  )
}

function KeyLayer(props: { readonly children: ReactNode }) {
  const depth = useContext(LayerContext)
  useKeyLayer()
  return <LayerContext.Provider value={depth + 1}>{props.children}</LayerContext.Provider>
}

export function DialogHead(props: {
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly actions?: ReactNode
  readonly onClose: () => void
}) {
  return (
    <header className={styles.head}>
      <div className="grow">
        <Heading slot="title" level={2}>
          {props.title}
        </Heading>
        {props.detail && <p>{props.detail}</p>}
      </div>
      {props.actions}
      <IconButton icon={X} label={words.close} onClick={props.onClose} />
    </header>
  )
}

export const DialogBody = (props: { readonly children: ReactNode }) => (
  <div className={styles.body}>{props.children}</div>
)
export const DialogFoot = (props: { readonly children: ReactNode }) => (
  <footer className={styles.foot}>{props.children}</footer>
)

/** The way out of a dialog in which nothing is done; Escape does the same. */
export const WayOut = (props: {
  readonly onClose: () => void
  readonly size?: 'large'
  readonly children?: ReactNode
}) => (
  <Button look="quiet" size={props.size} shortcut="Esc" onClick={props.onClose}>
    {props.children ?? words.cancel}
  </Button>
)

/** A form that fills a dialog: Enter in any field does what the filled button does. */
export function DialogForm(props: { readonly onSubmit: () => void; readonly children: ReactNode }) {
  const place = useKeepFocus<HTMLFormElement>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <form className={styles.form} ref={place} onSubmit={submit} noValidate>
      {props.children}
    </form>
  )
}
