import { exportBody } from '@lanyard/storage/audit-chain'
import type { Context } from 'hono'

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const

/**
 * Answers with a file for people to keep, read on as fast as the browser takes it. Should it break off, the browser sees
 * that the file is not whole.
 *
 * @param file.name without its ending
 */
export function sendFile(
  c: Context,
  {
    name,
    format,
    text,
  }: { readonly name: string; readonly format: keyof typeof TYPES; readonly text: AsyncGenerator<string> },
): Response {
  c.header('content-type', TYPES[format])
  c.header('content-disposition', `attachment; filename="${name}.${format}"`)
  return c.body(exportBody(text))
}
