/** What a fault of Twilio means while the account is set up, for a receptionist. */
import type { GatewayFault } from '../../ports/message-gateway.ts'

export function gatewayWords(fault: GatewayFault): string {
  switch (fault.kind) {
    case 'credentials':
      return 'Twilio refuses the account SID or the token. Correct them under Settings, Texting.'
    case 'unreachable':
    case 'outcome-unknown':
      return 'Twilio cannot be reached now. Latchkey tries again by itself.'
    case 'busy':
      return 'Twilio is busy. Latchkey tries again by itself.'
    case 'refused':
      return `Twilio refuses to be set up (${fault.code}).`
    case 'missing':
    case 'closed':
    case 'taken':
      return 'Twilio does not have what was asked for. Check the account and its numbers.'
  }
}
