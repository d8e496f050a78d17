import { app } from 'electron'
import { z } from 'zod'
import type { Printer } from '../ports/printer.ts'

const jobSchema = z.object({ html: z.string().max(5_000_000), paper: z.enum(['a6', 'a4', 'roll-80']) })

/**
 * `--page-to-pdf`: reads one page as JSON from standard input and writes its PDF to standard output. The command line
 * makes slips through this, so that there is one way a page becomes paper. Nothing is written to our disk.
 */
export async function pageToPdf(printer: Pick<Printer, 'toPdf'>): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const job = jobSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  const pdf = await printer.toPdf(job)
  if (!pdf.ok) {
    app.exit(1)
    return
  }
  process.stdout.write(pdf.value, () => app.exit(0))
}
