/** `/g`: the reference, then who asks. */
import type { WebAnswer } from '../../ports/listener.ts'
import { seeOther } from './answer.ts'
import { guestCaller } from './check-in.ts'
import { enter } from './enter.ts'
import type { SentForm } from './forms.ts'
import type { Visit } from './visit.ts'

const nothingShown = { who: '', arrivalDate: '', departureDate: '' } as const

export function atEntrance(visit: Visit, form: SentForm | null): WebAnswer {
  if (form === null) return visit.show(200, { is: 'reference', typed: '', fault: null })
  const reference = form.field('reference').trim().slice(0, 100)
  if (reference === '') return visit.show(422, { is: 'reference', typed: '', fault: 'blank' })
  if (form.field('do') === 'again') return visit.show(200, { is: 'reference', typed: reference, fault: null })
  if (form.field('do') !== 'prove') return visit.show(200, { is: 'proof', reference, shown: nothingShown, fault: null })
  const shown = {
    who: form.field('who').slice(0, 200),
    arrivalDate: form.field('arrival').trim().slice(0, 10),
    departureDate: form.field('departure').trim().slice(0, 10),
  }
  const entered = enter(visit.desk, guestCaller, { reference, shown, address: visit.address })
  if (!entered.ok) throw new Error(`nobody could be let in: ${entered.error.code}`)
  switch (entered.value.is) {
    case 'in':
      return seeOther(visit.path(`/g/${entered.value.token}`))
    case 'no-match':
      return visit.show(403, { is: 'proof', reference, shown, fault: 'no-match' })
    case 'too-often':
      return visit.show(429, { is: 'too-often', againAt: entered.value.againAt })
    case 'over':
      return visit.show(200, { is: 'over' })
  }
}
