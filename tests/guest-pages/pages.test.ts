import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pageAnswer } from '../../electron/services/guest-pages/answer.ts'
import type { PageModel } from '../../electron/services/guest-pages/page-model.ts'
import { languageFor, renderPage } from '../../electron/services/guest-pages/pages/index.ts'
import { catalogue } from '../../electron/services/guest-pages/words/index.ts'
import { door, frame, pages, room } from '../support/guest-page-models.ts'

const languages = [...catalogue.keys()]
const htmlOf = (model: PageModel, language = 'en'): string => renderPage({ ...frame, language }, model).html
const everyPage = languages.flatMap((language) =>
  Object.entries(pages).map(([name, model]) => ({ name: `${name} in ${language}`, html: htmlOf(model, language) })),
)
const attributes = (html: string): string => (html.match(/<[^>]+>/g) ?? []).join('\n')
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('what others wrote', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='a'> & co`
  const made: readonly PageModel[] = [
    { is: 'reference', typed: hostile, fault: null },
    {
      is: 'proof',
      reference: hostile,
      shown: { who: hostile, arrivalDate: hostile, departureDate: hostile },
      fault: 'no-match',
    },
    {
      is: 'check-in',
      units: [{ ...room.units[0]!, name: hostile }],
      form: { name: hostile, phone: hostile, email: hostile, comesAt: hostile, consent: true },
      faults: [],
      knows: { name: false, phone: false },
      photos: room.photos,
    },
    { is: 'confirm-unlock', door: door(hostile, 'works', true) },
    {
      is: 'room',
      room: {
        ...room,
        guestName: hostile,
        units: [{ ...room.units[0]!, name: hostile }],
        pins: [
          { pin: '507284', doors: [hostile, hostile] },
          { pin: '118822', doors: [hostile] },
        ],
        doors: [{ ...door(hostile, 'works'), unit: hostile }],
        wifi: { name: hostile, password: hostile },
        notes: hostile,
        said: { is: 'opened', door: hostile },
      },
    },
  ]

  it.each(made)('stays text on the page $is', (model) => {
    const { html } = renderPage({ ...frame, houseName: hostile, deskPhone: null }, model)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img')
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html.match(/<script>/g)).toHaveLength(1)
  })

  it('a name that holds braces is not filled in again', () => {
    expect(htmlOf({ is: 'room', room: { ...room, guestName: '{} Okonkwo' } })).toContain(
      'Welcome, <bdi>{} Okonkwo</bdi>',
    )
  })

  it('notes keep their lines', () => {
    const html = htmlOf(pages.room!)
    expect(html).toContain('Breakfast from 7:30 in the yard.\nPlease keep')
    expect(html).toMatch(/\.notes\{[^}]*white-space:pre-line/)
  })
})

describe('secrecy', () => {
  it.each(languages)('no PIN and no password stands in a title, an address or an attribute (%s)', (language) => {
    const html = htmlOf(pages['room-two-pins']!, language)
    expect(html).toContain('<span>507</span><span>284</span>')
    for (const secret of ['507284', '507', '5 0 7 2', '80125519', '8 0 1 2', 'blue-lantern-42'])
      expect([secret, attributes(html).includes(secret)]).toEqual([secret, false])
    expect(/<title>(.*)<\/title>/.exec(html)?.[1]).not.toMatch(/\d|Okonkwo/)
  })

  it('the same stands on the page that asks who it is for every reference', () => {
    const asked = (reference: string) =>
      htmlOf({
        is: 'proof',
        reference,
        shown: { who: '', arrivalDate: '', departureDate: '' },
        fault: null,
      }).replaceAll(reference, '')
    expect(asked('1234567890')).toBe(asked('HMABCDEF12'))
  })
})

describe('policy', () => {
  it.each(everyPage)('$name needs nothing but what its hashes name, and no inline style or handler', ({ html }) => {
    const model = {
      style: /<style>([\s\S]*?)<\/style>/.exec(html)![1]!,
      script: /<script>([\s\S]*?)<\/script>/.exec(html)![1]!,
    }
    const policy = pageAnswer(200, { html, ...model }).headers!['content-security-policy']!
    const rendered = pageAnswer(200, renderPage(frame, pages.room!)).headers!['content-security-policy']!
    expect(rendered).toBe(policy)
    expect(policy).toContain(`style-src ${hashOf(model.style)}`)
    expect(policy).toContain(`script-src ${hashOf(model.script)}`)
    expect(attributes(html)).not.toMatch(/\s(style|on\w+|src)=/)
    expect(html).not.toMatch(/https?:\/\//)
  })

  it.each(everyPage)('every form of $name goes to this page by POST', ({ html }) => {
    for (const form of html.match(/<form[^>]*>/g) ?? []) {
      expect(form).toContain('method="post"')
      expect(/action="([^"]*)"/.exec(form)?.[1]).toBe(frame.action)
    }
  })
})

describe('words', () => {
  /** Every sentence by where it stands. */
  const wordsIn = (part: unknown, path = ''): readonly (readonly [string, string])[] =>
    typeof part === 'string'
      ? [[path, part]]
      : Object.entries(part as object).flatMap(([key, value]) => wordsIn(value, `${path}/${key}`))
  const english = new Map(wordsIn(catalogue.get('en')))

  it.each(languages)('%s says all that English says, with the same gaps to fill', (language) => {
    const all = new Map(wordsIn(catalogue.get(language)))
    expect([...all.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [path, words] of all) {
      expect([path, words.trim()]).toEqual([path, words])
      expect([path, words === '']).toEqual([path, false])
      expect([path, words.split('{}').length]).toEqual([path, english.get(path)!.split('{}').length])
    }
  })

  it.each(everyPage)('$name leaves no gap open', ({ html }) => {
    expect(html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')).not.toMatch(/\{\}|undefined|\[object/)
  })

  it.each([
    [null, null, 'en'],
    ['de', 'fr', 'de'],
    ['xx', 'fr;q=0.5, it;q=0.9', 'it'],
    [null, 'de-CH, fr;q=0.9', 'de'],
    [null, 'pt-BR, es;q=0.8, en;q=0.7', 'es'],
    [null, 'en;q=0.3, FR ; q=0.8', 'fr'],
    [null, 'de;q=0, it;q=0.1', 'it'],
    [null, 'ja, *;q=0.1', 'en'],
    ['DE-at', null, 'de'],
    [null, 'de;q=nonsense', 'de'],
  ])('chosen %s and accepted %s is %s', (chosen, accepted, language) => {
    expect(languageFor(chosen, accepted)).toBe(language)
  })

  it('every page leads to itself in every language, without its old one', () => {
    const { html } = renderPage({ ...frame, language: 'de', action: '/g?lang=de' }, pages.reference!)
    const links = [...html.matchAll(/href="(\/g\?lang=\w+)"/g)].map(([, link]) => link)
    expect(links).toEqual(languages.map((language) => `/g?lang=${language}`))
  })
})

describe('the room page', () => {
  it.each(languages)('is under 30 KB in %s', (language) => {
    for (const name of ['room', 'room-ahead', 'room-two-pins'])
      expect(Buffer.byteLength(htmlOf(pages[name]!, language))).toBeLessThan(30_000)
  })

  it('says "works" of a door only where it works, in words and by its drawing', () => {
    for (const state of ['ready', 'soon', 'later', 'desk', 'key'] as const) {
      const html = htmlOf({ is: 'room', room: { ...room, doors: [door('Front door', state)] } })
      const row = /<li class="door"[\s\S]*?<\/li>/.exec(html)![0]
      expect(row).toContain(`#i-state-${state}"`)
      expect(row).not.toContain('PIN works<')
    }
  })

  it('has a button for doors that may be opened now, hidden for the others', () => {
    const html = htmlOf(pages.room!)
    const rows = html.match(/<li class="door"[\s\S]*?<\/li>/g)!
    expect(rows.map((row) => /<form hidden/.test(row))).toEqual([false, false, true])
    expect(rows.map((row) => /<a hidden/.test(row))).toEqual([true, true, false])
  })

  it('says when the PIN appears before its time, and shows none', () => {
    expect(htmlOf(pages['room-ahead']!)).toContain('Your PIN appears here on <b>Saturday 21 November, 14:00</b>.')
    expect(htmlOf(pages['room-ahead']!, 'de')).toContain(
      'Ihre PIN erscheint hier am <b>Samstag, 21. November, 14:00</b>.',
    )
  })

  it('asks which room a message is about only where there are several', () => {
    expect(htmlOf(pages.room!)).toContain('<select id="stay"')
    const one = htmlOf({ is: 'room', room: { ...room, units: [room.units[0]!] } })
    expect(one).not.toContain('<select')
    expect(one).toContain('<input type="hidden" name="stay" value="stay-101">')
  })
})

describe('the check-in form', () => {
  it('keeps what was typed and says what is wrong beside each field', () => {
    const html = htmlOf(pages['check-in-faults']!)
    expect(html).toContain('value="adaeze@"')
    for (const [name, fault] of [
      ['name', 'Please type your name.'],
      ['email', 'This e-mail address is not complete.'],
    ] as const) {
      expect(html).toMatch(
        new RegExp(`<input id="${name}"[^>]*aria-describedby="[^"]*${name}-fault"[^>]*aria-invalid="true"`),
      )
      expect(html).toMatch(new RegExp(`id="${name}-fault">.*?${fault}`))
      expect(html).toContain(`<a href="#${name}">${fault}</a>`)
    }
  })

  it('asks for photos only where the house does', () => {
    expect(htmlOf(pages['check-in']!)).toContain('accept="image/jpeg,image/png,image/webp"')
    expect(htmlOf(pages['check-in-faults']!)).not.toContain('type="file"')
  })
})
