/** Answers on the terminal: one JSON document with `--json`, else plain lines. */
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const short = (value: unknown): string => {
  if (value === null || value === undefined) return '-'
  if (Array.isArray(value))
    return value.every((one) => !isRecord(one)) ? value.map(short).join(', ') : `${value.length} lines`
  return isRecord(value)
    ? Object.entries(value)
        .map(([key, one]) => `${key} ${short(one)}`)
        .join(' · ')
    : String(value)
}

function table(rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== 'windows')
  const cells = rows.map((row) => columns.map((column) => short(row[column])))
  const widths = columns.map((column, index) => Math.max(column.length, ...cells.map((row) => row[index]!.length)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell.padEnd(widths[index]!))
      .join('  ')
      .trimEnd()
  return [line(columns), ...cells.map(line)]
}

function plain(value: unknown, indent = ''): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${indent}nothing`]
    const rows = value.filter(isRecord)
    return rows.length === value.length
      ? table(rows).map((line) => indent + line)
      : value.map((one) => indent + short(one))
  }
  if (!isRecord(value)) return [indent + short(value)]
  return Object.entries(value).flatMap(([key, one]) =>
    Array.isArray(one) && one.some(isRecord)
      ? [`${indent}${key}`, ...plain(one, `${indent}  `)]
      : [`${indent}${key}: ${short(one)}`],
  )
}

export const answerText = (value: unknown, json: boolean): string =>
  json ? JSON.stringify(value) : plain(value).join('\n')

export const errorText = (error: { readonly code: string; readonly message: string }, json: boolean): string =>
  json ? JSON.stringify({ error: { code: error.code, message: error.message } }) : `${error.message} (${error.code})`
