/** What kind of file bytes are, by their beginning and never by their name. */

export type FileKind =
  | { readonly kind: 'zip' }
  | { readonly kind: 'compound' }
  | { readonly kind: 'markup'; readonly text: string }
  | { readonly kind: 'csv'; readonly text: string }
  | { readonly kind: 'other' }

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

export function fileKind(bytes: Uint8Array): FileKind {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return { kind: 'zip' }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return { kind: 'compound' }
  const text = decode(bytes)
  // Text has no control characters but tabs and line ends; pictures, programs and PDFs have.
  if (text === null || text.startsWith('%PDF') || hasControls(text)) return { kind: 'other' }
  return /^\s*<(?:!doctype|html|head|body|table|meta|style|\?xml)/i.test(text.slice(0, 2_000))
    ? { kind: 'markup', text }
    : { kind: 'csv', text }
}

/** A list of bookings has none; a few stray ones are let pass. */
function hasControls(text: string): boolean {
  let found = 0
  const looked = Math.min(text.length, 100_000)
  for (let index = 0; index < looked; index++) {
    const code = text.charCodeAt(index)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) found += 1
  }
  return found > looked / 1_000
}

/** Text in the encoding it says or shows; null where it is none. */
function decode(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return new TextDecoder('utf-8').decode(bytes)
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes)
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes)
  const zeros = [0, 0]
  const looked = Math.min(bytes.length, 2_000)
  for (let index = 0; index < looked; index++) if (bytes[index] === 0) zeros[index % 2]! += 1
  // Latin text in UTF-16 without its mark has a zero in every other place.
  if (zeros[1]! > looked * 0.3 && zeros[0]! < looked * 0.05) return new TextDecoder('utf-16le').decode(bytes)
  if (zeros[0]! > looked * 0.3 && zeros[1]! < looked * 0.05) return new TextDecoder('utf-16be').decode(bytes)
  if (zeros[0]! + zeros[1]! > 0) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
