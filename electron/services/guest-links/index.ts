/** The links that open guests' pages, and the public address they lead to. */
export { entranceAddress, linkAddress, type StableAddress, stableAddress, stableBase } from './address.ts'
export { closeLinks, isLinkOpen, makeLink, type OpenedLink, openLink, tokenLetters, tokenOf } from './links.ts'
