export { type HouseFile, houseFileSchema } from './house-file.ts'
export {
  isConfigured,
  readSeamKey,
  readTtlockAccount,
  seamSettings,
  type TtlockAccount,
  type TtlockGiven,
  ttlockAccountOf,
  ttlockSettings,
} from './lock-accounts.ts'
export { setUpHouse } from './set-up.ts'
export { type KeptMeter, monthlyMeter, tokenStore } from './vendor-state.ts'
