import type { DeskError } from '../api.ts'
import { words } from '../words/index.ts'

/** The guest as the desk calls them while there is no name: by the reference, or not at all. */
export function guestLabel(name: string | null | undefined, reference: string | null | undefined): string {
  if (name) return name
  return reference ? words.guestOf(reference) : words.notNamedYet
}

const channelNames: Readonly<Record<string, string>> = words.channels

export const channelName = (channel: string) =>
  channelNames[channel.toLowerCase()] ??
  (channel ? channel.charAt(0).toUpperCase() + channel.slice(1) : words.noChannel)

export const channelAndReference = (channel: string, reference: string | null) =>
  [channelName(channel), reference].filter(Boolean).join(' ')

const titles: Readonly<Record<string, string>> = words.errors

/** What went wrong in one line for a heading: ours where we know the code, else what the desk said. */
export const errorTitle = (error: DeskError) => titles[error.code] ?? words.errorsOther

const languageNames = new Intl.DisplayNames([words.locale], { type: 'language' })

export function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? code
  } catch {
    return code
  }
}

export const guestLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'cs', 'da', 'sv', 'zh', 'ja', 'ko', 'ar']

const actionNames: Readonly<Record<string, string>> = words.actions

/** What the desk can take back, in words; its own text where it already speaks. */
export const actionName = (label: string) => actionNames[label] ?? label.replace(/^undo /i, '')
