const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// SECURITY: every name on a slip was typed by a person or came with a booking; none of it may become markup.
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)

/** A name in its own direction: an Arabic guest name never turns the line around it. */
export const isolated = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`
