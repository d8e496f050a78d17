import type { z } from 'zod'
import type { houseInput } from '../../contract/procedures.ts'

/** The settings screen's house in the shape of the house file: one use case writes both. */
export const houseFromInput = (house: z.output<typeof houseInput>): unknown => ({
  property: {
    name: house.property.name,
    timeZone: house.property.timeZone,
    country: house.property.country,
    checkInTime: house.property.checkInTime,
    checkOutTime: house.property.checkOutTime,
    address: house.property.address,
    codePolicy: house.property.codePolicy,
    codesAheadHours: house.property.codesAheadHours,
    graceMinutes: { before: house.property.graceBefore, after: house.property.graceAfter },
    spareCodes: house.property.spareCodes,
  },
  doors: house.doors,
  units: house.units.map((unit) => ({ key: unit.key, name: unit.name, doors: unit.doors, feeds: unit.addFeeds })),
  staff: house.staff,
})
