/**
 * The data key on paper: 32 bytes and a checksum in Crockford's base32, 14 groups of four. There is no I, L, O or U
 * in it, and what a tired person writes instead (O for 0, I or L for 1) is read back right.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keyBytes = 32
const checksumBytes = 3

/** CRC-24 (RFC 9580): finds every error of up to three bits and any single burst as long as four letters. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xb704ce
  for (const byte of bytes) {
    crc ^= byte << 16
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x800000 ? 0x1864cfb : 0)
  }
  return crc & 0xffffff
}

/** Writes a data key as `ABCD-EFGH-...`, 56 letters. It is as secret as the key itself. */
export function recoveryPhrase(key: Uint8Array): string {
  if (key.length !== keyBytes) throw new Error('a data key has 32 bytes')
  const crc = checksum(key)
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of [...key, crc >> 16, (crc >> 8) & 0xff, crc & 0xff]) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** Reads a phrase back, whatever its case, dashes and blanks; null where it is not whole or not right. */
export function keyFromRecoveryPhrase(text: string): Uint8Array | null {
  const letters = text
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}_.,]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (letters.length !== ((keyBytes + checksumBytes) * 8) / 5) return null
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of letters) {
    const value = alphabet.indexOf(letter)
    if (value < 0) return null
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push(held >> bits)
      held &= (1 << bits) - 1
    }
  }
  const key = Uint8Array.from(bytes.slice(0, keyBytes))
  const [high, middle, low] = bytes.slice(keyBytes)
  return checksum(key) === ((high! << 16) | (middle! << 8) | low!) ? key : null
}
