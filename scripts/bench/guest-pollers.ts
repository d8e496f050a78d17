/**
 * Phones that ask for the state of their pages again and again, in a process of their own. Arguments: URL of the server,
 * how long in seconds, the pause of each phone in seconds; paths come on standard input, one a line. Prints the
 * milliseconds of every answer as JSON.
 */
import { Agent, get } from 'node:http'
import { text } from 'node:stream/consumers'

const [url = '', seconds = '1', pause = '1'] = process.argv.slice(2)
const paths = (await text(process.stdin)).trim().split('\n')
const agent = new Agent({ keepAlive: true, maxSockets: paths.length })

const ask = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url + path, { agent }, (answer) => {
      answer.resume()
      answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`))))
    }).once('error', reject)
  })

const times: number[] = []
const end = performance.now() + Number(seconds) * 1_000
await Promise.all(
  paths.map(async (path, index) => {
    await new Promise((resolve) => setTimeout(resolve, (index / paths.length) * Number(pause) * 1_000))
    while (performance.now() < end) {
      const begun = performance.now()
      await ask(path)
      times.push(performance.now() - begun)
      await new Promise((resolve) => setTimeout(resolve, Number(pause) * 1_000))
    }
  }),
)
agent.destroy()
process.stdout.write(JSON.stringify(times))
