import { FileText, ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { MediaView } from '../../../electron/contract/views.ts'
import { DialogBody, DialogFrame, DialogHead } from '../../components/dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import { useMedia } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './media.module.css'

const isShown = (contentType: string) => /^image\/(jpeg|png|gif|webp)$/.test(contentType)

const KILOBYTE = 1024
function sizeWords(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KILOBYTE))
  return kilobytes < KILOBYTE
    ? words.thread.kilobytes(kilobytes)
    : words.thread.megabytes((kilobytes / KILOBYTE).toFixed(1))
}

/** Pictures and files of one message, as far as they are here. */
export function MessageMedia(props: { readonly media: readonly MediaView[]; readonly author: string }) {
  return (
    <div className={styles.media}>
      {props.media.map((one) =>
        isShown(one.contentType) || one.state !== 'stored' ? (
          <Picture key={one.id} media={one} author={props.author} />
        ) : (
          <File key={one.id} media={one} />
        ),
      )}
    </div>
  )
}

function Picture({ media, author }: { readonly media: MediaView; readonly author: string }) {
  const [open, setOpen] = useState(false)
  const { data, error } = useMedia(media.id, media.state === 'stored')
  const name = media.filename ?? words.thread.pictureOf(author)
  if (media.state === 'failed' || error) {
    return (
      <span className={`${styles.missing} ${styles.failed}`} title={words.thread.mediaFailedLead}>
        <Icon of={ImageOff} size={18} />
        {words.thread.mediaFailed}
      </span>
    )
  }
  if (!data) {
    return (
      <span className={styles.missing} role="status">
        <span className={styles.breath} />
        {words.thread.mediaPending}
      </span>
    )
  }
  const source = `data:${data.contentType};base64,${data.base64}`
  return (
    <>
      <button
        type="button"
        className={styles.thumb}
        aria-label={words.thread.openPicture(name)}
        onClick={() => setOpen(true)}
      >
        <img src={source} alt="" />
      </button>
      {open && (
        <DialogFrame size="large" onClose={() => setOpen(false)} light>
          <DialogHead title={name} onClose={() => setOpen(false)} />
          <DialogBody>
            <div className={styles.viewer}>
              <img src={source} alt={name} />
            </div>
          </DialogBody>
        </DialogFrame>
      )}
    </>
  )
}

function File({ media }: { readonly media: MediaView }) {
  return (
    <span className={styles.file}>
      <Icon of={FileText} />
      <bdi className="cut">{media.filename ?? words.thread.file}</bdi>
      <span className="hint small">
        {media.contentType}
        {media.size !== null && ` · ${sizeWords(media.size)}`}
      </span>
    </span>
  )
}
