/** The worker's part of texting: webhooks to file, texts to send, what was missed, what guests are told. */
export { createTexting, type TextingReport } from './texting.ts'
