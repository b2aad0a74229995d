import { noteRefusal, withRetryAfter } from '@lanyard/running'
import type { Context } from 'hono'
import { Refusal } from '../refusal.ts'
import type { Site } from './site.ts'

/** A refusal is shown on the page that the form came from; everything else is not expected. */
export async function orShow<Done>(
  { c, site }: { readonly c: Context; readonly site: Pick<Site, 'hub'> },
  work: () => Promise<Done>,
  show: (refusal: Refusal) => Response | Promise<Response>,
): Promise<Done | Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    noteRefusal(site.hub.log, c.req, error)
    return withRetryAfter(error, await show(error))
  }
}
