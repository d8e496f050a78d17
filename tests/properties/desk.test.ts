import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Happening, happening, house, openModel } from './desk-model.ts'

/** The long form: `LATCHKEY_CAMPAIGN=1`, some minutes; the short form belongs to every run of the suite. */
const long = process.env.LATCHKEY_CAMPAIGN === '1'
const seed = process.env.LATCHKEY_SEED === undefined ? undefined : Number(process.env.LATCHKEY_SEED)
/** With the seed: one told counterexample again, at once. */
const path = process.env.LATCHKEY_PATH

describe('whatever the desk does, in whatever order', () => {
  it(
    'parties keep apart, codes follow the stays, refusals change nothing, and the locks end as the desk means them',
    async () => {
      const seen = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(
          house,
          fc.array(happening, { minLength: 10, maxLength: long ? 60 : 40, size: 'max' }),
          async (options, steps) => {
            const model = openModel(options, long)
            const story: string[] = []
            try {
              for (const step of steps as Happening[]) {
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
          numRuns: long ? 3_000 : 30,
          // Of the search for a smaller counterexample too: a failure is told in time.
          interruptAfterTimeLimit: long ? Number(process.env.LATCHKEY_LIMIT_S ?? 540) * 1000 : 25_000,
          ...(seed === undefined ? {} : { seed }),
          ...(path === undefined ? {} : { path }),
        },
      )
      if (long) console.table([...seen].sort())
      const tries = (kind: string): number =>
        [...seen].reduce((sum, [what, times]) => sum + (what.startsWith(`${kind} `) ? times : 0), 0)
      // However busy the computer: one story was told to its end. What was tried often enough must also have been done,
      // since a model that only ever refuses proves nothing.
      expect([...seen.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThanOrEqual(10)
      for (const kind of ['add', 'arrive', 'cancel', 'move', 'undo', 'reissue'])
        if (tries(kind) >= 60) expect([...seen.keys()]).toContain(`${kind} done`)
    },
    long ? 11 * 60_000 : 120_000,
  )
})
