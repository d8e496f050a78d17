import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { placeOnScreens, readWindowPlace, writeWindowPlace } from '../../electron/shell/window-place.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-place-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'place.json')
const place = { x: 2000, y: 40, width: 1200, height: 800, maximized: false }
const laptop = { x: 0, y: 0, width: 1440, height: 900 }
const second = { x: 1440, y: 0, width: 1920, height: 1080 }

describe('the place of the window', () => {
  it('is kept and read back', () => {
    writeWindowPlace(file, place)
    expect(readWindowPlace(file)).toEqual(place)
  })

  it.each(['', '{', 'null', '[]', '{"x":1}', '{"x":"0","y":0,"width":1,"height":1,"maximized":true}', '{"x":1e999}'])(
    'is forgotten when it cannot be read: %s',
    (text) => {
      writeFileSync(file, text)
      expect(readWindowPlace(file)).toBeNull()
    },
  )

  it('is used while its screen is there', () => {
    expect(placeOnScreens(place, [laptop, second])).toEqual({ x: 2000, y: 40, width: 1200, height: 800 })
  })

  it('is given up when its screen is gone, but not its size', () => {
    expect(placeOnScreens(place, [laptop])).toEqual({ width: 1200, height: 800 })
  })

  it('is cut to its screen, and never below what the desk needs', () => {
    expect(placeOnScreens({ ...place, x: 0, y: 0, width: 5000, height: 4000 }, [laptop])).toEqual(laptop)
    expect(placeOnScreens({ ...place, x: 0, y: 0, width: 10, height: 10 }, [laptop])).toMatchObject({
      width: 1000,
      height: 640,
    })
  })

  it('has a size of its own the first time', () => {
    expect(placeOnScreens(null, [laptop])).toEqual({ width: 1280, height: 832 })
  })
})
