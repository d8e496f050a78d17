import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Occurrence, occurrence, openCodesModel, setting } from './codes-model.ts'

/** The long form: `LATCHKEY_CAMPAIGN=1`; the short form belongs to every run of the suite. */
const long = process.env.LATCHKEY_CAMPAIGN === '1'
const seed = process.env.LATCHKEY_SEED === undefined ? undefined : Number(process.env.LATCHKEY_SEED)

describe('whatever the locks do', () => {
  it(
    'they end holding exactly what is meant: no code lost, doubled, left behind, clashing, or changed under a guest',
    async () => {
      const seen = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(
          setting,
          fc.array(occurrence, { minLength: 10, maxLength: long ? 60 : 40, size: 'max' }),
          async (options, steps) => {
            const model = openCodesModel(options)
            const story: string[] = []
            try {
              for (const what of steps as Occurrence[]) {
                const outcome = await model.step(what)
                story.push(`${JSON.stringify(what)} -> ${outcome}`)
                seen.set(`${what.kind} ${outcome}`, (seen.get(`${what.kind} ${outcome}`) ?? 0) + 1)
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
          numRuns: long ? 5_000 : 30,
          interruptAfterTimeLimit: long ? Number(process.env.LATCHKEY_LIMIT_S ?? 540) * 1000 : 20_000,
          ...(seed === undefined ? {} : { seed }),
        },
      )
      if (long) console.table([...seen].sort())
      // A model in which nothing happens proves nothing.
      for (const done of ['book done', 'arrive done', 'work worked', 'meddle done', 'moods set'])
        expect([...seen.keys()]).toContain(done)
    },
    long ? 11 * 60_000 : 90_000,
  )
})
