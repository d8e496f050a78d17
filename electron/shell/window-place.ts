import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const smallestWidth = 1000
export const smallestHeight = 640
const firstSize = { width: 1280, height: 832 }

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const whole = z.number().int().min(-100_000).max(100_000)
const placeSchema = z.object({ x: whole, y: whole, width: whole, height: whole, maximized: z.boolean() })
export type WindowPlace = z.output<typeof placeSchema>

/** The remembered place, or null where there is none or it cannot be read: then the window opens in the middle. */
export function readWindowPlace(file: string): WindowPlace | null {
  try {
    const read = placeSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** Whole or not at all: a power cut leaves the old place. */
export function writeWindowPlace(file: string, place: WindowPlace): void {
  const part = `${file}.part`
  writeFileSync(part, JSON.stringify(place))
  renameSync(part, file)
}

/**
 * Where to open. A place whose top bar is on no screen any more (the second screen is gone) loses its position; a size
 * larger than its screen is cut to it.
 */
export function placeOnScreens(place: WindowPlace | null, workAreas: readonly Area[]): Partial<Area> {
  if (place === null) return firstSize
  const screen = workAreas.find((area) => showsTopBar(place, area))
  if (screen === undefined) {
    return { width: Math.max(place.width, smallestWidth), height: Math.max(place.height, smallestHeight) }
  }
  return {
    x: place.x,
    y: place.y,
    width: Math.max(Math.min(place.width, screen.width), smallestWidth),
    height: Math.max(Math.min(place.height, screen.height), smallestHeight),
  }
}

/** Enough of the top bar to take hold of with the mouse. */
function showsTopBar(place: Area, area: Area): boolean {
  const left = Math.max(place.x, area.x)
  const right = Math.min(place.x + place.width, area.x + area.width)
  return right - left >= 120 && place.y >= area.y - 8 && place.y <= area.y + area.height - 40
}
