/** The desk's clock and calendar days. The only file that touches `Date`: its own "now" is the computer's, not the desk's. */
import { useSyncExternalStore } from 'react'

/** Desk time minus `performance.now()`, which no change of the computer's clock can move. */
let offset = 0

/** Sets the clock by what the desk said; it ticks on from there. */
export function setDeskClock(now: string) {
  offset = toMillis(now) - performance.now()
}

export const deskNow = () => offset + performance.now()

/** One timer for the whole window, however many rows tell the time. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick(wake: () => void) {
  listeners.add(wake)
  timer ??= setInterval(() => {
    for (const listener of listeners) listener()
  }, 500)
  return () => {
    listeners.delete(wake)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The desk's time, renewed once a step; the default step is a minute. */
export function useNow(step = 60_000): number {
  return useSyncExternalStore(tick, () => Math.floor(deskNow() / step) * step)
}

export const toMillis = (instant: string) => Date.parse(instant)

/** Midday UTC of a calendar day: safe to format in UTC, and far from any change of day. */
export function dayToMillis(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Date.UTC(year, month - 1, date, 12)
}

export const millisToDay = (millis: number) => new Date(millis).toISOString().slice(0, 10)

const DAY = 86_400_000
export const addDays = (day: string, days: number) => millisToDay(dayToMillis(day) + days * DAY)
export const nightsBetween = (from: string, to: string) => Math.round((dayToMillis(to) - dayToMillis(from)) / DAY)

/** `2026-11` moved by months. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 15)).toISOString().slice(0, 7)
}
