import { DeskError } from '../../api.ts'
import { words } from '../../words/index.ts'

const LARGEST = 10_000_000

/** A file as the desk takes it. Throws the refusal for the screen where it is too large or gone from the disk. */
export const readFile = (file: File): Promise<{ readonly name: string; readonly base64: string }> =>
  new Promise((done, refuse) => {
    if (file.size > LARGEST) {
      refuse(new DeskError('file-too-large', words.importing.tooLarge(file.name)))
      return
    }
    const reader = new FileReader()
    reader.onload = () => done({ name: file.name, base64: String(reader.result).split(',')[1] ?? '' })
    reader.onerror = () => refuse(new DeskError('spreadsheet-broken', words.importing.notRead(file.name)))
    reader.readAsDataURL(file)
  })
