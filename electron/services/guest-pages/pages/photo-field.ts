/** Where photos of a document are chosen: pictures only, as many as are kept. */
import type { Words } from '../words/index.ts'
import { type Html, html } from './html.ts'

export const photoField = ({ page: { checkIn } }: Words, optional: string | null): Html =>
  html`<div class="f"><label for="photo">${checkIn.photo}${optional === null ? null : html` <span class="opt">(${optional})</span>`}</label><p class="small" id="photo-hint">${checkIn.photoHint}</p><input type="file" id="photo" name="photo" accept="image/jpeg,image/png,image/webp" multiple aria-describedby="photo-hint"></div>`
