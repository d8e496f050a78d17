/** What the program tells guests by itself, what the desk has it tell, and the texts the desk has ready. */
export { maskPins } from '../../domain/message-pins.ts'
export { removeTemplate, saveTemplate, templates } from '../message-templates/index.ts'
export { queueWelcome, tellByHand } from './by-hand.ts'
export { fillTemplate } from './fill-template.ts'
export { judgeAutomatic } from './judge.ts'
export { type Party, partiesAround, unreachedDoors } from './party.ts'
export { planGuestMessages } from './plan.ts'
export { canBeTold } from './reach.ts'
