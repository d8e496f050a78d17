import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Benchmark, BenchResult } from './bench/bench-result.ts'

/** `npm run bench [-- NAME …]`: runs scripts/bench/*.bench.ts, one after the other, and prints one table. */
const folder = join(import.meta.dirname, 'bench')
const wanted = process.argv.slice(2)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort()

const results: BenchResult[] = []
for (const file of files) {
  console.log(`${file} ...`)
  const benchmark: Benchmark = await import(pathToFileURL(join(folder, file)).href)
  results.push(...(await benchmark.run()))
}
printTable(results)

function printTable(rows: readonly BenchResult[]): void {
  const round = (value: number) => Number(value.toPrecision(3))
  console.table(
    Object.fromEntries(
      rows.map(({ name, value, unit, floor, ratio }) => [
        name,
        { value: `${round(value)} ${unit}`, floor: `${round(floor)} ${unit}`, ratio: `${round(ratio)} ×` },
      ]),
    ),
  )
}
