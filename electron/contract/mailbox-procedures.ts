/** Procedures of the mailbox that booking mail comes to. */
import { z } from 'zod'
import type { DryRunView, MailboxView } from './mailbox-views.ts'
import { procedure } from './procedure.ts'

const nothing = z.object({}).strict()

export const mailboxProcedures = {
  'mailbox.view': procedure(nothing).answers<MailboxView>(),
  /** Null switches mail off. A password of null keeps the one that is there. */
  'mailbox.save': procedure(
    z
      .object({
        mailbox: z
          .object({ host: z.string().max(253), port: z.number().int(), secure: z.boolean(), user: z.string().max(200) })
          .strict()
          .nullable(),
        password: z.string().min(1).max(500).nullable(),
      })
      .strict(),
  ).answers<MailboxView>(),
  /** Reads the last 30 days and says what they would match; nothing is kept and nothing is done. */
  'mailbox.dryRun': procedure(nothing).answers<DryRunView>(),
} as const
