/**
 * A word that only this folder's desk can make and answer: the self-test sends it through the public address and knows by
 * the answer that it came back to us. Nothing is kept, so a repetition does no harm.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Desk } from '../desk/index.ts'

const macOf = (desk: Desk, purpose: 'asked' | 'answered', nonce: string): string =>
  desk.store.vault.mac('webhook', `self-test ${purpose} ${nonce}`)

const same = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))

export function makeSelfTestWord(desk: Desk): { readonly word: string; readonly answer: string } {
  const nonce = Buffer.from(desk.random.bytes(12)).toString('hex')
  return { word: `${nonce}.${macOf(desk, 'asked', nonce)}`, answer: macOf(desk, 'answered', nonce) }
}

/** The answer to a word of ours; null for anything else. */
export function answerSelfTest(desk: Desk, word: string | null): string | null {
  const [nonce = '', mac = ''] = (word ?? '').split('.')
  return nonce !== '' && same(mac, macOf(desk, 'asked', nonce)) ? macOf(desk, 'answered', nonce) : null
}
