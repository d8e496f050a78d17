/** When which calendar is asked: often, not all at once, and less often while it does not answer. */
import { minutes } from '../../domain/time.ts'

/** Every quarter of an hour, with up to a minute more so that calendars do not come in step. */
export const pollEvery = minutes(15)
const longestWait = minutes(60)

/** How long to leave a calendar alone that has failed so many times in a row. */
export const retryAfter = (failures: number): number => Math.min(longestWait, minutes(2) * 2 ** Math.min(failures, 6))

/** Requests that one host gets at once. */
const perHost = 2

/** Does the work of each, at most two of one host at a time; a slow host holds up no other. */
export async function eachByHost<Item, Answer>(
  items: readonly Item[],
  hostOf: (item: Item) => string,
  work: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const lanes = new Map<string, Item[]>()
  for (const item of items) {
    const host = hostOf(item)
    const lane = lanes.get(host)
    if (lane === undefined) lanes.set(host, [item])
    else lane.push(item)
  }
  const answers: Answer[] = []
  const run = async (lane: Item[]): Promise<void> => {
    for (let item = lane.shift(); item !== undefined; item = lane.shift()) answers.push(await work(item))
  }
  await Promise.all([...lanes.values()].flatMap((lane) => Array.from({ length: perHost }, () => run(lane))))
  return answers
}
