import { describe, expect, it } from 'vitest'
import { readMailDate, readNearestDate } from '../../electron/domain/booking-mail-date.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'

const languages = [
  'en-GB',
  'en-US',
  'de',
  'nl',
  'fr',
  'es',
  'it',
  'pt',
  'pl',
  'hr',
  'cs',
  'fi',
  'hu',
  'el',
  'he',
  'ar',
  'th',
  'ja',
  'zh-CN',
]

describe('the days that mail writes', () => {
  it.each(languages)('reads every day of a year in %s as the day it is', (language) => {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    })
    for (let day = 0; day < 365; day++) {
      const at = Date.UTC(2026, 0, 1 + day)
      expect([format.format(at), readMailDate(format.format(at))]).toEqual([
        format.format(at),
        new Date(at).toISOString().slice(0, 10),
      ])
    }
  })

  it('tells a month name of two languages apart by the weekday', () => {
    expect(readMailDate('sobota, 20 listopada 2027')).toBe('2027-11-20')
    expect(readMailDate('utorak, 20. listopada 2026.')).toBe('2026-10-20')
    expect(readMailDate('20 listopada 2026')).toBeNull()
  })

  it('reads a day without a weekday only where it is one day in every language', () => {
    expect(readMailDate('20 December 2025')).toBe('2025-12-20')
    expect(readMailDate('05/06/2026')).toBeNull()
    expect(readMailDate('2026-06-05')).toBe('2026-06-05')
  })

  it.each([
    '',
    'Saturday',
    '20 December',
    'Saturday, 32 December 2025',
    '20 December 2025 2026',
    'Saturday 20 21 22 December 2025',
  ])('answers nothing for "%s"', (text) => {
    expect(readMailDate(text)).toBeNull()
  })

  it('takes a day without a year for the nearest to come, a leap day too', () => {
    const on = '2026-03-24' as CalendarDate
    expect(readNearestDate('Mar 25', on)).toBe('2026-03-25')
    expect(readNearestDate('Mar 22', on)).toBe('2027-03-22')
    expect(readNearestDate('Feb 29', on)).toBe('2028-02-29')
    expect(readNearestDate('soon', on)).toBeNull()
  })
})
