import { app } from 'electron'

const longestMs = 60_000

/** Ends the program with one JSON line on standard output, for `--self-test` and `--measure-start`. */
export async function runTask(
  work: () => Promise<{ readonly line: Readonly<Record<string, string | number>>; readonly passed: boolean }>,
  failure: (reason: string) => Readonly<Record<string, string>>,
): Promise<void> {
  const late = setTimeout(() => finish(failure(`no answer within ${longestMs / 1000} s`), 1), longestMs)
  try {
    const { line, passed } = await work()
    finish(line, passed ? 0 : 1)
  } catch (error) {
    finish(failure(error instanceof Error ? error.message : 'unknown'), 1)
  } finally {
    clearTimeout(late)
  }
}

function finish(line: Readonly<Record<string, string | number>>, status: number): void {
  // The line must be out before the process is.
  process.stdout.write(`${JSON.stringify(line)}\n`, () => app.exit(status))
}
