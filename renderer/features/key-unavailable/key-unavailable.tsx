import { useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { words } from '../../words/index.ts'
import styles from './key-unavailable.module.css'

/** The keychain kept the key to itself: what happened, what was kept, what to do. Never an empty desk instead. */
export function KeyUnavailable() {
  const client = useQueryClient()
  const text = words.keyUnavailable
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <h1>
          <Icon of={TriangleAlert} size={20} />
          {text.title}
        </h1>
        <section>
          <h2>{text.happened}</h2>
          <p>{text.happenedLead}</p>
        </section>
        <section>
          <h2>{text.kept}</h2>
          <p>{text.keptLead}</p>
        </section>
        <section>
          <h2>{text.todo}</h2>
          <ol>
            {text.todoSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
        <div>
          <Button look="primary" size="large" onClick={() => void client.invalidateQueries()}>
            {words.tryAgain}
          </Button>
        </div>
      </div>
    </main>
  )
}
