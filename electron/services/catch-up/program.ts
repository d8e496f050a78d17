import type { Caller } from '../desk/index.ts'

/** Who files what nobody is at the desk for. */
export const program: Caller = { actor: 'Latchkey', source: 'program' }
