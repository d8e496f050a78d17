export { makeDemoHouse } from './demo-house.ts'
export { layOutDemoLocks } from './demo-locks.ts'
