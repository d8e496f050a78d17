import type { SheetCell } from './import-columns.ts'
import { type PhoneNumber, parsePhone } from './phone-number.ts'

export type PhoneReading = { readonly phone: PhoneNumber | null; readonly unread: boolean }

/**
 * A phone as it stands in a spreadsheet. One kept as a number has lost its `+` or `0`: it is put back only where that
 * gives one number that is possible in the property's country, and else left to a person (`unread`).
 */
export function readSheetPhone(cell: SheetCell, country: string): PhoneReading {
  // A spreadsheet shows a text that it must not take for a number behind an apostrophe.
  const text = String(cell).trim().replace(/^'/, '')
  if (text === '' || /^[-–—/.]*$|^n\/?a$/i.test(text)) return { phone: null, unread: false }
  if (typeof cell === 'string' && !/^[1-9]\d*(\.0)?$/.test(text)) {
    const read = parsePhone(text, country)
    return read.ok ? { phone: read.value, unread: false } : { phone: null, unread: true }
  }
  if (typeof cell === 'number' && !Number.isSafeInteger(cell)) return { phone: null, unread: true }
  const digits = text.replace(/\.0$/, '')
  const found = new Set<PhoneNumber>()
  for (const tried of typeof cell === 'number' ? [digits, `0${digits}`] : [digits]) {
    const read = parsePhone(tried, country)
    if (read.ok) found.add(read.value)
  }
  const [only] = found
  return found.size === 1 ? { phone: only!, unread: false } : { phone: null, unread: true }
}
