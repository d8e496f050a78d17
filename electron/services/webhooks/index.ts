export { type WebhookCounts, webhookCounts } from './counts.ts'
export { processInbox } from './process.ts'
export { createReceiver, type Receiver, type ReceiverParts } from './receiver.ts'
