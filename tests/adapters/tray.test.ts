/** What the tray says, and what its icon shows: worked out without a screen. */
import { describe, expect, it } from 'vitest'
import { trayFace } from '../../electron/adapters/os/tray-face.ts'
import { trayPicture } from '../../electron/adapters/os/tray-picture.ts'

describe('the words of the tray', () => {
  it.each([
    [0, 'Latchkey: nothing needs you', null, 'Nothing needs you'],
    [1, 'Latchkey: 1 needs you', '1', '1 needs you'],
    [3, 'Latchkey: 3 need you', '3', '3 need you'],
    [9, 'Latchkey: 9 need you', '9', '9 need you'],
    [10, 'Latchkey: 10 need you', '9+', '10 need you'],
  ])('say how many wait: %i', (waiting, tooltip, badge, needs) => {
    expect(trayFace({ waiting, unread: 0 })).toEqual({ tooltip, badge, needs, unread: null })
  })

  it('name unread conversations only where there are some', () => {
    expect(trayFace({ waiting: 0, unread: 1 }).unread).toBe('1 unread conversation')
    expect(trayFace({ waiting: 0, unread: 4 })).toMatchObject({ unread: '4 unread conversations', badge: null })
  })
})

describe.each([16, 32])('the icon of %i pixels', (size) => {
  const dots = (badge: string | null) => {
    const bytes = trayPicture(size, badge)
    return Array.from({ length: size * size }, (_, at) => [...bytes.subarray(at * 4, at * 4 + 4)].join(' '))
  }
  const red = '30 38 190 255'
  const white = '255 255 255 255'

  it('has clear corners and a white key, and no red while nothing waits', () => {
    const plain = dots(null)
    expect(plain).toHaveLength(size * size)
    expect(Number(plain[0]?.split(' ')[3])).toBeLessThan(100)
    expect(plain).toContain(white)
    expect(plain).not.toContain(red)
  })

  it('has a red badge with a white number of its own for each count', () => {
    const badges = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '9+']
    const drawn = badges.map((badge) => {
      const all = dots(badge)
      // The rows of the digits: white dots between the first and the last red one of a row.
      const rows = Array.from({ length: size }, (_, row) => all.slice(row * size, (row + 1) * size))
      return rows
        .map((row) => row.slice(row.indexOf(red), row.lastIndexOf(red)))
        .map((row) => row.map((dot) => (dot === white ? '#' : '.')).join(''))
        .filter((row) => row.includes('#'))
    })
    expect(drawn.map((rows) => rows.length)).toEqual(badges.map(() => (size === 16 ? 5 : 9)))
    expect(new Set(drawn.map((rows) => rows.join('/'))).size).toBe(badges.length)
  })

  it('never mixes colours that are stronger than their opacity', () => {
    const bytes = trayPicture(size, '9+')
    for (let at = 0; at < bytes.length; at += 4) {
      expect(Math.max(...bytes.subarray(at, at + 3))).toBeLessThanOrEqual(bytes[at + 3]!)
    }
  })
})
