import { type Download, download, noteRefusal } from '@lanyard/running'
import type { Context } from 'hono'
import { refusalOf } from '../refusal.ts'
import type { Site, SiteEnv } from './site.ts'

/**
 * Answers with a file for people to keep. Should it break off, the connection closes before the file's end, by which the
 * browser sees that it is not whole; why is in the log.
 */
export function sendFile<Env extends SiteEnv>(c: Context<Env>, site: Pick<Site, 'hub'>, file: Download): Response {
  const { body, headers } = download(file, (cause) => {
    noteRefusal(site.hub.log, c.req, refusalOf(cause), cause)
    c.env.outgoing.destroy()
  })
  return c.body(body, 200, headers)
}
