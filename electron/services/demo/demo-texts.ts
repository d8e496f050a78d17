/** What guests and desk of the demo house have written to each other. All of it is invented, also the phones. */

/** When: so many minutes before the demo was made, or on a day (0 is today) at a time of the house. */
export type DemoMoment = { readonly ago: number } | { readonly day: number; readonly time: string }

export type DemoText = { readonly phone: string; readonly when: DemoMoment } & (
  | {
      readonly kind: 'guest'
      readonly body: string
      /** Nobody at the desk has opened it yet. */
      readonly unread?: boolean
      readonly scarf?: boolean
    }
  | {
      readonly kind: 'desk'
      /** The unit whose conversation it is written in; null for the general one. */
      readonly unit: string | null
      readonly by: string
      readonly body: string
      /** Twilio's code; without one it was delivered. */
      readonly fault?: number
    }
  | { readonly kind: 'note'; readonly unit: string; readonly by: string; readonly body: string }
  /** Is to leave later: `when` is in days to come. */
  | { readonly kind: 'later'; readonly unit: string; readonly by: string; readonly body: string }
  /** The desk has put the conversation away. */
  | { readonly kind: 'done'; readonly unit: string; readonly by: string }
)

const adaeze = '+12025550117'
const annegret = '+12025550118'
const tomas = '+12025550119'
const siobhan = '+12025550120'
const zoe = '+12025550122'
const emile = '+12025550124'
const layla = '+12025550125'
const margit = '+12025550129'
const priya = '+12025550130'
const sinead = '+12025550143'
const daryna = '+12025550148'
const stranger = '+12025550166'

const ago = (minutes: number): DemoMoment => ({ ago: minutes })
const on = (day: number, time: string): DemoMoment => ({ day, time })
const guest = (
  phone: string,
  when: DemoMoment,
  body: string,
  more: { readonly unread?: boolean; readonly scarf?: boolean } = {},
): DemoText => ({ phone, when, kind: 'guest', body, ...more })
const desk = (
  phone: string,
  when: DemoMoment,
  unit: string | null,
  by: string,
  body: string,
  fault?: number,
): DemoText => ({ phone, when, kind: 'desk', unit, by, body, ...(fault === undefined ? {} : { fault }) })
const kept =
  (kind: 'note' | 'later') =>
  (phone: string, when: DemoMoment, unit: string, by: string, body: string): DemoText => ({
    phone,
    when,
    kind,
    unit,
    by,
    body,
  })
const note = kept('note')
const later = kept('later')
const done = (phone: string, when: DemoMoment, unit: string, by: string): DemoText => ({
  phone,
  when,
  kind: 'done',
  unit,
  by,
})

const lostScarf: readonly DemoText[] = [
  guest(emile, on(-5, '09:10'), 'Merci, 101 is just as nice. We leave at ten tomorrow.'),
  desk(emile, on(-9, '18:40'), '201', 'Yusuf', 'Good evening. Do you have all you need?'),
  guest(emile, on(-9, '18:52'), 'Yes, it is lovely here. Merci !'),
  guest(
    emile,
    ago(11),
    'Hello! I think I left my grey scarf in the wardrobe, the one by the window. Could you have a look?',
  ),
  guest(emile, ago(10), 'It looks like this:', { scarf: true }),
  desk(emile, ago(8), '101', 'Dana', 'Hello Émile, we are having a look now.'),
  note(emile, ago(4), '101', 'Dana', 'Yusuf found it in 201. Lost property, shelf 2.'),
  desk(emile, ago(3), '101', 'Dana', 'We have your scarf. We can post it, or keep it here for you.'),
  later(emile, on(2, '09:00'), '101', 'Dana', 'A reminder: we keep your scarf for four weeks.'),
]

const twoApartments: readonly DemoText[] = [
  desk(adaeze, on(-1, '19:05'), '101', 'Dana', 'Hello Adaeze, both apartments will be ready at 15:30 tomorrow.'),
  guest(adaeze, ago(38), 'We land at two, could we come a little earlier?', { unread: true }),
  desk(adaeze, ago(33), '102', 'Yusuf', 'Your sister can open 102 and the front door with the same code.'),
  guest(adaeze, ago(21), 'Thank you. My sister has her own phone, can you add it?', { unread: true }),
]

export const demoTexts: readonly DemoText[] = [
  ...lostScarf,
  ...twoApartments,
  guest(zoe, ago(44), 'Can we leave our bags with you until six?', { unread: true }),
  desk(tomas, ago(62), '103', 'Dana', 'We kept your apartment ready. When may we expect you?', 30003),
  guest(layla, ago(114), 'شكرا، نصل حوالي العاشرة مساء'),
  guest(stranger, ago(147), 'Hi, do you have a cot? We would come in March.'),
  guest(siobhan, ago(262), 'The kitchen tap drips a little, no hurry.'),
  desk(siobhan, ago(246), 'Loft', 'Dana', 'Thank you for telling us. The plumber comes at four, is that all right?'),
  guest(siobhan, ago(243), 'Perfect.'),
  guest(annegret, on(-1, '18:22'), 'Wir kommen mit drei Fahrzeugen. Gibt es Parkplätze?'),
  desk(annegret, on(-1, '18:31'), '201', 'Dana', 'Guten Abend! Drei Plätze im Hof sind für Sie frei.'),
  guest(daryna, on(-1, '12:08'), 'Дякуємо, дуже гарна квартира! О котрій треба виїхати?'),
  desk(daryna, on(-1, '12:15'), '202', 'Yusuf', 'Check-out is at 11:00.'),
  guest(margit, on(-2, '09:47'), 'Can we have two single beds in 203?'),
  desk(margit, on(-2, '10:02'), '103', 'Dana', 'Yes. We make up two single beds in 203.'),
  guest(priya, on(-2, '16:30'), 'Is there a desk to work at?'),
  desk(priya, on(-2, '16:41'), '203', 'Yusuf', 'There is, by the window, with fast Wi-Fi.'),
  guest(sinead, on(-4, '10:21'), 'We had a lovely few days. Thank you all!'),
  desk(sinead, on(-4, '10:30'), '202', 'Dana', 'Safe journey home.'),
  done(sinead, on(-4, '10:31'), '202', 'Dana'),
]

/** What guests in the house write by themselves, in this order, while the demo is open. */
export const guestVoices: readonly string[] = [
  'Hello, which bin is for glass?',
  'Is there an iron in the apartment?',
  'Could we have two more towels?',
  'Where is the nearest pharmacy?',
  'The Wi-Fi is a bit slow tonight.',
  'May we check out an hour later?',
  'Is there a place for our bicycles?',
  'Thank you, we found everything.',
  'Can you recommend a place for dinner?',
  'How do I turn up the heating?',
  'A friend visits this evening, is that all right?',
  'Can I get an invoice with the company’s name?',
]
