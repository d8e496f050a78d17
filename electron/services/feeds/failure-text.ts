import type { FeedFailure } from '../../domain/calendar-event.ts'

const texts: Record<FeedFailure, string> = {
  unreachable: 'Nobody answers at this address. Check it for a typing error, and that this computer is online.',
  timeout: 'The server did not answer within 30 seconds. Try again later.',
  'http-status': 'The server refused this address. Copy it anew from the channel; such addresses change.',
  'not-a-calendar': 'What came back is no calendar, perhaps a web page. Copy the export address that ends in .ics.',
  'too-large': 'This calendar is larger than 10 MB and was not read.',
  'private-address': 'This address leads into the local network. Allow that for this calendar if it is meant.',
  'not-http': 'A calendar address begins with https:// or http://.',
}

/** Why a calendar could not be read, and what to do. */
export const feedFailureText = (reason: FeedFailure): string => texts[reason]
