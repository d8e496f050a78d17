import { useId } from 'react'
import styles from './house.module.css'

export type Card<Key extends string> = { readonly key: Key; readonly title: string; readonly lead: string }

/** One of a few ways, each said in full. `shown` is false where a heading beside it names the group already. */
export function RadioCards<Key extends string>(props: {
  readonly label: string
  readonly shown?: boolean
  readonly cards: readonly Card<Key>[]
  readonly value: Key
  readonly onChoose: (key: Key) => void
}) {
  const group = useId()
  return (
    <fieldset className={styles.makers}>
      <legend className={props.shown === false ? 'vh' : styles.legend}>{props.label}</legend>
      {props.cards.map((card) => (
        <label className={styles.maker} key={card.key}>
          <input
            type="radio"
            name={group}
            checked={props.value === card.key}
            onChange={() => props.onChoose(card.key)}
          />
          <b>{card.title}</b>
          <small>{card.lead}</small>
        </label>
      ))}
    </fieldset>
  )
}
