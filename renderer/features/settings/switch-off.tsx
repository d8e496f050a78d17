import { Button } from '../../components/button.tsx'
import styles from './settings.module.css'

/** The way out at the end of a section: what is set up there is used no more. */
export const SwitchOff = (props: {
  readonly editor: { readonly saving: boolean; readonly switchOff: () => void }
  readonly lead: string
  readonly verb: string
}) => (
  <div className={styles.leave}>
    <p>{props.lead}</p>
    <Button
      aria-disabled={props.editor.saving || undefined}
      onClick={() => props.editor.saving || props.editor.switchOff()}
    >
      {props.verb}
    </Button>
  </div>
)
