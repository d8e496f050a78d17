/** What the desk missed, fetched from Twilio: texts, receipts, pictures (facts/twilio.md section 4). */
export { type CatchUpReport, createCatchUp } from './catch-up.ts'
export { readMediaBytes, tryMediaAgain } from './media.ts'
export { catchUpState, wishForCatchUp } from './state.ts'
