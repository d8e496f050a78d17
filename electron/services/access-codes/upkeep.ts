/** What is done once an hour without anybody asking: spares kept in number and alive, old digits erased. */
import { eraseDigits } from '../../../db/queries/code-writes.ts'
import { readHouse } from '../../../db/queries/house.ts'
import { instant } from '../../domain/time.ts'
import { type Desk, program, type Work } from '../desk/index.ts'
import { digitHistoryMs } from './digits.ts'
import { keepSpares } from './spares.ts'

/** Keeps the house's number of spares on each lock, and erases digits whose history has ended (their hash stays). */
export function upkeep(desk: Desk): void {
  desk.store.write((db) => {
    const house = readHouse(db)
    if (house === null) return
    const work: Work = { db, house, now: desk.clock.now(), desk, caller: program }
    keepSpares(work, null)
    eraseDigits(db, instant(work.now - digitHistoryMs))
  })
}
