/** What is taken as a photo of a document: judged by its first bytes, never by its name or by what a browser says. Pure. */

export const largestPhoto = 5 * 1024 * 1024
/** Both sides of a card and one page more. */
export const mostPhotos = 3

export type PhotoFault = 'not-an-image' | 'too-large' | 'too-many'

/** The type of a JPEG, PNG or WebP picture; null for everything else. */
export function photoTypeOf(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | null {
  const starts = (...wanted: readonly number[]): boolean => wanted.every((byte, index) => bytes[index] === byte)
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  const isWebp = starts(0x52, 0x49, 0x46, 0x46) && String.fromCharCode(...bytes.subarray(8, 12)) === 'WEBP'
  return isWebp ? 'image/webp' : null
}
