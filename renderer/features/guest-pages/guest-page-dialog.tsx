import { DialogFrame } from '../../components/dialog.tsx'
import type { GuestPageMatter } from '../../desk/actions.tsx'
import { guestLabel } from '../../desk/naming.ts'
import { useSheet } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { Approval } from './approval.tsx'
import { CloseLinks } from './close-links.tsx'
import { LinkAsQr } from './link-as-qr.tsx'
import type { MatterProps } from './matter.ts'
import { PagePreview } from './page-preview.tsx'
import { PhotoReview } from './photo-review.tsx'

const matters: Record<GuestPageMatter, (props: MatterProps) => React.ReactNode> = {
  approval: Approval,
  photos: PhotoReview,
  link: LinkAsQr,
  preview: PagePreview,
  close: CloseLinks,
}
const sizes = { approval: 'medium', photos: 'large', link: 'small', preview: 'medium', close: 'small' } as const

export function GuestPageDialog(props: {
  readonly matter: GuestPageMatter
  readonly reservationId: string
  readonly onClose: () => void
}) {
  const { matter, ...rest } = props
  const { data: sheet } = useSheet({ reservationId: props.reservationId })
  const guest = sheet ? guestLabel(sheet.guest?.name, sheet.reference) : words.loading
  const Matter = matters[matter]
  return (
    <DialogFrame size={sizes[matter]} onClose={props.onClose}>
      <Matter {...rest} guest={guest} />
    </DialogFrame>
  )
}
