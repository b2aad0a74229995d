import { type Download, download, noteRefusal } from '@lanyard/running'
import type { Context } from 'hono'
import { Refusal, refusalOf } from '../refusal.ts'
import type { Site } from './site.ts'
import { isMasterStill, type ViewerEnv } from './viewer.ts'

/**
 * Answers with a file for a master to keep. Should it break off, as it does where they may no longer see it, the
 * connection closes before the file's end, by which the browser sees that it is not whole; why is in the log.
 */
export function sendFile(c: Context<ViewerEnv>, site: Site, file: Omit<Download, 'assertStillAllowed'>): Response {
  const { viewer } = c.var
  const assertStillAllowed = async () => {
    if (!(await isMasterStill(site, viewer))) throw new Refusal('not_a_master')
  }
  const { body, headers } = download({ ...file, assertStillAllowed }, (cause) => {
    noteRefusal(site.hub.log, c.req, refusalOf(cause), cause)
    c.env.outgoing.destroy()
  })
  return c.body(body, 200, headers)
}
