/** What a form sent: fields as text, files as bytes. */
export type SentForm = {
  /** The first value, or '' where the field is missing. */
  readonly field: (name: string) => string
  readonly files: (name: string) => readonly Uint8Array[]
}

/** Longer than anything a person types into a field of ours. */
const longestField = 20_000

/** Reads a form as browsers send it; null for anything else, and for what is broken. */
export async function readForm(contentType: string, body: Buffer): Promise<SentForm | null> {
  const type = contentType.toLowerCase()
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const fields = new URLSearchParams(body.toString('utf8'))
    return { field: (name) => short(fields.get(name)), files: () => [] }
  }
  if (!type.startsWith('multipart/form-data')) return null
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    // A broken form is the caller's, not a fault of ours.
    .catch((error: unknown) => {
      if (error instanceof TypeError) return null
      throw error
    })
  if (form === null) return null
  const files = new Map<string, Uint8Array[]>()
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string' || value.size === 0) continue
    files.set(name, [...(files.get(name) ?? []), new Uint8Array(await value.arrayBuffer())])
  }
  return {
    field: (name) => {
      const value = form.get(name)
      return typeof value === 'string' ? short(value) : ''
    },
    files: (name) => files.get(name) ?? [],
  }
}

const short = (value: string | null): string => (value ?? '').slice(0, longestField).replaceAll('\u0000', '')
