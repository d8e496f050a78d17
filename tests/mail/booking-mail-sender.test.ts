import { describe, expect, it } from 'vitest'
import { channelOfSender, type HeaderLine, isVouchedFor } from '../../electron/domain/booking-mail-sender.ts'

const line = (name: string, value: string): HeaderLine => ({ name, value })
const received = line('Received', 'from mail.booking.example (1.2.3.4) by mx.example.com with ESMTPS id 1')
const good = line(
  'Authentication-Results',
  'mx.example.com; spf=pass smtp.mailfrom=booking.com; dkim=pass header.d=booking.com header.s=s1; dmarc=pass',
)
const vouched = (...headers: readonly HeaderLine[]) => isVouchedFor('booking.com', headers, 'imap.example.com')

describe('the sender of a mail', () => {
  it('is a channel by the domain of its one address', () => {
    expect(channelOfSender(['noreply@booking.com'])).toBe('booking.com')
    expect(channelOfSender(['automated@express.airbnb.com'])).toBe('airbnb')
    expect(channelOfSender(['noreply@messages.homeaway.com'])).toBe('vrbo')
    expect(channelOfSender(['noreply@notbooking.com'])).toBeNull()
    expect(channelOfSender(['noreply@booking.com.example.com'])).toBeNull()
    expect(channelOfSender(['a@booking.com', 'b@example.com'])).toBeNull()
    expect(channelOfSender(['booking.com'])).toBeNull()
    expect(channelOfSender([])).toBeNull()
  })

  it.each([
    'guest.booking.com',
    'property.booking.com',
    'mchat.booking.com',
    'a.mchat.booking.com',
    'reply.airbnb.com',
    'guest.airbnb.com',
    'GUEST.BOOKING.COM',
  ])('is none where a guest’s words pass through, as at %s', (relay) => {
    expect(channelOfSender([`1000000001-abcd@${relay}`])).toBeNull()
  })
})

describe('whether the own server vouches for a sender', () => {
  it('does where it found the signature of the channel good', () => {
    expect(vouched(received, good)).toBe(true)
    expect(vouched(good, received)).toBe(true)
    expect(
      vouched(received, line('authentication-results', 'mx.example.com 1; dkim=pass header.i=@mg.booking.com')),
    ).toBe(true)
  })

  it.each([
    ['no result at all', [received]],
    [
      'a signature of somebody else',
      [received, line('Authentication-Results', 'mx.example.com; dkim=pass header.d=evil.example')],
    ],
    [
      'the signature of where guests’ words pass through',
      [received, line('Authentication-Results', 'mx.example.com; dkim=pass header.d=mchat.booking.com')],
    ],
    [
      'that signature by its user',
      [received, line('Authentication-Results', 'mx.example.com; dkim=pass header.i=@guest.booking.com')],
    ],
    [
      'a name that only ends alike',
      [received, line('Authentication-Results', 'mx.example.com; dkim=pass header.d=notbooking.com')],
    ],
    [
      'a signature that is not good',
      [received, line('Authentication-Results', 'mx.example.com; dkim=fail header.d=booking.com')],
    ],
    [
      'only the envelope checked',
      [received, line('Authentication-Results', 'mx.example.com; spf=pass smtp.mailfrom=booking.com')],
    ],
    [
      'the word hidden in a comment',
      [
        received,
        line(
          'Authentication-Results',
          'mx.example.com; dkim=fail (; dkim=pass header.d=booking.com ;) header.d=evil.example',
        ),
      ],
    ],
    [
      'the word hidden in quotes',
      [received, line('Authentication-Results', 'mx.example.com; dkim=fail reason="; dkim=pass header.d=booking.com"')],
    ],
    [
      'a result of a server that it never passed',
      [received, line('Authentication-Results', 'mx.evil.example; dkim=pass header.d=booking.com')],
    ],
    ['a good result below a bad one', [received, line('Authentication-Results', 'mx.example.com; dkim=none'), good]],
    ['a result that names no server', [received, line('Authentication-Results', 'dkim=pass header.d=booking.com')]],
  ])('does not with %s', (_, headers) => {
    expect(vouched(...headers)).toBe(false)
  })

  it('believes no server that only the sender names, further down the way', () => {
    const relay = line('Received', 'from evil.example by relay.evil.example with SMTP')
    const forged = line('Authentication-Results', 'relay.evil.example; dkim=pass header.d=booking.com')
    expect(vouched(received, relay, forged)).toBe(false)
  })

  it('does for a mail that no way lies behind: the server itself put it there', () => {
    expect(vouched(good)).toBe(true)
  })

  it('does not take two owners under one country’s ending for one', () => {
    const by = (host: string) => line('Received', `from somewhere by ${host} with ESMTPS id 1`)
    const says = (host: string) => line('Authentication-Results', `${host}; dkim=pass header.d=booking.com`)
    expect(vouched(by('mx.house.co.uk'), says('mail.house.co.uk'))).toBe(true)
    expect(vouched(by('mx.house.co.uk'), says('mail.forger.co.uk'))).toBe(false)
  })

  it('looks past the names that a mail service has only inside', () => {
    const inside = line('Received', 'from mx4 by compute5.internal (LMTPProxy)')
    const address = line('Received', 'by 2002:a05:6402:1111 with SMTP id x')
    expect(vouched(address, inside, received, good)).toBe(true)
  })

  it('does for Microsoft, whose servers leave their name out', () => {
    const nameless = line(
      'Authentication-Results',
      'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=booking.com; dkim=pass (signature was verified) header.d=booking.com;dmarc=pass',
    )
    expect(isVouchedFor('booking.com', [received, nameless], 'outlook.office365.com')).toBe(true)
    expect(isVouchedFor('booking.com', [received, nameless], 'imap.example.com')).toBe(false)
  })
})
