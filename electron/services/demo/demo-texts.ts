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

const lostScarf: readonly DemoText[] = [
  {
    phone: emile,
    when: { day: -5, time: '09:10' },
    kind: 'guest',
    body: 'Merci, 101 is just as nice. We leave at ten tomorrow.',
  },
  {
    phone: emile,
    when: { day: -9, time: '18:40' },
    kind: 'desk',
    unit: '201',
    by: 'Yusuf',
    body: 'Good evening. Do you have all you need?',
  },
  { phone: emile, when: { day: -9, time: '18:52' }, kind: 'guest', body: 'Yes, it is lovely here. Merci !' },
  {
    phone: emile,
    when: { ago: 11 },
    kind: 'guest',
    body: 'Hello! I think I left my grey scarf in the wardrobe, the one by the window. Could you have a look?',
  },
  { phone: emile, when: { ago: 10 }, kind: 'guest', body: 'It looks like this:', scarf: true },
  {
    phone: emile,
    when: { ago: 8 },
    kind: 'desk',
    unit: '101',
    by: 'Dana',
    body: 'Hello Émile, we are having a look now.',
  },
  {
    phone: emile,
    when: { ago: 4 },
    kind: 'note',
    unit: '101',
    by: 'Dana',
    body: 'Yusuf found it in 201. Lost property, shelf 2.',
  },
  {
    phone: emile,
    when: { ago: 3 },
    kind: 'desk',
    unit: '101',
    by: 'Dana',
    body: 'We have your scarf. We can post it, or keep it here for you.',
  },
  {
    phone: emile,
    when: { day: 2, time: '09:00' },
    kind: 'later',
    unit: '101',
    by: 'Dana',
    body: 'A reminder: we keep your scarf for four weeks.',
  },
]

const twoApartments: readonly DemoText[] = [
  {
    phone: adaeze,
    when: { day: -1, time: '19:05' },
    kind: 'desk',
    unit: '101',
    by: 'Dana',
    body: 'Hello Adaeze, both apartments will be ready at 15:30 tomorrow.',
  },
  {
    phone: adaeze,
    when: { ago: 38 },
    kind: 'guest',
    body: 'We land at two, could we come a little earlier?',
    unread: true,
  },
  {
    phone: adaeze,
    when: { ago: 33 },
    kind: 'desk',
    unit: '102',
    by: 'Yusuf',
    body: 'Your sister can open 102 and the front door with the same code.',
  },
  {
    phone: adaeze,
    when: { ago: 21 },
    kind: 'guest',
    body: 'Thank you. My sister has her own phone, can you add it?',
    unread: true,
  },
]

export const demoTexts: readonly DemoText[] = [
  ...lostScarf,
  ...twoApartments,
  {
    phone: zoe,
    when: { ago: 44 },
    kind: 'guest',
    body: 'Can we leave our bags with you until six?',
    unread: true,
  },
  {
    phone: tomas,
    when: { ago: 62 },
    kind: 'desk',
    unit: '103',
    by: 'Dana',
    body: 'We kept your apartment ready. When may we expect you?',
    fault: 30003,
  },
  { phone: layla, when: { ago: 114 }, kind: 'guest', body: 'شكرا، نصل حوالي العاشرة مساء' },
  { phone: stranger, when: { ago: 147 }, kind: 'guest', body: 'Hi, do you have a cot? We would come in March.' },
  { phone: siobhan, when: { ago: 262 }, kind: 'guest', body: 'The kitchen tap drips a little, no hurry.' },
  {
    phone: siobhan,
    when: { ago: 246 },
    kind: 'desk',
    unit: 'Loft',
    by: 'Dana',
    body: 'Thank you for telling us. The plumber comes at four, is that all right?',
  },
  { phone: siobhan, when: { ago: 243 }, kind: 'guest', body: 'Perfect.' },
  {
    phone: annegret,
    when: { day: -1, time: '18:22' },
    kind: 'guest',
    body: 'Wir kommen mit drei Fahrzeugen. Gibt es Parkplätze?',
  },
  {
    phone: annegret,
    when: { day: -1, time: '18:31' },
    kind: 'desk',
    unit: '201',
    by: 'Dana',
    body: 'Guten Abend! Drei Plätze im Hof sind für Sie frei.',
  },
  {
    phone: daryna,
    when: { day: -1, time: '12:08' },
    kind: 'guest',
    body: 'Дякуємо, дуже гарна квартира! О котрій треба виїхати?',
  },
  {
    phone: daryna,
    when: { day: -1, time: '12:15' },
    kind: 'desk',
    unit: '202',
    by: 'Yusuf',
    body: 'Check-out is at 11:00.',
  },
  { phone: margit, when: { day: -2, time: '09:47' }, kind: 'guest', body: 'Can we have two single beds in 203?' },
  {
    phone: margit,
    when: { day: -2, time: '10:02' },
    kind: 'desk',
    unit: '103',
    by: 'Dana',
    body: 'Yes. We make up two single beds in 203.',
  },
  { phone: priya, when: { day: -2, time: '16:30' }, kind: 'guest', body: 'Is there a desk to work at?' },
  {
    phone: priya,
    when: { day: -2, time: '16:41' },
    kind: 'desk',
    unit: '203',
    by: 'Yusuf',
    body: 'There is, by the window, with fast Wi-Fi.',
  },
  { phone: sinead, when: { day: -4, time: '10:21' }, kind: 'guest', body: 'We had a lovely few days. Thank you all!' },
  {
    phone: sinead,
    when: { day: -4, time: '10:30' },
    kind: 'desk',
    unit: '202',
    by: 'Dana',
    body: 'Safe journey home.',
  },
  { phone: sinead, when: { day: -4, time: '10:31' }, kind: 'done', unit: '202', by: 'Dana' },
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
