/** Paper for guests. What a slip says is domain/slip.ts; how it gets onto paper is the Printer port. */
export { slipHtml } from './slip-html.ts'
export { slipLanguages } from './words/index.ts'
