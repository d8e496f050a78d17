/** A house file in which something stands twice is refused whole, in words, before anything is changed. */
import { describe, expect, it } from 'vitest'
import { readHouse } from '../../db/queries/house.ts'
import { type HouseFile, setUpHouse } from '../../electron/services/house/index.ts'
import { houses } from '../support/houses.ts'
import { codeOf, dana, dumpTables, houseFile, must, type TestDesk } from '../support/test-desk.ts'

const { openTraining } = houses()
const set = ({ desk }: TestDesk, file: HouseFile) => setUpHouse(desk, dana, file, { keepOtherFeeds: false })
/** The house of the tests with other numbers for texted commands. */
const numbered = (...numbers: readonly number[]): HouseFile => {
  const file = houseFile({ rooms: numbers.length })
  return { ...file, units: file.units.map((unit, index) => ({ ...unit, smsNumber: numbers[index] ?? null })) }
}
const numbersOf = ({ desk }: TestDesk) => readHouse(desk.store.read)?.units.map((unit) => unit.smsNumber)

describe('a house file', () => {
  it('is refused where two units have one number for texted commands', () => {
    const house = openTraining({ rooms: 2 })
    const before = dumpTables(house.desk)
    expect(codeOf(set(house, numbered(1, 1)))).toBe('duplicate-key')
    expect(dumpTables(house.desk)).toEqual(before)
  })

  it('may give two units each other’s number', () => {
    const house = openTraining({ rooms: 2 })
    expect(numbersOf(house)).toEqual([1, 2])
    must(set(house, numbered(2, 1)))
    expect(numbersOf(house)).toEqual([2, 1])
  })
})
