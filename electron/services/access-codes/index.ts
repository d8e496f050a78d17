export { doorsOfUnit, factsOf, planCodes } from './plan.ts'
export { reconcile } from './reconcile.ts'
export { type Revealed, revealPins } from './reveal.ts'
export type { LockProviders } from './watched-provider.ts'
