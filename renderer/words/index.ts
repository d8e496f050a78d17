import { en } from './en/index.ts'

/** Another language is another folder of this shape, chosen here. */
export type Words = typeof en

export const words: Words = en
