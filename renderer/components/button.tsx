import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { Icon, type IconShape } from './icon.tsx'

export type ButtonLook = 'primary' | 'teal' | 'quiet' | 'danger' | 'dangerFill'
type Shape = {
  readonly look?: ButtonLook | undefined
  readonly size?: 'large' | 'low' | undefined
  readonly wide?: boolean
}

export const buttonClass = ({ look, size, wide }: Shape, square = false) =>
  [styles.btn, look && styles[look], size && styles[size], wide && styles.wide, square && styles.square]
    .filter(Boolean)
    .join(' ')

type Props = Shape &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
    readonly icon?: IconShape | undefined
    readonly shortcut?: string | undefined
    readonly ref?: Ref<HTMLButtonElement>
  }

/** One look per meaning: `primary` once in a view, `teal` on rows, none elsewhere, `quiet` for ways out. */
export function Button({ look, size, wide = false, icon, shortcut, children, ...rest }: Props) {
  return (
    <button type="button" className={buttonClass({ look, size, wide })} {...rest}>
      {icon && <Icon of={icon} size={size === 'low' ? 14 : 16} />}
      {children}
      {shortcut && <Shortcut>{shortcut}</Shortcut>}
    </button>
  )
}

/** A button that is an icon alone; its name is for those who hear it, and for the pointer that rests on it. */
export function IconButton({
  icon,
  label,
  size,
  look = 'quiet',
  ...rest
}: Omit<Props, 'children' | 'icon'> & { readonly icon: IconShape; readonly label: string }) {
  return (
    <button type="button" className={buttonClass({ look, size }, true)} aria-label={label} title={label} {...rest}>
      <Icon of={icon} />
    </button>
  )
}

export function LinkButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={`${styles.link} ${className ?? ''}`} {...rest} />
}

/** The key that does the same; not part of the button's name. */
export function Shortcut(props: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus
    <kbd className={styles.kbd} aria-hidden="true">
      {props.children}
    </kbd>
  )
}
