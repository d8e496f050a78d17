/**
 * The least a webhook can cost here, in a process of its own: the same check of the signature, and one row inserted with
 * the same durability (WAL, synchronous=FULL) before the 200. Arguments: database file, auth token, public address.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Database from 'better-sqlite3'
import { isSigned } from '../../electron/adapters/twilio/signature.ts'

const [file = '', authToken = '', base = ''] = process.argv.slice(2)
const sqlite = new Database(file)
sqlite.pragma('journal_mode = wal')
sqlite.pragma('synchronous = full')
sqlite.exec('create table if not exists rows (id integer primary key, body blob not null)')
const insert = sqlite.prepare('insert into rows (body) values (?)')

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const rawBody = Buffer.concat(chunks)
  const signature = String(request.headers['x-twilio-signature'])
  const contentType = request.headers['content-type'] ?? ''
  const signed = isSigned({ authToken, url: base + request.url, signature, rawBody, contentType })
  if (signed) insert.run(rawBody)
  response.writeHead(signed ? 200 : 403, { 'content-length': 0 }).end()
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(
    `${JSON.stringify({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })}\n`,
  )
})
process.once('SIGTERM', () => process.exit(0))
