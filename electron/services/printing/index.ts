/** Paper for guests. What a slip says is domain/slip.ts; how it gets onto paper is the Printer port. */
export { escapeHtml } from './html-text.ts'
export { pinGroups } from './pin-digits.ts'
export { qrSvg } from './qr-code.ts'
export { slipHtml } from './slip-html.ts'
export { dayInWords, validityInWords } from './validity.ts'
export { slipLanguages, wordsFor } from './words/index.ts'
export type { SlipWords } from './words/slip-words.ts'
