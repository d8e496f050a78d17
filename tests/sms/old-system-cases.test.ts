/**
 * Cases 29 to 46 of the system Latchkey replaces (facts/old-rooms-system.md section 5): texted commands against real
 * SQLite. Case 40 stands in `old-system-corrections.test.ts`, where a calendar goes on, and what open alerts make of cases
 * 34 to 36 in `old-system-alerts.test.ts`.
 */
import { describe, expect, it } from 'vitest'
import { arrive } from '../../electron/services/check-in/index.ts'
import { answerText, strangersCounted } from '../../electron/services/sms-commands/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { A, B, houses, numbered, room } from '../support/houses.ts'
import { danasPhone, fromFeed, guessedGroup, staysShown, stranger, texted, wordOf } from '../support/sms-desk.ts'
import { book, dana, doorStates, dumpTables, must, staysOf } from '../support/test-desk.ts'

const { openTraining: open } = houses()
const { prove: proves } = numbered('case')
const days = '2026-06-10..2026-06-12'
const guestsOf = (house: ReturnType<typeof open>) =>
  house.desk.store.sqlite.prepare('select count(*) from guests').pluck().get()
/** All that a text may not touch where it does nothing; its answer and what was asked are kept. */
const untouched = (house: ReturnType<typeof open>) => {
  const { staff_commands: _answers, command_questions: _asked, audit_entries: _trail, ...rest } = dumpTables(house.desk)
  // Items open and close by the clock, whoever looks.
  return { ...rest, attention_items: [] }
}
const nothingIsDone = (house: ReturnType<typeof open>, body: string) => {
  const before = untouched(house)
  const answer = texted(house.desk, body)
  expect(answer.applied).toBe(false)
  expect(untouched(house)).toEqual(before)
  return answer
}

describe('naming by text', () => {
  proves(29, 'two lines of one reference: one guest, both stays named, codes for every room', async () => {
    const house = open()
    fromFeed(house.desk, [room(1), room(2)])
    const answer = texted(house.desk, `${A}: 1-2\n${A}: 2-2`)
    expect(answer).toEqual({
      from: danasPhone,
      command: 'assign',
      applied: true,
      reply: `${A}: Room 1, 10-12 Jun. Room 2, 10-12 Jun. 1 guest, 3 doors. Contact missing, A1.`,
      lines: [
        { line: `${A}: 1-2`, ok: true, reason: null },
        { line: `${A}: 2-2`, ok: true, reason: null },
      ],
    })
    const shown = must(showReservation(house.desk, { ref: A }))
    expect(shown.stays.map((stay) => [stay.unit, stay.status, stay.guestId])).toEqual([
      ['R1', 'expected', shown.guest!.id],
      ['R2', 'expected', shown.guest!.id],
    ])
    expect(guestsOf(house)).toBe(1)
    expect(Object.keys(doorStates(house.desk, A)).sort()).toEqual(['d1', 'd2', 'front'])
  })

  proves(30, 'two lines of two references: one each', async () => {
    const house = open()
    fromFeed(house.desk, [room(1), ['R2', '2026-06-10', '2026-06-11']])
    expect(texted(house.desk, `${A}: 1-2\n${B}: 2-1`).applied).toBe(true)
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`, `R2 2026-06-10..2026-06-11 expected ${B}`])
    expect(guestsOf(house)).toBe(2)
  })

  proves(31, 'a bad second line: nothing is applied, and the line is named', async () => {
    const house = open()
    fromFeed(house.desk, [room(1), room(2)])
    const answer = nothingIsDone(house, `${A}: 1-2\n${A}: 9-2`)
    expect(answer.reply).toBe(`Nothing done. Line 2, "${A}: 9-2": Room 9 is unknown; there are 1, 2, 3, 4.`)
    // Read well, but there is nothing to name in that room: the first line is taken back.
    const later = nothingIsDone(house, `${A}: 1-2\n${A}: 3-2`)
    expect(later.reply).toBe(`Nothing done. Line 2, "${A}: 3-2": Room 3 has no booking without a reference.`)
    expect(later.lines.map((line) => line.ok)).toEqual([true, false])
    // What stops a line only while it is done takes back those before it too.
    book(house.desk, B, [['R2', '2026-06-20', '2026-06-22']])
    book(house.desk, '1000000003', [['R4', '2026-06-20', '2026-06-22']])
    const last = nothingIsDone(house, `${A}: 1-2\n${B}: 4-2 correct`)
    expect(last.reply).toBe(`Nothing done. Line 2, "${B}: 4-2 correct": Room 4 is taken from 2026-06-20 to 2026-06-22.`)
  })

  proves(32, '`corect` is refused', async () => {
    const house = open()
    fromFeed(house.desk, [room(1)])
    const answer = nothingIsDone(house, `${A}: 1-2 corect`)
    expect(answer).toMatchObject({ command: null, lines: [{ ok: false }] })
    expect(answer.reply).toContain('"corect" is not known')
  })

  proves(33, 'nights other than the feed has are asked about, and written only after the word', async () => {
    const house = open()
    fromFeed(house.desk, [room(1)])
    const asked = nothingIsDone(house, `${A}: 1-3`)
    expect(asked.reply).toMatch(/^Room 1, 10-12 Jun is 2 nights in the calendar, not 3\. Reply \d{4} to do it\.$/)
    expect(texted(house.desk, wordOf(asked))).toMatchObject({ command: 'assign', applied: true })
    expect(staysShown(house.desk)).toEqual([`R1 2026-06-10..2026-06-13 expected ${A}`])
  })

  proves(34, 'two open dates in one room: it is asked which, and the word names one', async () => {
    const house = open()
    fromFeed(house.desk, [room(1), ['R1', '2026-06-20', '2026-06-22']])
    const asked = nothingIsDone(house, `${A}: 1-2`)
    expect(asked.reply).toMatch(/^Which one\? Reply \d{4} for Room 1, 10-12 Jun, \d{4} for Room 1, 20-22 Jun\.$/)
    const second = /(\d{4}) for Room 1, 20/.exec(asked.reply!)![1]!
    expect(texted(house.desk, second).applied).toBe(true)
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`, `R1 2026-06-20..2026-06-22 expected ${A}`])
    // The other word of the same question has gone with it.
    const first = /(\d{4}) for Room 1, 10/.exec(asked.reply!)![1]!
    expect(nothingIsDone(house, first).reply).toContain('answers no open question')
  })

  proves(35, 'a reference alone: for the only stay that waits; of two it is asked which', async () => {
    const house = open()
    fromFeed(house.desk, [room(1)])
    expect(texted(house.desk, A)).toMatchObject({ command: 'name', applied: true })
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
    fromFeed(house.desk, [room(2), room(3)])
    const asked = nothingIsDone(house, B)
    expect(asked.reply).toMatch(/^Which one\? Reply \d{4} for Room 2, 10-12 Jun, \d{4} for Room 3, 10-12 Jun\.$/)
    expect(texted(house.desk, /(\d{4}) for Room 3/.exec(asked.reply!)![1]!).applied).toBe(true)
    expect(staysOf(house.desk, B)).toEqual(['R3 expected'])
  })
})

