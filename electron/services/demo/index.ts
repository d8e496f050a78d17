export { makeDemoHouse } from './demo-house.ts'
