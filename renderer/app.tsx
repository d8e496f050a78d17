import { useEffect } from 'react'
import { Banner } from './components/sheet.tsx'
import { useAppState, useLiveRefresh } from './desk/queries.ts'
import { DeskWindow } from './desk-window.tsx'
import { FirstRun } from './features/first-run/first-run.tsx'
import { KeyUnavailable } from './features/key-unavailable/key-unavailable.tsx'
import { words } from './words/index.ts'

/** Which of the three windows there is to show: the first run, a lost key, or the desk. */
export function App() {
  useLiveRefresh()
  const { data: app, error } = useAppState()
  useEffect(() => {
    if (app?.stage !== 'ready') document.title = words.appName
  }, [app?.stage])
  if (!app) {
    if (!error) return null
    return (
      <main style={{ padding: 24 }}>
        <Banner tone="bad" title={words.frame.openingFailed} tall>
          {words.frame.openingFailedLead} {error.message}
        </Banner>
      </main>
    )
  }
  if (app.stage === 'key-unavailable') return <KeyUnavailable />
  if (app.stage === 'first-run' || !app.property) return <FirstRun />
  return <DeskWindow app={app} property={app.property} />
}
