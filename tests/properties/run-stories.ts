import fc from 'fast-check'

/** The long form: `LATCHKEY_CAMPAIGN=1`, some minutes; the short form belongs to every run of the suite. */
export const long = process.env.LATCHKEY_CAMPAIGN === '1'
const seed = process.env.LATCHKEY_SEED === undefined ? undefined : Number(process.env.LATCHKEY_SEED)
/** With the seed: one told counterexample again, at once. */
const path = process.env.LATCHKEY_PATH

type StoryModel<Step> = {
  readonly test: { readonly close: () => void }
  readonly step: (step: Step) => Promise<string>
  readonly check: () => void
  readonly quiesce: () => Promise<void>
}

export type Stories<Setting, Step> = {
  readonly setting: fc.Arbitrary<Setting>
  readonly step: fc.Arbitrary<Step>
  readonly open: (setting: Setting) => StoryModel<Step>
  readonly shortMs: number
  readonly longRuns: number
}

/** Tells random stories and checks the model after each step and at rest. Answers how often each step ended how. */
export async function runStories<Setting, Step extends { readonly kind: string }>(
  stories: Stories<Setting, Step>,
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(
      stories.setting,
      fc.array(stories.step, { minLength: 10, maxLength: long ? 60 : 40, size: 'max' }),
      async (setting, steps) => {
        const model = stories.open(setting)
        const story: string[] = []
        try {
          for (const step of steps) {
            const outcome = await model.step(step)
            story.push(`${JSON.stringify(step)} -> ${outcome}`)
            seen.set(`${step.kind} ${outcome}`, (seen.get(`${step.kind} ${outcome}`) ?? 0) + 1)
            model.check()
          }
          await model.quiesce()
        } catch (error) {
          throw new Error(`${(error as Error).message}\n${story.join('\n')}`, { cause: error })
        } finally {
          model.test.close()
        }
      },
    ),
    {
      numRuns: long ? stories.longRuns : 30,
      // Of the search for a smaller counterexample too: a failure is told in time.
      interruptAfterTimeLimit: long ? Number(process.env.LATCHKEY_LIMIT_S ?? 540) * 1000 : stories.shortMs,
      ...(seed === undefined ? {} : { seed }),
      ...(path === undefined ? {} : { path }),
    },
  )
  if (long) console.table([...seen].sort())
  return seen
}

/**
 * The verdict on a model itself. However busy the computer: one story was told to its end. What was tried often enough
 * must also have been done, since a model that only ever refuses proves nothing.
 */
export function neverDone(
  seen: ReadonlyMap<string, number>,
  done: Readonly<Record<string, string>>,
): readonly string[] {
  const tries = (kind: string): number =>
    [...seen].reduce((sum, [what, times]) => sum + (what.startsWith(`${kind} `) ? times : 0), 0)
  const total = [...seen.values()].reduce((sum, times) => sum + times, 0)
  const missing = Object.entries(done).filter(([kind, outcome]) => tries(kind) >= 60 && !seen.has(`${kind} ${outcome}`))
  return [...(total < 10 ? ['anything'] : []), ...missing.map(([kind]) => kind)]
}
