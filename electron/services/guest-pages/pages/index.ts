/** Guest pages as HTML: one document a page, without anything from elsewhere. */
import type { PageParts } from '../answer.ts'
import type { PageFrame, PageModel } from '../page-model.ts'
import { pageWords, type Words } from '../words/index.ts'
import { checkInPage, waitingPage } from './check-in-page.ts'
import { closedPage, continuePage, overPage, proofPage, referencePage, tooOftenPage } from './entrance-pages.ts'
import { framed, type PageBody } from './layout.ts'
import { confirmUnlockPage } from './room-doors.ts'
import { roomBody } from './room-page.ts'

export { languageFor } from '../words/index.ts'

/** Puts a page into words and markup. The same model gives the same page. */
export function renderPage(frame: PageFrame, model: PageModel): PageParts {
  const words = pageWords(frame.language)
  return framed(frame, words, bodyOf(frame, words, model))
}

function bodyOf(frame: PageFrame, words: Words, model: PageModel): PageBody {
  switch (model.is) {
    case 'reference':
      return referencePage(frame, words, model)
    case 'proof':
      return proofPage(frame, words, model)
    case 'too-often':
      return tooOftenPage(frame, words, model)
    case 'closed':
      return closedPage(frame, words)
    case 'over':
      return overPage(frame, words)
    case 'continue':
      return continuePage(frame, words)
    case 'check-in':
      return checkInPage(frame, words, model)
    case 'waiting':
      return waitingPage(frame, words)
    case 'room':
      return roomBody(frame, words, model.room)
    case 'confirm-unlock':
      return confirmUnlockPage(frame, words, model.door)
  }
}
