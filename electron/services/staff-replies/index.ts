/** Texts to managers and reception: written with what they are about, sent once, looked up before they are repeated. */
export { itemsTold, notTold } from './not-told.ts'
export { type NewReply, queueReply } from './queue.ts'
export { createReplySender, type ReplySender } from './sender.ts'
export { noteReplyReceipt } from './settle.ts'
