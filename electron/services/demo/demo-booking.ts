/** One booking of the demo house, relative to the day it is made on. */
export type DemoBooking = {
  readonly reference: string
  readonly channel: string
  readonly guest: string | null
  readonly phone?: string
  readonly email?: string
  readonly language?: string
  readonly arrivalTime?: string
  readonly departureTime?: string
  readonly stays: readonly (readonly [unit: string, from: number, nights: number])[]
  readonly status?: 'in-house' | 'departed'
}
