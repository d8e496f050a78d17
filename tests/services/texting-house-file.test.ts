import { describe, expect, it } from 'vitest'
import { everyNumber } from '../../db/queries/lines.ts'
import { houseFileSchema, setUpHouse } from '../../electron/services/house/index.ts'
import { believedBases } from '../../electron/services/tunnel/index.ts'
import { accountSid, type ListeningDesk, listening, ourNumber } from '../support/listening-desk.ts'
import { codeOf, dana, dumpTables, houseFile, must } from '../support/test-desk.ts'

describe('the house file of texting', () => {
  const set = (desk: ListeningDesk, parts: Readonly<Record<string, unknown>>) =>
    setUpHouse(desk.desk, dana, houseFileSchema.parse({ ...houseFile({}), ...parts }), { keepOtherFeeds: false })
  const twilio = (numbers: readonly string[]) => ({ accountSid, authTokenEnv: 'T', numbers })

  it('reads our numbers in the country of the house, and remembers those that left', async () => {
    const desk = await listening()
    must(set(desk, { twilio: twilio(['07700 900222', '+1 202 555 0150']) }))
    const read = () =>
      desk.desk.store.sqlite
        .prepare('select phone, position, active from numbers order by active desc, position')
        .raw()
        .all()
    expect(read()).toEqual([
      ['+447700900222', 0, 1],
      ['+12025550150', 1, 1],
    ])
    must(set(desk, { twilio: twilio(['+12025550150']) }))
    expect(read()).toEqual([
      ['+12025550150', 0, 1],
      ['+447700900222', 0, 0],
    ])
    expect(everyNumber(desk.desk.store.read)).toContain('+447700900222')
  })

  it('refuses what cannot be a number of the house, and changes nothing', async () => {
    const desk = await listening()
    const before = dumpTables(desk.desk)
    expect(codeOf(set(desk, { twilio: twilio(['12345']) }))).toBe('phone-needs-country')
    expect(codeOf(set(desk, { twilio: twilio(['reception']) }))).toBe('phone-invalid')
    expect(codeOf(set(desk, { twilio: twilio([ourNumber, '+1 (202) 555-0150']) }))).toBe('duplicate-key')
    expect(codeOf(set(desk, { twilio: twilio(['+12025550199']) }))).toBe('phone-reserved')
    expect(dumpTables(desk.desk)).toEqual(before)
  })

  it('refuses a tunnel or an account that cannot be', () => {
    const refused = (parts: Readonly<Record<string, unknown>>): boolean =>
      !houseFileSchema.safeParse({ ...houseFile({}), ...parts }).success
    expect(refused({ tunnel: { kind: 'url' } })).toBe(true)
    expect(refused({ tunnel: { kind: 'url', url: 'https://desk.example.com/?a=1' } })).toBe(true)
    expect(refused({ tunnel: { kind: 'pipe' } })).toBe(true)
    expect(refused({ tunnel: { kind: 'ngrok', domain: 'no domain' } })).toBe(true)
    expect(refused({ twilio: { ...twilio([]), accountSid: 'MG123' } })).toBe(true)
    expect(refused({ twilio: { ...twilio([]), authority: 'both' } })).toBe(true)
    expect(refused({ tunnel: { kind: 'none' }, twilio: twilio([]) })).toBe(false)
  })

  it('believes the public address exactly as it is written, without a slash at its end', async () => {
    const desk = await listening({ tunnel: { url: 'https://Desk.example.com/latch/' } })
    expect(believedBases(desk.desk)).toEqual(['https://Desk.example.com/latch'])
  })
})
