import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'

/**
 * Leads a person on who has taken the place of an invitation. Where that fails, with the short-lived database, say, the
 * invitation's page says that they have joined, and they log in.
 */
export async function orSayJoined(
  c: Context,
  site: Pick<Site, 'hub'>,
  token: string,
  lead: () => Promise<Response>,
): Promise<Response> {
  try {
    return await lead()
  } catch (error) {
    site.hub.log.error({ event: 'failed', error }, 'a person has joined, and was not led on')
    return c.redirect(href(routes.invitation, { token }), 303)
  }
}