describe('OK by text', () => {
  proves(
    36,
    'to the only group that waits: a single guest, codes for every room; of two groups it is asked which',
    async () => {
      const house = open()
      guessedGroup(house.desk, A, [room(1), room(2)])
      expect(doorStates(house.desk, A)).toEqual({})
      expect(texted(house.desk, 'OK')).toMatchObject({
        command: 'ok',
        applied: true,
        reply: `${A}: Room 1, 10-12 Jun. Room 2, 10-12 Jun. 1 guest, 3 doors. Contact missing, A1.`,
      })
      expect(guestsOf(house)).toBe(1)
      expect(Object.keys(doorStates(house.desk, A)).sort()).toEqual(['d1', 'd2', 'front'])
      guessedGroup(house.desk, B, [room(3)])
      guessedGroup(house.desk, '1000000003', [room(4)])
      const asked = nothingIsDone(house, 'OK')
      expect(asked.reply).toContain(`${B} (Room 3)`)
      expect(texted(house.desk, new RegExp(`(\\d{4}) for ${B}`).exec(asked.reply!)![1]!).applied).toBe(true)
      expect(staysShown(house.desk).slice(2)).toEqual([`R3 ${days} expected ${B}`, `R4 ${days} expected ?1000000003`])
    },
  )

  proves(37, 'with nothing pending says so', async () => {
    expect(nothingIsDone(open(), 'OK').reply).toBe('Nothing done. Nothing waits for an OK.')
  })

  proves(38, 'works after 16 minutes, and after hours', async () => {
    for (const minutes of [16, 7 * 60]) {
      const house = open()
      guessedGroup(house.desk, A, [room(1), room(2)])
      house.advance(minutes * 60_000)
      expect(texted(house.desk, 'ok').applied).toBe(true)
      expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`, `R2 ${days} expected ${A}`])
    }
  })

  proves(39, 'a wrong grouping is corrected by two lines: each room goes to its own reference', async () => {
    const house = open()
    guessedGroup(house.desk, A, [room(1), room(2)])
    expect(texted(house.desk, `${A}: 1-2\n${B}: 2-2`).applied).toBe(true)
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`, `R2 ${days} expected ${B}`])
    expect(Object.keys(doorStates(house.desk, A)).sort()).toEqual(['d1', 'front'])
    expect(Object.keys(doorStates(house.desk, B)).sort()).toEqual(['d2', 'front'])
  })
})

