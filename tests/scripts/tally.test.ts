import { describe, expect, it } from 'vitest'
import { closingLine, sum } from '../../scripts/test/tally.ts'

describe('the closing line', () => {
  it('adds up what ran', () => {
    const total = sum([
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 0 },
    ])
    expect(closingLine(total)).toBe('43 passed, 2 failed')
  })

  it('never hides what did not run', () => {
    expect(closingLine({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped')
  })
})
