/** The two channels between window and desk. There are no others. */
export const invokeChannel = 'latchkey:invoke'
export const eventChannel = 'latchkey:event'
