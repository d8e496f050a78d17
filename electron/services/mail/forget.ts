/** What is kept of booking mail, a guest's name among it, is kept for a year past the arrival; its text never is. */
import { deleteMails } from '../../../db/queries/mails.ts'
import { ok } from '../../domain/result.ts'
import { addDays, dateOf, hours, instant } from '../../domain/time.ts'
import { type Desk, transact } from '../desk/index.ts'
import { fromMail } from './facts.ts'

const daysKept = 365

/** Why a stay has its reference still reads afterwards: that stands with the stay. */
export function forgetOldMails(desk: Desk): void {
  const gone = transact(desk, fromMail, ({ db, house, now }) =>
    ok(deleteMails(db, addDays(dateOf(now, house.property.timeZone), -daysKept), instant(now - hours(daysKept * 24)))),
  )
  if (gone.ok && gone.value > 0) desk.logger.info('mail.forgotten', { mails: gone.value })
}
