import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, dialog } from 'electron'

export type SaveFile = (file: {
  readonly suggestedName: string
  readonly bytes: Uint8Array
}) => Promise<{ readonly saved: boolean }>

/** Asks a person where to keep a PDF, and writes it there and nowhere else. */
export const saveByDialog =
  (window: () => BrowserWindow | null): SaveFile =>
  async ({ suggestedName, bytes }) => {
    const options = { defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] }
    const parent = window()
    const answer = parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options)
    if (answer.canceled || answer.filePath === '') return { saved: false }
    // SECURITY: it holds a PIN; other users of this computer have no business reading it.
    await writeFile(answer.filePath, bytes, { mode: 0o600 })
    return { saved: true }
  }
