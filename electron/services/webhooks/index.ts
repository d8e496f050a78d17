export { webhookCounts } from './counts.ts'
export { processInbox } from './process.ts'
export { createReceiver, type Receiver } from './receiver.ts'
