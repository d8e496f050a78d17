export { type Amended, extend, move, setTimes } from './amend.ts'
export { type Arrive, type Arrived, arrive, formerCodes, grantAccess } from './arrive.ts'
export { cancel, depart, type Ended } from './depart.ts'
export { type Undone, undo } from './undo.ts'