describe('correct and cancel by text', () => {
  proves(41, 'correct on a booking of two rooms names one of them, or it is asked which', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    const asked = nothingIsDone(house, `${A}: 3-2 correct`)
    expect(asked.reply).toBe(
      `Nothing done. ${A} has Room 1 and Room 2, not Room 3: which one is wrong? Name one of them, or move it at the desk.`,
    )
    expect(texted(house.desk, `${A}: 2-3 correct`).applied).toBe(true)
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`, `R2 2026-06-10..2026-06-13 expected ${A}`])
  })

  proves(42, 'cancel with two rooms checked in: asked first, then both are cancelled and every PIN goes', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    const asked = nothingIsDone(house, `cancel ${A}`)
    expect(asked.reply).toMatch(
      /^Room 1, 10-12 Jun is checked in\. Room 2, 10-12 Jun is checked in\. This cancels all 2 rooms\. Reply \d{4} to do it\.$/,
    )
    expect(texted(house.desk, wordOf(asked))).toMatchObject({ command: 'cancel', applied: true })
    expect(staysOf(house.desk, A)).toEqual(['R1 cancelled', 'R2 cancelled'])
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removed', d1: 'removed', d2: 'removed' })
  })

  it('takes the word from the phone that was asked, once, and for 15 minutes', async () => {
    const house = open({
      staff: [
        { name: 'Dana', phone: danasPhone, role: 'manager' },
        { name: 'Yusuf', phone: '+12025550198', role: 'reception' },
      ],
    })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    const word = wordOf(nothingIsDone(house, `cancel ${A}`))
    expect(texted(house.desk, word, '+12025550198')).toMatchObject({ command: 'answer', applied: false })
    house.advance(15 * 60_000 + 1)
    expect(nothingIsDone(house, word).reply).toContain('answers no open question')
    const again = wordOf(nothingIsDone(house, `cancel ${A}`))
    house.advance(15 * 60_000)
    expect(texted(house.desk, again).applied).toBe(true)
    expect(nothingIsDone(house, again).reply).toContain('answers no open question')
  })

  it('a word agrees to what was asked and to nothing that came since', () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A, units: ['R1'] }))
    const word = wordOf(nothingIsDone(house, `cancel ${A}`))
    must(arrive(house.desk, dana, { ref: A, units: ['R2'] }))
    const more = nothingIsDone(house, word)
    expect(more.reply).toMatch(/^Room 2, 10-12 Jun is checked in\. Reply \d{4} to do it\.$/)
    expect(texted(house.desk, wordOf(more)).applied).toBe(true)
    expect(staysOf(house.desk, A)).toEqual(['R1 cancelled', 'R2 cancelled'])
  })

  it('whoever guesses words is stopped after three', () => {
    const house = open()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    const word = wordOf(nothingIsDone(house, `cancel ${A}`))
    const wrong = ['1111', '2222', '3333', '4444'].filter((one) => one !== word).slice(0, 3)
    for (const one of wrong) nothingIsDone(house, one)
    expect(nothingIsDone(house, word).reply).toContain('too many wrong words'.replace('too', 'Too'))
  })
})

describe('check, repetition, strangers', () => {
  proves(43, 'check shows every room, its codes in words, and never a PIN', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)], { name: 'Ann Example', phone: '+447700900111' })
    must(arrive(house.desk, dana, { ref: A, units: ['R1'] }))
    await house.settleFully()
    expect(texted(house.desk, `${A} check`)).toMatchObject({
      command: 'check',
      applied: true,
      reply: `${A}: Room 1, 10-12 Jun, in house, codes on the lock. Room 2, 10-12 Jun, expected, codes on the lock. Guest: name yes, phone yes.`,
    })
    expect(nothingIsDone(house, `check ${B}`).reply).toBe(`Nothing done. No booking has the reference ${B}.`)
  })

  proves(44, 'the same text delivered twice has one effect and one answer', async () => {
    const house = open()
    fromFeed(house.desk, [room(1)])
    const text = { phone: danasPhone, body: `${A}: 1-2`, at: house.desk.clock.now(), key: 'SM1' }
    const first = must(answerText(house.desk, text))
    const after = dumpTables(house.desk)
    expect(must(answerText(house.secondDesk(), text))).toEqual(first)
    expect(dumpTables(house.desk)).toEqual(after)
  })

  proves(45, 'an unknown sender: no effect, no reply, and a count of it', async () => {
    const house = open()
    fromFeed(house.desk, [room(1)])
    const answer = texted(house.desk, `${A}: 1-2`, stranger)
    expect(answer).toEqual({ from: stranger, command: null, applied: false, reply: null, lines: [] })
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
    expect(strangersCounted(house.desk)).toBe(1)
  })

  proves(46, 'nights 0 and room 5 each have their own words', async () => {
    const house = open()
    expect(nothingIsDone(house, `${A}: 1-0`).reply).toBe('Nothing done. 0 nights: a stay has at least one.')
    expect(nothingIsDone(house, `${A}: 5-2`).reply).toBe('Nothing done. Room 5 is unknown; there are 1, 2, 3, 4.')
  })
})
