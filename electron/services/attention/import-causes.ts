/** What a spreadsheet left for a person to decide. */
import { dayWords } from '../../domain/day-words.ts'
import type { Nights } from '../../domain/import-standing.ts'
import { differingStays, takeFileDays } from '../import/index.ts'
import { type Cause, cause, leaveIt, referenceOf, unitNameOf, type World } from './cause.ts'

const spanOf = (days: Nights): string => `${dayWords(days.arrivalDate)} to ${dayWords(days.departureDate)}`

export const importCauses = (world: World): readonly Cause[] =>
  differingStays(world.db).map(({ stay, days }) =>
    cause({
      kind: 'import-differs',
      cause: `import ${stay.id} ${days.arrivalDate} ${days.departureDate}`,
      tone: 'question',
      title: `The spreadsheet has other days for ${referenceOf(world, stay.reservationId)} in ${unitNameOf(world, stay.unitId)}.`,
      detail: `In the calendar: ${spanOf(stay)}. In the spreadsheet: ${spanOf(days)}. The calendar’s days stand until you say otherwise.`,
      reservationId: stay.reservationId,
      stayId: stay.id,
      stayIds: [stay.id],
      actions: [{ key: 'take', label: `Take ${spanOf(days)}` }, leaveIt],
      act: (desk, caller) => takeFileDays(desk, caller, stay.id),
    }),
  )
