/** What the house says of its pages is kept with the house, whose file sets it too: services/house. */
export {
  type GuestPageSettings,
  guestPageSettings,
  guestPageSettingsSchema,
  wifiPassword,
  writeGuestPageSettings,
  writeWifiPassword,
} from '../house/index.ts'
