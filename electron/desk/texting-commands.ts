/** How texting is set up and how it goes, and the texts the desk has ready. */
import type { ConversationId } from '../domain/ids.ts'
import { fail, ok } from '../domain/result.ts'
import { fillTemplate, removeTemplate, saveTemplate, templates } from '../services/guest-messages/index.ts'
import { takeOver } from '../services/texting-setup/index.ts'
import { textingView } from '../services/views/index.ts'
import { type DeskCommand, required, UsageError, word } from './command.ts'

const takable = ['webhook', 'sms-url', 'autocreation'] as const

export const textingCommands: Readonly<Record<string, DeskCommand>> = {
  texting: {
    usage: 'texting [--test] [--take-over webhook|sms-url|autocreation [--number N]]',
    values: ['take-over', 'number'],
    flags: ['test'],
    async run({ desk, environment, testTexting }, caller, words) {
      if (words.flag('test')) return ok(await testTexting())
      const named = words.option('take-over')
      if (named !== null) {
        const what = takable.find((one) => one === named)
        if (what === undefined) throw new UsageError(`--take-over offers ${takable.join(', ')}`)
        const taken = takeOver(desk, caller, { what, number: words.option('number') })
        if (!taken.ok) return taken
      }
      return textingView(desk, environment)
    },
  },
  templates: {
    usage: 'templates [--fill TEMPLATE --in CONVERSATION]',
    values: ['fill', 'in'],
    run({ desk }, _caller, words) {
      const templateId = words.option('fill')
      if (templateId === null) return ok(templates(desk.store.read))
      return fillTemplate(desk, { templateId, conversationId: required(words, 'in') as ConversationId })
    },
  },
  template: {
    usage: 'template NAME --language L --text TEXT [--remove]',
    values: ['language', 'text'],
    flags: ['remove'],
    run({ desk }, caller, words) {
      const name = word(words, 0, 'NAME')
      const language = required(words, 'language')
      const known = templates(desk.store.read).find((one) => one.name === name && one.language === language)
      if (!words.flag('remove'))
        return saveTemplate(desk, caller, { id: known?.id ?? null, name, language, body: required(words, 'text') })
      if (known === undefined)
        return fail({ code: 'template-unknown', message: `There is no template ${name} in ${language}.` })
      const removed = removeTemplate(desk, caller, { id: known.id })
      return removed.ok ? ok({ id: known.id, removed: true }) : removed
    },
  },
}
