/** Texting in the settings: the account, the tunnel, what was found at Twilio, and the texts the desk has ready. */
import type { OpenDesk } from '../../composition.ts'
import type { TextingView } from '../../contract/views.ts'
import type { Failure } from '../../domain/failure.ts'
import { formatPhone, type PhoneNumber } from '../../domain/phone-number.ts'
import type { Result } from '../../domain/result.ts'
import { ok } from '../../domain/result.ts'
import { removeTemplate, saveTemplate } from '../../services/guest-messages/index.ts'
import { saveTexting, takeOver } from '../../services/texting-setup/index.ts'
import { textingView } from '../../services/views/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk } from './context.ts'

type TextingHandlers = Pick<Handlers, Extract<keyof Handlers, `texting.${string}` | `templates.${string}`>>

/** As numbers stand everywhere in the window; what comes back from it is read in either form. */
const spaced = (phone: string): string => formatPhone(phone as PhoneNumber)

function shownView({ desk, environment }: OpenDesk): Result<TextingView, Failure> {
  const view = textingView(desk, environment)
  if (!view.ok) return view
  return ok({
    ...view.value,
    numbers: view.value.numbers.map((number) => ({ ...number, phone: spaced(number.phone) })),
  })
}

export const textingHandlers = (context: AppContext): TextingHandlers => {
  /** Answers how texting stands after a change. */
  const after = (open: OpenDesk, changed: Result<unknown, Failure>): Result<TextingView, Failure> =>
    changed.ok ? shownView(open) : changed
  return {
    'texting.view': async () => atDesk(context, shownView),
    'texting.save': async (input) =>
      atDesk(context, (open, caller) => after(open, saveTexting(open.desk, caller, input, open.environment))),
    'texting.check': async (account) => {
      const here = atDesk(context, (open) => ok(open))
      if (!here.ok) return here
      const numbers = await context.checkTwilio(here.value, account)
      return numbers.ok ? ok({ numbers: numbers.value.map(spaced) }) : numbers
    },
    'texting.selfTest': async () => {
      const here = atDesk(context, (open) => ok(open))
      return here.ok ? ok(await here.value.testTexting()) : here
    },
    'texting.takeOver': async (what) =>
      atDesk(context, (open, caller) => after(open, takeOver(open.desk, caller, what))),
    'templates.save': async (template) =>
      atDesk(context, (open, caller) => after(open, saveTemplate(open.desk, caller, template))),
    'templates.remove': async ({ id }) =>
      atDesk(context, (open, caller) => after(open, removeTemplate(open.desk, caller, { id }))),
  }
}
