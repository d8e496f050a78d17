/** Texting in the settings: the account at Twilio, the way in from the Internet, and the texts the desk has ready. */
import { count } from './counts.ts'

export const texting = {
  off: 'Texting is off',
  offLead:
    'Guests’ texts come to the Inbox once this house has an account and a number at Twilio. Bookings, codes and slips work without.',
  noToken: 'The token of the Twilio account cannot be read',
  noTokenLead: 'Nothing is sent and nothing comes in until it is given again below. What waits to be sent is kept.',
  demo: 'In the demo house Twilio is played by this computer',
  demoLead: 'No text leaves it. Guests write by themselves now and then, and what the desk sends is delivered.',
  account: 'Twilio account',
  numbers: 'Numbers',
  wayIn: 'Way in from the Internet',
  wayInLead:
    'Twilio brings texts to this desk at a public address. When it is down nothing is lost: the desk asks Twilio instead.',

  /** Rows of how it stands. */
  noAddress: 'None; the desk asks Twilio every 5 minutes',
  copy: 'Copy',
  copied: 'Copied',
  tunnelStates: { up: 'Open', starting: 'Opening', down: 'Down', off: 'Off' },
  openSince: (time: string) => `since ${time}`,
  webhook: 'Twilio sends to',
  webhookStates: {
    ours: 'This desk',
    foreign: 'Another address',
    unset: 'Nowhere yet',
    unknown: 'Not looked up yet',
  },
  checkedAt: (time: string) => `looked up ${time}`,
  lastCatchUp: 'Last full look',
  catchUpNever: 'Not yet',
  catchUpFound: (number: number) =>
    number === 0 ? 'nothing was missing' : `${count(number, 'text', 'texts')} fetched`,
  catchUpNow: 'Look now',
  rejected: 'Turned away',
  rejectedNone: 'Nothing',
  rejectedParts: {
    signature: (number: number) => `${number} not signed by Twilio`,
    account: (number: number) => `${number} of another account`,
    size: (number: number) => `${number} too large`,
    rate: (number: number) => `${number} too many at once`,
  },
  foreignTitle: 'Twilio still has the address of another program',
  foreignLead:
    'Until it is replaced, texts arrive here up to 5 minutes late; none is lost. If another program uses it on purpose, leave it.',
  foreignNow: 'Twilio sends to',
  replace: 'Point Twilio to this desk',
  numberForeign: (phone: string) => `Texts to ${phone} also go to another address`,
  replaceNumber: 'Replace it',
  preHookTitle: 'Another program may stop texts before they reach anyone',
  preHookLead:
    'A “pre-event webhook” is set at Twilio. When that program does not answer, Twilio drops guests’ texts. Clear it in Twilio’s console under Conversations, Defaults.',

  /** One line for each of our numbers. */
  autocreation: {
    on: 'New senders reach the Inbox',
    off: 'New senders are not taken in yet',
    unknown: 'Not looked up yet',
  },
  enable: 'Take new senders in',
  noNumbers: 'No number yet',

  accountSid: 'Account SID',
  accountSidHint: 'Begins with AC; it stands on the first page of Twilio’s console',
  authToken: 'Auth token',
  authTokenHint: 'It is kept sealed and never shown again',
  authTokenKept: 'A token is kept. Type another one to replace it; the old one is still believed for a day',
  find: 'Find my numbers',
  finding: 'Asking Twilio',
  found: (number: number) =>
    number === 0
      ? 'The account answers, and has no number'
      : `The account answers: ${count(number, 'number', 'numbers')}`,
  takeNumber: (phone: string) => `Use ${phone}`,
  addNumber: 'Add a number',
  addNumberHint: 'As guests see it, with + and the country code',
  ourNumbers: 'Numbers that guests write to',
  mode: 'Who is in the conversation',
  modes: {
    desk: 'Guest and desk',
    deskLead: 'Staff write from the Inbox; guests see one number.',
    group: 'A group with the managers’ phones',
    groupLead:
      'Managers can answer from their own phones, and everybody sees everybody’s number. Only for +1 numbers; other guests are written to one by one.',
  },
  authority: 'Where Twilio keeps the texts',
  authorities: {
    conversations: 'Conversations',
    conversationsLead: 'The usual choice. Pictures, receipts and groups come along.',
    messaging: 'Programmable Messaging',
    messagingLead: 'For a number that another Twilio program must share.',
  },

  kinds: {
    ngrok: 'ngrok, opened by Latchkey',
    ngrokLead: 'Needs a free ngrok account. Nothing has to be changed at the router.',
    url: 'An address of our own',
    urlLead: 'A server or router of the house already leads an https address to this computer.',
    none: 'None',
    noneLead: 'The desk asks Twilio every 5 minutes. Texts come a little later.',
  },
  ngrokToken: 'ngrok authtoken',
  ngrokTokenHint: 'It is kept sealed and never shown again',
  ngrokTokenKept: 'A token is kept. Type another one to replace it',
  domain: 'Domain',
  domainHint: 'As reserved at ngrok; empty for an address that changes',
  url: 'Public address',
  urlHint: 'Begins with https://',
  lacks: {
    sid: 'The account SID is AC and 32 letters or digits',
    token: 'The auth token is missing',
    numbers: 'Choose at least one number',
    url: 'The public address begins with https://',
  },
  switchOff: 'Switch texting off',
  switchOffLead: 'Then nothing is sent or fetched. Conversations and the settings of the way in are kept.',

  test: 'Test of the whole path',
  testLead: 'Sends a signed question to the public address and reads back what Twilio knows. No guest is written to.',
  runTest: 'Test now',
  testing: 'Testing',
  testOf: (works: number, of: number) => `${works} of ${of} work`,
  steps: {
    tunnel: 'The way in is open',
    listener: 'This desk answers from outside',
    signature: 'A forged text is refused, a signed one let in',
    account: 'Twilio knows the account and its numbers',
    webhook: 'Twilio sends texts to this desk',
  },
  works: 'Works',
  needsYou: 'Needs you',
}

export const templates = {
  none: 'No templates yet',
  noneLead: 'A template is a text the desk writes often. Its fields are filled from the booking.',
  add: 'New template',
  edit: (name: string) => `Edit ${name}`,
  remove: (name: string) => `Remove ${name}`,
  removeAsk: (name: string) => `Remove “${name}”?`,
  removeLead: 'Texts that were sent with it stay as they are.',
  newTitle: 'New template',
  editTitle: 'Template',
  name: 'Name',
  nameHint: 'Only the desk sees it',
  language: 'Language',
  body: 'Text',
  fields: 'Put in a field',
  fieldNames: {
    guest: 'Guest',
    unit: 'Apartment',
    units: 'All apartments',
    arrival: 'Arrival',
    departure: 'Departure',
    checkIn: 'Check-in time',
    checkOut: 'Check-out time',
    reference: 'Reference',
    house: 'House',
    address: 'Address',
    doors: 'Doors and PINs',
  },
  free: 'To be typed',
  freeName: 'word',
  unknownField: (names: string) =>
    `There is no field ${names}. Choose one of those below, or {?word} for what the desk types itself.`,
  preview: 'Preview',
  previewOf: (guest: string) => `As ${guest} would get it`,
  previewNothing: 'What is written above appears here as a guest would get it',
  previewNobody: 'Nobody arrives or stays today: the fields stand by their names',
  previewEmpty: (names: string) => `Empty for this guest: ${names}. The desk is asked before it is sent.`,
  missing: 'Give it a name and a text',
}
