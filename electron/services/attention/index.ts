/** The attention centre: one model for everything that a person must decide or know. */
export type { CauseKind } from './cause.ts'
export { faultText } from './fault-text.ts'
export { attentionItems, doorBadge, everyItem, type Item, needsDecision, numberOf } from './items.ts'
export { callsByVendor } from './lock-causes.ts'
export { type Resolved, resolveItem } from './resolve.ts'
export { type SettledItem, settledItems } from './settled.ts'
