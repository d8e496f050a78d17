import { RefreshCw, Wifi, WifiOff } from 'lucide-react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { ConnectionView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './top-bar.module.css'

/** Online, catching up, or offline since when and with what waiting. A click says what that means. */
export function ConnectionChip() {
  const { app } = useHouse()
  const ask = useOrder('sync.now')
  const { connection } = app
  const offline = connection.state === 'offline'
  return (
    <>
      <span className="vh" role="status">
        {offline ? words.frame.offlineTitleSpoken : ''}
      </span>
      <DialogTrigger>
        <AriaButton className={`${styles.conn} ${offline ? styles.offline : ''}`}>
          <Icon of={offline ? WifiOff : connection.state === 'online' ? Wifi : RefreshCw} size={14} />
          <ChipWords connection={connection} />
        </AriaButton>
        <Popover className={styles.connNote ?? ''} placement="bottom end" offset={6}>
          <Dialog aria-label={words.frame.connectionTitle}>
            <h2>{words.frame.connectionTitle}</h2>
            <p>{noteOf(connection)}</p>
            {/* Not disabled meanwhile: that would take the focus, and with it Escape. */}
            <Button size="low" onClick={() => ask.isPending || ask.mutate({})}>
              {words.frame.askNow}
            </Button>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  )
}

function ChipWords({ connection }: { readonly connection: ConnectionView }) {
  const { zone } = useHouse()
  const { waitingCodes, waitingMessages } = connection
  if (connection.state === 'online') return <span>{words.frame.online}</span>
  if (connection.state === 'catching-up') {
    return <span>{waitingCodes > 0 ? words.frame.catchingUpCodes(waitingCodes) : words.frame.catchingUp}</span>
  }
  const since = connection.since ? words.frame.offlineSince(timeOrDay(connection.since, zone)) : words.frame.offline
  if (waitingCodes + waitingMessages === 0) return <b>{since}</b>
  return (
    <span>
      <b>{since}:</b> {words.frame.wait(waitingMessages, waitingCodes)}
    </span>
  )
}

function noteOf(connection: ConnectionView): string {
  const waits = connection.waitingCodes > 0 ? words.frame.connectionWaits(connection.waitingCodes) : null
  if (connection.state === 'offline') return [words.frame.connectionOffline, waits].filter(Boolean).join(' ')
  return waits ?? words.frame.connectionOnline
}
