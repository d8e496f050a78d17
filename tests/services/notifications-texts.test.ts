/** Desktop alerts of guests' texts: once a burst, with nothing that a stranger at the screen may not read. */
import { describe, expect, it } from 'vitest'
import { minutes } from '../../electron/domain/time.ts'
import { markRead } from '../../electron/services/conversations/index.ts'
import { createAnnouncer, type Notice } from '../../electron/services/notifications/index.ts'
import { houses } from '../support/houses.ts'
import { ann, day, type InboxDesk, john, noon, openInbox } from '../support/inbox-desk.ts'
import { book, dana, must } from '../support/test-desk.ts'

const { keep } = houses()
const watched = (prepare: (house: InboxDesk) => void = () => {}) => {
  const house = openInbox()
  keep(house)
  book(house.desk, 'A100', [['R1', day(0), day(3)]], { name: 'John Doe', phone: john, email: null, language: 'en' })
  prepare(house)
  const told: Notice[] = []
  const announcer = createAnnouncer((notice) => told.push(notice))
  const look = () => {
    told.length = 0
    announcer.look(house.desk)
    return [...told]
  }
  look()
  house.advance(1)
  return { house, look }
}

describe('a text of a guest', () => {
  it('is told with its unit alone, and a click opens its conversation', () => {
    const { house, look } = watched()
    house.text({ body: 'My PIN 482913 does not work' })
    expect(look()).toEqual([
      {
        title: 'A guest writes',
        body: 'Room 1. Open it to read and answer.',
        open: { screen: 'inbox', reservationId: null, conversationId: house.conversation('R1') },
      },
    ])
    expect(look()).toEqual([])
  })

  it('of a phone without a booking names no phone', () => {
    const { house, look } = watched()
    house.text({ from: ann, body: 'hello' })
    expect(look()[0]?.body).toBe('It belongs to no unit yet. Open it to read.')
  })

  it('that was here before the program started is not told', () => {
    const { look } = watched((house) => house.text({ body: 'before' }))
    expect(look()).toEqual([])
  })

  it('is one alert with those of the same minute; another conversation has its own', () => {
    const { house, look } = watched()
    house.text({ body: 'one' })
    house.text({ body: 'two' })
    house.text({ from: ann, body: 'somebody else' })
    expect(look().map((notice) => notice.body)).toEqual([
      'Room 1. Open it to read and answer.',
      'It belongs to no unit yet. Open it to read.',
    ])
    house.advance(minutes(0.5))
    house.text({ body: 'three' })
    expect(look()).toEqual([])
    house.advance(minutes(1))
    house.text({ body: 'four' })
    expect(look()).toHaveLength(1)
  })

  it('filed in the same millisecond as one that was told is told too', () => {
    const { house, look } = watched()
    house.text({ body: 'one' })
    expect(look()).toHaveLength(1)
    house.text({ from: ann, body: 'in the same moment' })
    expect(look()).toHaveLength(1)
    expect(look()).toEqual([])
  })

  it('that somebody has read already is not told', () => {
    const { house, look } = watched()
    house.text({ body: 'one' })
    must(markRead(house.desk, dana, { conversationId: house.conversation('R1') }))
    expect(look()).toEqual([])
  })

  it('of long ago is told in one sum with the others, once no more come', () => {
    const { house, look } = watched()
    house.text({ body: 'old', at: noon(-1) })
    house.text({ body: 'older', at: noon(-2) })
    expect(look()).toEqual([])
    house.advance(5_000)
    house.text({ from: ann, body: 'old too', at: noon(-1) })
    expect(look()).toEqual([])
    expect(look()).toEqual([
      {
        title: '3 texts came in while Latchkey was away',
        body: 'Open the Inbox to read.',
        open: { screen: 'inbox', reservationId: null, conversationId: null },
      },
    ])
    expect(look()).toEqual([])
  })
})
