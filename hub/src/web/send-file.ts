import { noteRefusal } from '@lanyard/running'
import { exportBody } from '@lanyard/storage/audit-chain'
import type { Context } from 'hono'
import { refusalOf } from '../refusal.ts'
import type { Site, SiteEnv } from './site.ts'

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const

/**
 * Answers with a file for people to keep, read on as fast as the browser takes it. Should it break off, the connection
 * closes before the file's end, by which the browser sees that it is not whole; why is in the log.
 *
 * @param file.name without its ending
 */
export function sendFile<Env extends SiteEnv>(
  c: Context<Env>,
  site: Pick<Site, 'hub'>,
  {
    name,
    format,
    text,
  }: { readonly name: string; readonly format: keyof typeof TYPES; readonly text: AsyncGenerator<string> },
): Response {
  c.header('content-type', TYPES[format])
  c.header('content-disposition', `attachment; filename="${name}.${format}"`)
  const breakOff = (cause: unknown): void => {
    noteRefusal(site.hub.log, c.req, refusalOf(cause), cause)
    c.env.outgoing.destroy()
  }
  return c.body(exportBody(text, breakOff))
}
