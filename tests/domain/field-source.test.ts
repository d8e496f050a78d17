/** Who may say otherwise: sources propose, people decide. */
import { describe, expect, it } from 'vitest'
import { mayOverwrite } from '../../electron/domain/field-source.ts'

const people = ['desk', 'command', 'sms', 'guest']
const byThemselves = ['program', 'demo', 'feed', 'mail', 'import']

describe('what a field holds', () => {
  it('may be said by anybody where nobody has said it', () => {
    expect([...people, ...byThemselves].filter((by) => !mayOverwrite(null, by))).toEqual([])
  })

  it.each(people)('said by %s is changed by people alone', (source) => {
    expect([...people, ...byThemselves].filter((by) => mayOverwrite({ source }, by))).toEqual(people)
  })

  it('said by a source is changed by people, by the same source, and by one that knows more', () => {
    const over = (source: string) => [...people, ...byThemselves].filter((by) => mayOverwrite({ source }, by))
    expect(over('feed')).toEqual([...people, 'feed', 'mail', 'import'])
    expect(over('mail')).toEqual([...people, 'mail', 'import'])
    expect(over('import')).toEqual([...people, 'import'])
    expect(over('program')).toEqual([...people, ...byThemselves])
  })
})
