/** The mailbox in the settings. */
import type { OpenDesk } from '../../composition.ts'
import { ok } from '../../domain/result.ts'
import { mailboxView, mailDryRun, saveMailbox } from '../../services/mail/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk } from './context.ts'

type MailboxHandlers = Pick<Handlers, Extract<keyof Handlers, `mailbox.${string}`>>

export const mailboxHandlers = (context: AppContext): MailboxHandlers => {
  const view = ({ desk, environment }: OpenDesk) => mailboxView(desk, environment)
  return {
    'mailbox.view': async () => atDesk(context, view),
    'mailbox.save': async (input) =>
      atDesk(context, (open, caller) => {
        const saved = saveMailbox(open.desk, caller, input)
        return saved.ok ? view(open) : saved
      }),
    'mailbox.dryRun': async () => {
      const here = atDesk(context, (open) => ok(open))
      return here.ok ? mailDryRun(here.value.desk, here.value.mailboxes) : here
    },
  }
}
