/** Pictures to send: read, made smaller where a phone's camera made them large, and refused in words. */
import { words } from '../../words/index.ts'
import type { Attached } from './draft.ts'

const MOST = 10
/** What one picture may have, and all of a text together: the desk refuses more. */
const LARGEST = 2_000_000
const LARGEST_ALL = 5_000_000
/** Long side of a picture that is made smaller; no phone shows more of a text's picture. */
const LONG_SIDE = 1600
const kinds = ['image/jpeg', 'image/png', 'image/gif']
export const acceptedKinds = kinds.join(',')

const readUrl = (file: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(reader.error)
    reader.readAsDataURL(file)
  })

async function smaller(url: string): Promise<string> {
  const image = new Image()
  image.src = url
  await image.decode()
  const scale = Math.min(1, LONG_SIDE / Math.max(image.naturalWidth, image.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.naturalWidth * scale)
  canvas.height = Math.round(image.naturalHeight * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.85)
}

function attachedOf(url: string, filename: string | null): Attached {
  const [head = '', base64 = ''] = url.split(',')
  return {
    key: crypto.randomUUID(),
    base64,
    contentType: head.slice('data:'.length).replace(';base64', ''),
    filename,
    bytes: Math.floor((base64.length * 3) / 4),
  }
}

/** Adds files to what is attached; `problem` says in words why one could not be. */
export async function attach(
  media: readonly Attached[],
  files: readonly File[],
): Promise<{ readonly media: readonly Attached[]; readonly problem: string | null }> {
  let all = media
  for (const file of files) {
    if (!kinds.includes(file.type)) return { media: all, problem: words.composer.imageKinds }
    if (all.length >= MOST) return { media: all, problem: words.composer.imageMany }
    try {
      const url = await readUrl(file)
      const large = file.size > LARGEST && file.type !== 'image/gif'
      const one = attachedOf(large ? await smaller(url) : url, file.name || null)
      const sum = all.reduce((bytes, other) => bytes + other.bytes, one.bytes)
      if (one.bytes > LARGEST || sum > LARGEST_ALL) return { media: all, problem: words.composer.imageLarge(file.name) }
      all = [...all, one]
    } catch {
      return { media: all, problem: words.composer.imageBroken(file.name) }
    }
  }
  return { media: all, problem: null }
}
