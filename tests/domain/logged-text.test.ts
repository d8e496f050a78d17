/** A number's log against what its Twilio conversations brought. */
import { describe, expect, it } from 'vitest'
import { isCopyOf, unanswered } from '../../electron/domain/logged-text.ts'
import { at } from '../support/test-desk.ts'

const text = (body: string, time: string) => ({ body, at: at(`2026-06-10T${time}Z`) })

describe('a logged text and a stored one', () => {
  it('are the same by their words, within two minutes, blanks at the ends aside', () => {
    expect(isCopyOf(text('Hello ', '10:00:00'), text('Hello', '10:02:00'))).toBe(true)
    expect(isCopyOf(text('Hello', '10:00:00'), text('Hello', '10:02:01'))).toBe(false)
    expect(isCopyOf(text('Hello', '10:00:00'), text('hello', '10:00:00'))).toBe(false)
  })

  it('are the same where the stored one was made safe to keep', () => {
    expect(isCopyOf(text('a\0b', '10:00:00'), text('a\uFFFDb', '10:00:00'))).toBe(true)
  })
})

describe('texts that nothing stored answers', () => {
  it('are counted: who writes "ok" twice has written twice', () => {
    const logged = [text('ok', '10:00:00'), text('ok', '10:00:30')]
    expect(unanswered(logged, [text('ok', '10:00:01')])).toEqual([text('ok', '10:00:30')])
    expect(unanswered(logged, [text('ok', '10:00:01'), text('ok', '10:00:31')])).toEqual([])
  })

  it('leave to each its own copy, in whatever order they are given', () => {
    const logged = [text('ok', '10:03:00'), text('ok', '10:00:00')]
    expect(unanswered(logged, [text('ok', '10:04:30'), text('ok', '10:01:30')])).toEqual([])
  })
})
