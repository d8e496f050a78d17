import { spawn } from 'node:child_process'

export type ListeningProcess = { readonly url: string; readonly stop: () => Promise<void> }

/** Starts a Node process that says `{"listening":URL}` in its first line, and waits for that. */
export function startListening(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ListeningProcess> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    child.once('exit', (status) => reject(new Error(`${args[0]} ended with ${status}`)))
    child.stdout.once('data', (line: Buffer) =>
      resolve({
        url: (JSON.parse(line.toString()) as { listening: string }).listening,
        stop: () => {
          child.kill('SIGTERM')
          return ended
        },
      }),
    )
  })
}
