/** Texted commands of managers and reception: read whole or refused whole, done whole, answered once. */
export { alertManagers, managerAlerts, setManagerAlerts } from './alert-managers.ts'
export { type AnsweredText, answerText, strangersCounted, type TextToAnswer } from './answer.ts'
export { answerStaffTexts } from './consume.ts'
