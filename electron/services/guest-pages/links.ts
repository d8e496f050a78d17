/** Links are made for texts as well, below these pages: services/guest-links. */
export { closeLinks, makeLink, type OpenedLink, openLink, tokenOf } from '../guest-links/index.ts'
