export {
  type GuestPageSettings,
  guestPageSettings,
  guestPageSettingsSchema,
  noteWifiPassword,
  wifiPassword,
  writeGuestPageSettings,
  writeWifiPassword,
} from './guest-page-settings.ts'
export { type HouseFile, houseFileSchema } from './house-file.ts'
export {
  type Environment,
  isConfigured,
  readSeamKey,
  readTtlockAccount,
  seamSettings,
  type TtlockAccount,
  type TtlockGiven,
  ttlockAccountOf,
  ttlockSettings,
} from './lock-accounts.ts'
export {
  type MailboxLogin,
  type MailboxSettings,
  mailboxAccount,
  mailboxLogin,
  mailboxPassword,
  mailboxSettings,
  saveMailboxParts,
  writeMailbox,
} from './mailbox-account.ts'
export { setUpHouse } from './set-up.ts'
export { staffSince } from './staff-phones.ts'
export {
  ngrokAuthtoken,
  noteTokenInUse,
  type TextingAccount,
  type TunnelSettings,
  type TwilioSettings,
  textingAccount,
  tunnelSettings,
  twilioSettings,
  writeAuthToken,
  writeNgrokAuthtoken,
} from './texting-accounts.ts'
export { type KeptMeter, monthlyMeter, tokenStore } from './vendor-state.ts'
export { saveTextingParts } from './write-texting.ts'
