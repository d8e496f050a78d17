import { Check, ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import field from './field.module.css'
import { Icon } from './icon.tsx'
import menu from './menu.module.css'

export type Option = { readonly id: string; readonly label: string; readonly hint?: string | undefined }

/** One of a list. `filter` is the quiet form over a table: it names what it filters only for those who hear it. */
export function Choice(props: {
  readonly label: string
  readonly options: readonly Option[]
  readonly value: string
  readonly onChoose: (id: string) => void
  readonly filter?: boolean
  /** The option that means "no filter". */
  readonly unset?: string
  readonly error?: string | null
  readonly disabled?: boolean
}) {
  const errorId = useId()
  const named = props.filter ? { 'aria-label': props.label } : {}
  return (
    <Select
      className={props.filter ? undefined : field.field}
      value={props.value}
      isDisabled={props.disabled ?? false}
      onChange={(key) => props.onChoose(String(key))}
      {...named}
    >
      {!props.filter && <Label className={field.label}>{props.label}</Label>}
      <Button
        className={`${field.select} ${props.filter ? field.filter : field.input}`}
        {...(props.filter && props.value !== props.unset ? { 'data-set': true } : {})}
        {...(props.error ? { 'aria-describedby': errorId } : {})}
      >
        <SelectValue className="cut">{({ selectedText }) => selectedText ?? ''}</SelectValue>
        <Icon of={ChevronDown} size={14} />
      </Button>
      {props.error && (
        <span className={field.error} id={errorId}>
          {props.error}
        </span>
      )}
      <Popover className={menu.menu ?? ''} offset={4}>
        <ListBox className={menu.list ?? ''} items={props.options}>
          {(option) => (
            <ListBoxItem className={menu.item ?? ''} id={option.id} textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <span className="cut grow">{option.label}</span>
                  {option.hint && <span className="hint small">{option.hint}</span>}
                  {isSelected && <Icon of={Check} size={14} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
