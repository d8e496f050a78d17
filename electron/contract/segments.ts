/** How many SMS a text costs, for the screen that counts while somebody writes: the same rule as when it is sent. */
export { countSegments, type SegmentCount } from '../domain/segments.ts'
