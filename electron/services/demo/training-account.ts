/** The account of the demo house at the training Twilio on this computer. */
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import type { Desk } from '../desk/index.ts'
import { twilioSettings } from '../house/index.ts'

export const trainingAccountSid = `AC${'0a'.repeat(16)}`
/** Only the process that runs the training Twilio has its token under this name, so no other one ever calls it. */
export const trainingTokenName = 'LATCHKEY_TRAINING_TWILIO_TOKEN'

/** As it would be typed in the settings. Port 9 is nobody's: until Twilio says where it is, no request leads anywhere. */
export const trainingParts = {
  twilio: {
    accountSid: trainingAccountSid,
    authTokenEnv: trainingTokenName,
    numbers: ['+447700900150'],
    apiBaseUrl: 'http://127.0.0.1:9',
  },
  tunnel: { kind: 'none' },
} as const

/** True for a demo house that has kept its account at the training Twilio. */
export function trainsTexting(desk: Desk): boolean {
  const db = desk.store.read
  return readSetting(db, 'demo') === true && twilioSettings(db)?.authTokenEnv === trainingTokenName
}

/** Says where the training Twilio is now, and where it reaches this desk: both are on this computer. */
export function noteTrainingAddresses(desk: Desk, twilioUrl: string, deskUrl: string): void {
  desk.store.write((db) => {
    writeSetting(db, 'twilio', { ...twilioSettings(db), apiBaseUrl: twilioUrl })
    writeSetting(db, 'tunnel', { kind: 'url', url: deskUrl })
  })
}
