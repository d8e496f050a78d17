export { handOutKey, takeBackKey } from './keys.ts'
export { giveOfflineCode, type OfflineCodeGiven } from './offline-code.ts'
export { isOrphan, removeOrphan } from './orphan.ts'
export { reissue } from './reissue.ts'
export type { ShownCode } from './shown-pin.ts'
export {
  changeSpares,
  type GivenSpare,
  giveAndShowSpare,
  giveSpare,
  keepSpares,
  listSpares,
  mostSpares,
  showSpare,
} from './spares.ts'
export { type Unlocked, unlockDoor } from './unlock.ts'
