import { describe, expect, it } from 'vitest'
import { emptyFields, readTemplate } from '../../electron/domain/message-template.ts'

describe('fields of a template', () => {
  it('cuts a text into what is written, what the booking fills and what a person types', () => {
    expect(readTemplate('Hello { guest }, until {?time} in {unit}.')).toEqual({
      parts: [
        { text: 'Hello ' },
        { field: 'guest' },
        { text: ', until ' },
        { free: 'time' },
        { text: ' in ' },
        { field: 'unit' },
        { text: '.' },
      ],
      unknown: [],
    })
  })

  it('names what is no field', () => {
    expect(readTemplate('{gust} {} {pin} {?}').unknown).toEqual(['gust', '', 'pin', '?'])
    expect(readTemplate('{{pin:0192f000}}').unknown).toEqual(['pin:0192f000'])
  })

  it('says which fields still stand empty in a text that is about to leave', () => {
    expect(emptyFields('Hello {guest}, at {?time} then')).toEqual(['guest', 'time'])
    expect(emptyFields('Hello Ann, see {note 1} or {{pin:0192f000}}')).toEqual([])
  })
})
