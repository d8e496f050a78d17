import { parseArgs } from 'node:util'
import { UsageError, type Words } from './command.ts'

const common = { data: 'value', as: 'value', now: 'value', json: 'flag', help: 'flag' } as const

/** Reads a command line. An unknown option, or one without its value, is wrong usage. */
export function readWords(
  args: readonly string[],
  known: { readonly values?: readonly string[]; readonly flags?: readonly string[] },
): Words {
  const options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }> = {}
  for (const [name, kind] of Object.entries(common))
    options[name] = { type: kind === 'value' ? 'string' : 'boolean', multiple: true }
  for (const name of known.values ?? []) options[name] = { type: 'string', multiple: true }
  for (const name of known.flags ?? []) options[name] = { type: 'boolean', multiple: true }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'this command line cannot be read')
  }
  const values = (name: string): readonly string[] => {
    const found = parsed.values[name]
    return (Array.isArray(found) ? found : found === undefined ? [] : [found]).filter((one) => typeof one === 'string')
  }
  return {
    positionals: parsed.positionals,
    option: (name) => values(name).at(-1) ?? null,
    options: values,
    flag: (name) => parsed.values[name] !== undefined,
  }
}
