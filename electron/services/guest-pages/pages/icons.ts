/** Drawings in the page itself (Lucide, ISC licence): each stands once and is named where it is used. */
import { type Html, html, verbatim } from './html.ts'

const drawings = {
  keyhole:
    '<circle cx="12" cy="8.5" r="4.5" fill="currentColor" stroke="none"/><path d="M10.2 11.5 8.4 21h7.2l-1.8-9.5z" fill="currentColor" stroke="none"/>',
  languages:
    '<path d="m5 8 6 6"/><path d="m4 14 6-6 2-3"/><path d="M2 5h12"/><path d="M7 2h1"/><path d="m22 22-5-10-5 10"/><path d="M14 18h6"/>',
  phone:
    '<path d="M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384"/>',
  unlock: '<rect width="18" height="11" x="3" y="11" rx="2"/><path d="M7 11V7a5 5 0 0 1 9.9-1"/>',
  message:
    '<path d="M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z"/>',
  wifi: '<path d="M12 20h.01"/><path d="M2 8.82a15 15 0 0 1 20 0"/><path d="M5 12.859a10 10 0 0 1 14 0"/><path d="M8.5 16.429a5 5 0 0 1 7 0"/>',
  camera:
    '<path d="M14.5 4h-5L7 7H4a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3z"/><circle cx="12" cy="13" r="3"/>',
  info: '<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>',
  check: '<path d="M20 6 9 17l-5-5"/>',
  'state-works':
    '<path d="M7 11V7a5 5 0 0 1 10 0v4"/><rect x="3" y="11" width="18" height="11" rx="2" fill="currentColor"/>',
  'state-ready': '<path d="M20 6 9 17l-5-5"/>',
  'state-soon': '<path d="M5 12h14"/><path d="m12 5 7 7-7 7"/>',
  'state-later': '<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>',
  'state-desk':
    '<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>',
  'state-key':
    '<path d="m15.5 7.5 2.3 2.3a1 1 0 0 0 1.4 0l2.1-2.1a1 1 0 0 0 0-1.4L19 4"/><path d="m21 2-9.6 9.6"/><circle cx="7.5" cy="15.5" r="5.5"/>',
} as const
export type IconName = keyof typeof drawings

export const icon = (name: IconName): Html => html`<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`

/** The drawings that a page's markup names; states change in place, so that these come together. */
export function iconSheet(body: Html): Html {
  const used = (Object.keys(drawings) as IconName[]).filter(
    (name) => body.markup.includes(`#i-${name}"`) || (name.startsWith('state-') && body.markup.includes('#i-state-')),
  )
  const symbols = used.map((name) => `<symbol id="i-${name}" viewBox="0 0 24 24">${drawings[name]}</symbol>`)
  return html`<svg hidden aria-hidden="true">${verbatim(symbols.join(''))}</svg>`
}
