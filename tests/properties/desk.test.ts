import type fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Happening, happening, house, openModel } from './desk-model.ts'
import { long, neverDone, runStories } from './run-stories.ts'

const done = { add: 'done', arrive: 'done', cancel: 'done', move: 'done', undo: 'done', reissue: 'done' }

describe('whatever the desk does, in whatever order', () => {
  it(
    'parties keep apart, codes follow the stays, refusals change nothing, and the locks end as the desk means them',
    async () => {
      const seen = await runStories({
        setting: house,
        step: happening as fc.Arbitrary<Happening>,
        open: (options) => openModel(options, long),
        shortMs: 25_000,
        longRuns: 3_000,
      })
      expect(neverDone(seen, done)).toEqual([])
    },
    long ? 11 * 60_000 : 120_000,
  )
})
