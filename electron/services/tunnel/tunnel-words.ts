/** What a tunnel's fault means, for a receptionist. Codes as ngrok's error pages have them. */
import type { TunnelFault } from '../../ports/tunnel.ts'

export const noTokenWords =
  'No ngrok token is kept, so the tunnel stays shut. Put it in under Settings, Texting. Texts still come in by asking Twilio every few minutes.'

const wordsByCode: readonly (readonly [readonly string[], string])[] = [
  [
    ['ERR_NGROK_105', 'ERR_NGROK_106', 'ERR_NGROK_107', 'ERR_NGROK_109', 'ERR_NGROK_4018'],
    "ngrok refuses the token. Copy it anew from ngrok's dashboard into Settings, Texting.",
  ],
  [
    ['ERR_NGROK_108'],
    'Another program uses this ngrok account now, and the account allows one at a time. Close the other one, or use another account.',
  ],
  [
    ['ERR_NGROK_319', 'ERR_NGROK_320', 'ERR_NGROK_322', 'ERR_NGROK_9002', 'ERR_NGROK_9039'],
    'The domain does not belong to this ngrok account. Correct it under Settings, Texting, or leave it empty for a random one.',
  ],
  [
    ['ERR_NGROK_334', 'ERR_NGROK_18021'],
    'The domain is in use by another program of this ngrok account. Close that one.',
  ],
  [['not-installed'], 'This computer lacks the part that opens the tunnel. Install Latchkey again.'],
  [['ERR_NGROK_120', 'ERR_NGROK_121'], 'ngrok does not accept this version any more. Update Latchkey.'],
]

/** One or two sentences: what happened, and what to do. */
export function tunnelWords({ kind, detail }: TunnelFault): string {
  if (kind === 'unreachable') return 'ngrok cannot be reached from here. Latchkey tries again by itself.'
  if (kind === 'lost') return 'The connection to ngrok broke. Latchkey opens it again by itself.'
  const known = wordsByCode.find(([codes]) => codes.includes(detail))
  return known?.[1] ?? `ngrok refuses the tunnel${detail === '' ? '' : ` (${detail})`}. See Settings, Texting.`
}
