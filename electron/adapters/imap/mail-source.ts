/** Takes from a mail's source what is judged: its head and the addresses it links to. */
import type { HeaderLine } from '../../domain/booking-mail-sender.ts'

/** Lines of the head as they stand, topmost first, each unfolded. */
export function headerLines(source: Buffer): readonly HeaderLine[] {
  const text = source.toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  const unfolded = text.slice(0, end).replace(/\r?\n[ \t]+/g, ' ')
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':')
    return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }]
  })
}

const mostLinks = 2000

/** Addresses in the mail's links and in its plain text. The mail itself is not kept. */
export async function linksOf(source: Buffer): Promise<readonly string[]> {
  const { simpleParser } = await import('mailparser')
  const { html, text } = await simpleParser(source, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  })
  const hrefs = [...(html || '').matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi)].map(
    ([, double, single, bare]) => (double ?? single ?? bare ?? '').replaceAll('&amp;', '&'),
  )
  const written = (text ?? '').match(/https?:\/\/[^\s<>"']+/gi) ?? []
  return [...hrefs, ...written].slice(0, mostLinks)
}
