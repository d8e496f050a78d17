import { Check, ChevronDown } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { Option } from './choice.tsx'
import field from './field.module.css'
import { Icon } from './icon.tsx'
import menu from './menu.module.css'

/** Any number of a list, shown by their names. */
export function MultiChoice(props: {
  readonly label: string
  readonly empty: string
  readonly options: readonly Option[]
  readonly values: readonly string[]
  readonly onChoose: (ids: string[]) => void
}) {
  const named = props.options.filter((option) => props.values.includes(option.id)).map((option) => option.label)
  const text = named.join(', ') || props.empty
  return (
    <MenuTrigger>
      <Button aria-label={`${props.label}: ${text}`} className={`${field.select} ${field.input}`}>
        <span className={`cut ${named.length === 0 ? 'hint' : ''}`}>{text}</span>
        <Icon of={ChevronDown} size={14} />
      </Button>
      <Popover className={menu.menu ?? ''} offset={4}>
        <Menu
          aria-label={props.label}
          className={menu.list ?? ''}
          selectionMode="multiple"
          selectedKeys={props.values}
          onSelectionChange={(keys) =>
            keys !== 'all' && props.onChoose(props.options.map((one) => one.id).filter((id) => keys.has(id)))
          }
        >
          {props.options.map((option) => (
            <MenuItem key={option.id} id={option.id} textValue={option.label} className={menu.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className="cut grow">{option.label}</span>
                  {isSelected && <Icon of={Check} size={14} />}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
