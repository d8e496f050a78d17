import { FlaskConical } from 'lucide-react'
import type { TextingView } from '../../../electron/contract/views.ts'
import { Loaded } from '../../components/loaded.tsx'
import { Banner, SectionHead } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { useTexting } from '../../desk/queries.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import { words } from '../../words/index.ts'
import { SaveBar } from './save-bar.tsx'
import styles from './settings.module.css'
import { SwitchOff } from './switch-off.tsx'
import { TextingAccount, TextingWayIn } from './texting-account.tsx'
import { draftLacks, useTextingEditor } from './texting-draft.ts'
import { TextingState } from './texting-state.tsx'
import { TextingTest } from './texting-test.tsx'

const text = words.texting

export const TextingSection = () => <Loaded answer={useTexting()}>{(view) => <Texting view={view} />}</Loaded>

function Texting({ view }: { readonly view: TextingView }) {
  const editor = useTextingEditor(view)
  const { app } = useHouse()
  // Questions and the bar that saves go once they are answered.
  const place = useKeepFocus<HTMLDivElement>()
  return (
    <div ref={place} tabIndex={-1}>
      {app.demo && view.configured && (
        <Banner tone="question" icon={FlaskConical} title={text.demo} tall>
          {text.demoLead}
        </Banner>
      )}
      {!view.configured && (
        <Banner tone="question" title={text.off} tall>
          {text.offLead}
        </Banner>
      )}
      {view.configured && !view.hasToken && (
        <Banner tone="bad" title={text.noToken} tall>
          {text.noTokenLead}
        </Banner>
      )}
      {view.configured && (
        <>
          <TextingState view={view} />
          <TextingTest />
        </>
      )}
      <SectionHead id="texting-account" title={text.account} />
      <section className={styles.card} aria-labelledby="texting-account">
        <TextingAccount editor={editor} view={view} />
      </section>
      <SectionHead id="texting-way-in" title={text.wayIn} />
      <section className={styles.card} aria-labelledby="texting-way-in">
        <p className="hint body13">{text.wayInLead}</p>
        <TextingWayIn editor={editor} view={view} />
      </section>
      <SaveBar editor={editor} lacks={draftLacks(editor.draft, view)} />
      {view.configured && <SwitchOff editor={editor} lead={text.switchOffLead} verb={text.switchOff} />}
    </div>
  )
}
