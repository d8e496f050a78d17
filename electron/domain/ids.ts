/** Opaque identities. Each is a UUIDv7, so ids sort by the moment they were made. */
declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type ReservationId = Id<'Reservation'>
export type StayId = Id<'Stay'>
export type GuestId = Id<'Guest'>
export type UnitId = Id<'Unit'>
export type DoorId = Id<'Door'>
export type FeedId = Id<'Feed'>
export type StaffId = Id<'Staff'>
export type AccessCodeId = Id<'AccessCode'>
export type ContactId = Id<'Contact'>
export type ConversationId = Id<'Conversation'>
export type LineId = Id<'Line'>
export type MessageId = Id<'Message'>

/**
 * Makes a UUIDv7 (RFC 9562) from a moment and ten random bytes.
 * Both come from ports, so that a test can fix them.
 */
export function newId<Kind extends Id<string>>(atMs: number, random: Uint8Array): Kind {
  if (random.length < 10) throw new Error('newId needs ten random bytes')
  const bytes = new Uint8Array(16)
  let rest = atMs
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Kind
}
