import { DialogBody, DialogFrame, DialogHead } from '../../components/dialog.tsx'
import { words } from '../../words/index.ts'
import styles from './over.module.css'

/** Every key there is, in the words of what it does. */
export function KeyboardList(props: { readonly onClose: () => void }) {
  return (
    <DialogFrame size="medium" onClose={props.onClose} light>
      <DialogHead title={words.keys.title} onClose={props.onClose} />
      <DialogBody>
        <div className={styles.keys}>
          {words.keys.groups.map((group) => (
            <section key={group.title}>
              <h3>{group.title}</h3>
              <dl>
                {group.keys.map(([key, does]) => (
                  <div key={key}>
                    <dt>{key}</dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogBody>
    </DialogFrame>
  )
}
