import { Lock, TriangleAlert } from 'lucide-react'
import type { DoorCodeLine, DoorPanelView } from '../../../electron/contract/views.ts'
import { LinkButton } from '../../components/button.tsx'
import { CodeState, StateLine } from '../../components/code-state.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import styles from './doors.module.css'

const text = words.doorPanel

/** What should be on the lock beside what the lock says is there; a foreign code is shown and left alone. */
export function DoorCodes({ door }: { readonly door: DoorPanelView }) {
  const { zone } = useHouse()
  if (door.codeLines.length === 0) {
    return (
      <section>
        <p className="soft body13">{text.noCodes}</p>
      </section>
    )
  }
  return (
    <section>
      <table className={styles.table}>
        <caption className="vh">{text.caption(door.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{text.code}</th>
            <th scope="col">{text.shouldBe}</th>
            <th scope="col">{door.listedAt ? text.isAt(timeOrDay(door.listedAt, zone)) : text.is}</th>
          </tr>
        </thead>
        <tbody>
          {door.codeLines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two codes on a lock may carry the same name and no id of ours
            <tr key={`${line.codeId ?? line.ref ?? line.who} ${at}`}>
              <Who line={line} />
              <ShouldBe line={line} door={door} />
              <td>
                <Is line={line} offline={door.online === false} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Who({ line }: { readonly line: DoorCodeLine }) {
  const desk = useDesk()
  const { zone } = useHouse()
  const { reservationId } = line
  const until = line.until ? text.until(timeOrDay(line.until, zone)) : null
  const seconds: Record<DoorCodeLine['kind'], string | null> = {
    party: until,
    spare: line.givenTo ? text.givenTo(line.givenTo) : line.state === 'on-lock' ? text.ready : null,
    offline: [text.offlineCode, until].filter(Boolean).join(', '),
    foreign: text.foreign,
    orphan: text.orphan,
  }
  const quoted = line.kind === 'foreign' || line.kind === 'orphan' ? `“${line.who}”` : line.who
  return (
    <td>
      {reservationId && line.kind === 'party' ? (
        <LinkButton className={`${styles.who} cut`} onClick={() => desk.select({ reservationId })}>
          <bdi>{line.who}</bdi>
        </LinkButton>
      ) : (
        <bdi>{quoted}</bdi>
      )}
      {seconds[line.kind] && <small>{seconds[line.kind]}</small>}
      {line.openedAt && <small>{text.openedWith(timeOrDay(line.openedAt, zone))}</small>}
      {line.faultText && <small className={styles.fault}>{line.faultText}</small>}
    </td>
  )
}

function ShouldBe({ line, door }: { readonly line: DoorCodeLine; readonly door: DoorPanelView }) {
  const desk = useDesk()
  const { ref } = line
  if (line.kind === 'orphan' && ref !== null) {
    return (
      <td>
        <LinkButton
          aria-label={text.removeOrphanOf(line.who)}
          onClick={() =>
            desk.ask({ kind: 'remove-orphan', doorId: door.id, doorName: door.name, ref, name: `“${line.who}”` })
          }
        >
          {text.removeOrphan}
        </LinkButton>
      </td>
    )
  }
  if (line.shouldBe === null) return <td className="hint">{text.leftAlone}</td>
  if (line.shouldBe === 'present' && line.state === 'planned') return <td className="hint">{text.later}</td>
  return <td>{line.shouldBe === 'present' ? text.present : text.absent}</td>
}

function Is({ line, offline }: { readonly line: DoorCodeLine; readonly offline: boolean }) {
  if (line.state === 'foreign' || line.state === 'orphan') {
    return (
      <StateLine icon={Lock} tone={line.state === 'orphan' ? 'wait' : 'plain'}>
        {text.foreignOn}
      </StateLine>
    )
  }
  if (line.state === 'needs-attention') {
    return (
      <StateLine icon={TriangleAlert} tone="bad">
        {line.shouldBe === 'absent' ? text.stillThere : text.missing}
      </StateLine>
    )
  }
  return <CodeState state={line.state} offline={offline} short />
}
