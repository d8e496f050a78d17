import { Fragment, type ReactNode } from 'react'
import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { type ButtonLook, buttonClass, Shortcut } from './button.tsx'
import { Icon, type IconShape } from './icon.tsx'
import styles from './menu.module.css'

export type MenuEntry = {
  readonly id: string
  readonly label: string
  readonly icon?: IconShape
  readonly shortcut?: string
  readonly danger?: boolean
  readonly disabled?: boolean
  /** A line above this entry. */
  readonly apart?: boolean
  readonly run: () => void
}

/** A button that opens a list of things to do. */
export function Menu(props: {
  readonly label: string
  /** True where the words inside the button are its name. */
  readonly namedInside?: boolean
  readonly entries: readonly MenuEntry[]
  readonly children: ReactNode
  /** `plain`: the look of a button without a special meaning. */
  readonly look?: ButtonLook | 'plain'
  readonly size?: 'large' | 'low'
  readonly square?: boolean
  readonly className?: string | undefined
  readonly placement?: 'bottom end' | 'top start'
}) {
  return (
    <MenuTrigger>
      <Button
        aria-label={props.namedInside ? undefined : props.label}
        className={
          props.className ??
          buttonClass(
            { look: props.look === 'plain' ? undefined : (props.look ?? 'quiet'), size: props.size },
            props.square,
          )
        }
      >
        {props.children}
      </Button>
      <Popover className={styles.menu ?? ''} offset={4} placement={props.placement ?? 'bottom end'}>
        <AriaMenu className={styles.list ?? ''} aria-label={props.label}>
          {props.entries.map((entry) => (
            <Fragment key={entry.id}>
              {entry.apart && <Separator className={styles.separator ?? ''} />}
              <MenuItem
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.disabled ?? false}
                onAction={entry.run}
                className={`${styles.item} ${entry.danger ? styles.danger : ''}`}
              >
                {entry.icon && <Icon of={entry.icon} />}
                {entry.label}
                {entry.shortcut && <Shortcut>{entry.shortcut}</Shortcut>}
              </MenuItem>
            </Fragment>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
