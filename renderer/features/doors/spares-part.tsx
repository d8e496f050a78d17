import type { DoorCodeLine, DoorPanelView } from '../../../electron/contract/views.ts'
import { call } from '../../api.ts'
import { LinkButton } from '../../components/button.tsx'
import { CodeState } from '../../components/code-state.tsx'
import panel from '../../components/panel.module.css'
import { Pin, PinToggle } from '../../components/pin.tsx'
import type { useShownPin } from '../../desk/use-pins.ts'
import { words } from '../../words/index.ts'
import styles from './doors.module.css'

const text = words.doorPanel

type Spare = DoorCodeLine & { readonly codeId: string }
const isSpare = (line: DoorCodeLine): line is Spare =>
  line.kind === 'spare' && line.codeId !== null && line.shouldBe !== 'absent' && line.givenTo === null

/** The spares of this lock, masked; showing one is logged by the desk. */
export function SparesPart(props: {
  readonly door: DoorPanelView
  readonly pins: ReturnType<typeof useShownPin>
  readonly onChange: (number: number) => void
}) {
  const { pins } = props
  const spares = props.door.codeLines.filter(isSpare)
  if (spares.length === 0) return null
  const failed = pins.failed && pins.failed.key !== 'give' ? pins.failed.error : null
  return (
    <section>
      <h3 className={panel.heading}>
        {text.spares}
        <LinkButton onClick={() => props.onChange(spares.length)}>{text.change(spares.length)}</LinkButton>
      </h3>
      {spares.map((spare) => {
        const digits = pins.shown?.key === spare.codeId ? pins.shown.pin.pin : null
        return (
          <div className={`${panel.line} ${styles.spare}`} key={spare.codeId}>
            <Pin digits={digits} size="low" />
            <span className="cut">{spare.who}</span>
            <span className={panel.end}>
              {spare.state === 'on-lock' ? (
                <PinToggle
                  shown={digits !== null}
                  label={digits ? text.hideSpare(spare.who) : text.showSpare(spare.who)}
                  onShow={() => void pins.show(spare.codeId, () => call('spares.show', { codeId: spare.codeId }))}
                  onHide={pins.hide}
                />
              ) : (
                <CodeState state={spare.state as Exclude<Spare['state'], 'foreign' | 'orphan'>} short />
              )}
            </span>
          </div>
        )
      })}
      <p className="hint small" role="status">
        {failed ? `${words.ladder.showFailed} ${failed.message}` : words.pin.logged}
      </p>
    </section>
  )
}
