import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogHead } from '../../components/dialog.tsx'
import { ErrorBanner, Skeleton } from '../../components/sheet.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './guest-pages.module.css'
import type { MatterProps } from './matter.ts'

const text = words.guestPage

/** A link made for the phone that stands at the desk: to be read by its camera, or copied into another message. */
export function LinkAsQr({ reservationId, guest, onClose }: MatterProps) {
  const make = useOrder('guestPage.makeLink')
  const [copied, setCopied] = useState(false)
  const asked = useRef(false)
  const { mutate } = make
  useEffect(() => {
    // Each order makes another link.
    if (asked.current) return
    asked.current = true
    mutate({ reservationId })
  }, [mutate, reservationId])
  const link = make.data
  return (
    <>
      <DialogHead title={text.linkTitle(guest)} onClose={onClose} />
      <DialogBody>
        {make.error && <ErrorBanner error={make.error} />}
        <p className="soft body13">{text.linkLead}</p>
        <div className={styles.qr} role="status" aria-label={link ? undefined : text.linkMaking}>
          {link ? (
            <img alt={text.linkAlt} src={`data:image/svg+xml,${encodeURIComponent(link.qr)}`} />
          ) : (
            !make.error && <Skeleton rows={4} />
          )}
        </div>
      </DialogBody>
      <DialogFoot>
        {link && (
          <Button onClick={() => void navigator.clipboard.writeText(link.address).then(() => setCopied(true))}>
            <span role="status">{copied ? text.copied : text.copy}</span>
          </Button>
        )}
        <span className="grow" />
        <Button look="primary" onClick={onClose}>
          {words.done}
        </Button>
      </DialogFoot>
    </>
  )
}
