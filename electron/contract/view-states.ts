/** States that every screen speaks of. */
export type CodeState = 'planned' | 'sending' | 'accepted' | 'on-lock' | 'removing' | 'removed' | 'needs-attention'
export type StayStatus = 'expected' | 'in-house' | 'departed' | 'cancelled' | 'no-show'

/** A door of a stay as the desk sees it. `key`: no lock, a key is handed over. `no-code`: nothing planned yet. */
export type DoorState = CodeState | 'key' | 'no-code'
