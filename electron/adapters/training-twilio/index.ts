export { signatureOf } from './hooks.ts'
export { type ArrivedRequest, startTrainingTwilio, type TrainingTwilio } from './training-twilio.ts'
export { defaultAccountSid, defaultAuthToken, type WorldOptions } from './world.ts'
