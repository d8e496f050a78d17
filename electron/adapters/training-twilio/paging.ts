/**
 * Pages as Twilio gives them: Conversations with an absolute `next_page_url` on Twilio's own host, the older interface
 * with a path. The token names the last item shown, so a page stays right while items are added.
 */
import type { Call } from './call.ts'

export type Paged<Item> = { readonly items: readonly Item[]; readonly next: string | null; readonly size: number }

/** Cuts the asked page out of `all`, which stands in the order of listing; `key` names an item for ever. */
export function pageOf<Item>(
  call: Call,
  all: readonly Item[],
  key: (item: Item) => string,
  defaultSize = 50,
): Paged<Item> {
  const size = Number(call.query.get('PageSize') ?? defaultSize)
  const token = call.query.get('PageToken')
  const from = token === null ? 0 : all.findIndex((item) => `PA${key(item)}` === token) + 1
  const items = all.slice(from, from + size)
  const last = items.at(-1)
  if (last === undefined || from + size >= all.length) return { items, next: null, size }
  const query = new URLSearchParams(call.query)
  query.set('PageSize', String(size))
  query.set('Page', String(Number(call.query.get('Page') ?? 0) + 1))
  query.set('PageToken', `PA${key(last)}`)
  return { items, next: `${call.path}?${query}`, size }
}

/** A page of Conversations v1 under the word of its list. */
export function conversationsPage<Item>(
  call: Call,
  word: string,
  page: Paged<Item>,
  show: (item: Item) => unknown,
): unknown {
  const host = 'https://conversations.twilio.com'
  const self = `${host}${call.path}?PageSize=${page.size}&Page=${call.query.get('Page') ?? 0}`
  return {
    meta: {
      page: Number(call.query.get('Page') ?? 0),
      page_size: page.size,
      first_page_url: `${host}${call.path}?PageSize=${page.size}&Page=0`,
      previous_page_url: null,
      url: self,
      next_page_url: page.next === null ? null : host + page.next,
      key: word,
    },
    [word]: page.items.map(show),
  }
}

/** A page of the interface of 2010-04-01. */
export function accountPage<Item>(call: Call, word: string, page: Paged<Item>, show: (item: Item) => unknown): unknown {
  return {
    page: Number(call.query.get('Page') ?? 0),
    page_size: page.size,
    start: 0,
    end: Math.max(0, page.items.length - 1),
    uri: call.path,
    first_page_uri: `${call.path}?PageSize=${page.size}&Page=0`,
    previous_page_uri: null,
    next_page_uri: page.next,
    [word]: page.items.map(show),
  }
}
