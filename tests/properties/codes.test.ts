import type fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Occurrence, occurrence, openCodesModel, setting } from './codes-model.ts'
import { long, neverDone, runStories } from './run-stories.ts'

const done = { book: 'done', arrive: 'done', work: 'worked', meddle: 'done', moods: 'set', reissue: 'done' }

describe('whatever the locks do', () => {
  it(
    'they end holding exactly what is meant: no code lost, doubled, left behind, clashing, or changed under a guest',
    async () => {
      const seen = await runStories({
        setting,
        step: occurrence as fc.Arbitrary<Occurrence>,
        open: openCodesModel,
        shortMs: 20_000,
        longRuns: 5_000,
      })
      expect(neverDone(seen, done)).toEqual([])
    },
    long ? 11 * 60_000 : 90_000,
  )
})
