export { doorsOfUnit, factsOf, planCodes } from './plan.ts'
export { type LockProviders, reconcile } from './reconcile.ts'
export { type Revealed, revealPins } from './reveal.ts'
