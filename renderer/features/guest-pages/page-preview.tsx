import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogHead } from '../../components/dialog.tsx'
import { words } from '../../words/index.ts'
import styles from './guest-pages.module.css'
import type { MatterProps } from './matter.ts'

const text = words.guestPage

/** The room page as it stands now, as wide as a phone. */
export function PagePreview({ reservationId, guest, onClose }: MatterProps) {
  return (
    <>
      <DialogHead title={text.previewTitle(guest)} detail={text.previewLead} onClose={onClose} />
      <DialogBody>
        <div className={styles.phone}>
          {/* SECURITY: served by the desk on its own host under its own policy; without scripts, forms or links. */}
          <iframe sandbox="" title={text.previewName} src={`app://guest-page/of/${reservationId}`} />
        </div>
      </DialogBody>
      <DialogFoot>
        <span className="grow" />
        <Button look="primary" onClick={onClose}>
          {words.done}
        </Button>
      </DialogFoot>
    </>
  )
}
