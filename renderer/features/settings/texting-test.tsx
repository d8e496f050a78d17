import { CircleCheck, FlaskConical, TriangleAlert } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { ErrorBanner, SectionHead, sheet } from '../../components/sheet.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

const text = words.texting

/** Tries the whole way of a text from outside to this desk, and says step by step how far it came. */
export function TextingTest() {
  const test = useOrder('texting.selfTest')
  const steps = test.data?.steps ?? []
  const works = steps.filter((step) => step.ok).length
  return (
    <section aria-labelledby="texting-test">
      <SectionHead
        id="texting-test"
        title={text.test}
        {...(steps.length > 0 ? { count: text.testOf(works, steps.length) } : {})}
      />
      {test.error && <ErrorBanner error={test.error} />}
      <div className={styles.testBar}>
        <p className="hint grow">{text.testLead}</p>
        <Button
          icon={FlaskConical}
          aria-disabled={test.isPending || undefined}
          onClick={() => test.isPending || test.mutate({})}
        >
          {test.isPending ? text.testing : text.runTest}
        </Button>
      </div>
      <div role="status">
        {steps.length > 0 && (
          <ol className={`${sheet.sheet} ${styles.steps}`}>
            {steps.map((step, at) => (
              <li key={step.name} className={step.ok ? undefined : styles.bad}>
                <span className={styles.number}>{at + 1}</span>
                <span>
                  {text.steps[step.name]}
                  <small>{step.detail}</small>
                </span>
                <StateLine icon={step.ok ? CircleCheck : TriangleAlert} tone={step.ok ? 'ok' : 'bad'}>
                  {step.ok ? text.works : text.needsYou}
                </StateLine>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  )
}
