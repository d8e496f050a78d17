import { ChevronLeft, ChevronRight, IdCard, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { GuestPageView, GuestPhotoView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogHead, WayOut } from '../../components/dialog.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Banner, EmptyState, ErrorBanner } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { useHotkeys } from '../../desk/hotkeys.ts'
import { useGuestPage, useGuestPhoto, useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './guest-pages.module.css'
import type { MatterProps } from './matter.ts'

const text = words.guestPage

/** The photos of a party's documents, one at a time. */
export function PhotoReview(props: MatterProps) {
  return (
    <Loaded answer={useGuestPage(props.reservationId)} rows={6}>
      {(page) => (page.photos.length === 0 ? <NoPhotos {...props} /> : <Photos {...props} page={page} />)}
    </Loaded>
  )
}

const NoPhotos = ({ guest, onClose }: MatterProps) => (
  <>
    <DialogHead title={text.photoTitle(guest)} onClose={onClose} />
    <DialogBody>
      <EmptyState title={text.noPhotos} actions={<Button onClick={onClose}>{words.close}</Button>}>
        {text.noPhotosLead}
      </EmptyState>
    </DialogBody>
  </>
)

function Photos({ page, reservationId, guest, onClose }: MatterProps & { readonly page: GuestPageView }) {
  const desk = useDesk()
  const { zone } = useHouse()
  const review = useOrder('guestPage.reviewPhotos')
  const idSeen = useOrder('guestPage.idSeen')
  const remove = useOrder('guestPage.deletePhoto')
  const [place, setPlace] = useState(0)
  const [removing, setRemoving] = useState(false)
  const { photos } = page
  const at = Math.min(place, photos.length - 1)
  const photo = photos[at]!
  const go = (step: number) => {
    setRemoving(false)
    setPlace(Math.max(0, Math.min(photos.length - 1, at + step)))
  }
  useHotkeys({ arrowleft: () => go(-1), arrowright: () => go(1) })
  const waits = photos.some((one) => one.reviewedAt === null)
  const error = review.error ?? idSeen.error ?? remove.error
  const say = (line: string) => desk.say({ text: line, actionId: null })
  const onReviewed = () => {
    if (review.isPending) return
    if (!waits) return onClose()
    review.mutate(
      { reservationId },
      {
        onSuccess: () => {
          say(text.lookedSaid)
          onClose()
        },
      },
    )
  }
  const onRemove = () =>
    remove.mutate(
      { photoId: photo.id },
      {
        onSuccess: () => {
          setRemoving(false)
          say(text.removeSaid)
        },
      },
    )
  return (
    <DialogForm onSubmit={onReviewed}>
      <DialogHead title={text.photoTitle(guest)} detail={text.photoLead} onClose={onClose} />
      <DialogBody>
        {error && <ErrorBanner error={error} />}
        {removing && (
          <Banner
            tone="bad"
            title={text.removeSure}
            tall
            actions={
              <>
                <Button onClick={() => setRemoving(false)} autoFocus>
                  {text.removeNo}
                </Button>
                <Button look="dangerFill" onClick={onRemove} aria-disabled={remove.isPending || undefined}>
                  {text.removeYes}
                </Button>
              </>
            }
          >
            {text.removeSureLead}
          </Banner>
        )}
        <Photo key={photo.id} photo={photo} alt={text.photoAlt(at + 1, photos.length)} />
        <div className={styles.under}>
          {photos.length > 1 && (
            <>
              <IconButton icon={ChevronLeft} label={text.previous} disabled={at === 0} onClick={() => go(-1)} />
              <span className="num">
                {at + 1} / {photos.length}
              </span>
              <IconButton
                icon={ChevronRight}
                label={text.following}
                disabled={at === photos.length - 1}
                onClick={() => go(1)}
              />
            </>
          )}
          <span className="hint">{text.received(timeOrDay(photo.at, zone))}</span>
          <span className="hint">
            {photo.reviewedAt
              ? text.lookedAtBy(photo.reviewedBy ?? '', timeOrDay(photo.reviewedAt, zone))
              : text.notLookedAt}
          </span>
        </div>
      </DialogBody>
      <DialogFoot>
        <Button icon={Trash2} look="danger" disabled={removing} onClick={() => setRemoving(true)}>
          {text.remove}
        </Button>
        <span className="grow" />
        {page.idSeenAt ? (
          <StateLine icon={IdCard} tone="ok" large>
            {text.idIsSeen(timeOrDay(page.idSeenAt, zone))}
          </StateLine>
        ) : (
          <Button
            icon={IdCard}
            aria-disabled={idSeen.isPending || undefined}
            onClick={() => idSeen.isPending || idSeen.mutate({ reservationId })}
          >
            {text.idSeen}
          </Button>
        )}
        <WayOut onClose={onClose} />
        <Button look="primary" type="submit" aria-disabled={review.isPending || undefined}>
          {waits ? (photos.length > 1 ? text.lookedAtAll : text.lookedAt) : words.done}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}

function Photo({ photo, alt }: { readonly photo: GuestPhotoView; readonly alt: string }) {
  const { data, error } = useGuestPhoto(photo.id)
  return (
    <div className={styles.photo}>
      {error ? (
        <ErrorBanner error={error as DeskError} />
      ) : data ? (
        <img src={`data:${data.contentType};base64,${data.base64}`} alt={alt} />
      ) : (
        <span role="status">{text.photoLoading}</span>
      )}
    </div>
  )
}
