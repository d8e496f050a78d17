/** A process that adds reservations until it is killed, and says each one's reference once it is durable. */
import { writeSync } from 'node:fs'
import { openStore } from '../../db/store.ts'
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { systemRandom } from '../../electron/adapters/random/random.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import { addDays, dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { setUpHouse } from '../../electron/services/house/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { testKey } from './store.ts'
import { dana, houseFile, must } from './test-desk.ts'

const [folder = '', round = '0'] = process.argv.slice(2)
const store = openStore({ folder, dataKey: testKey, migrationsFolder: migrationsFolder(), backupName: 'b.db' })
const desk: Desk = { store, clock: systemClock, random: systemRandom, logger: silentLogger }
must(setUpHouse(desk, dana, houseFile({}), { keepOtherFeeds: false }))
const first = addDays(dateOf(systemClock.now(), 'Europe/London' as TimeZoneId), 1 + Number(round) * 2_000)
for (let count = 0; ; count++) {
  const reference = `K${round}N${count}`
  must(
    addReservation(desk, dana, {
      reference,
      channel: 'direct',
      stays: [{ unit: 'R1', arrivalDate: addDays(first, count), departureDate: addDays(first, count + 1) }],
      guest: { name: `Guest ${count}` },
    }),
  )
  writeSync(1, `${reference}\n`)
}
