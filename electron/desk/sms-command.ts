/** `sms`: a command of the staff, as if it had been texted; its answer is printed, not texted. And whether they are texted. */
import { newId } from '../domain/ids.ts'
import { parsePhone } from '../domain/phone-number.ts'
import { ok } from '../domain/result.ts'
import { withHouse } from '../services/desk/index.ts'
import { answerText, managerAlerts, setManagerAlerts } from '../services/sms-commands/index.ts'
import { type DeskCommand, required, UsageError, word } from './command.ts'

export const smsCommands: Readonly<Record<string, DeskCommand>> = {
  sms: {
    usage: 'sms --from PHONE TEXT',
    values: ['from'],
    run({ desk }, _caller, words) {
      const from = required(words, 'from')
      const body = word(words, 0, 'TEXT')
      const country = withHouse(desk, (_db, house) => ok(house.property.country))
      if (!country.ok) return country
      const phone = parsePhone(from, country.value)
      const at = desk.clock.now()
      // Typed twice it was meant twice: each time has a name of its own.
      const key = `command:${newId<never>(at, desk.random.bytes(10)) as string}`
      // What is no phone is nobody's of the staff.
      return answerText(desk, { phone: phone.ok ? phone.value : from, body, at, key })
    },
  },
  'manager-alerts': {
    usage: 'manager-alerts [on|off]',
    run({ desk }, caller, words) {
      const [wish] = words.positionals
      if (wish === undefined) return ok({ on: managerAlerts(desk) })
      if (wish !== 'on' && wish !== 'off') throw new UsageError('manager-alerts is on or off')
      return setManagerAlerts(desk, caller, wish === 'on')
    },
  },
}
