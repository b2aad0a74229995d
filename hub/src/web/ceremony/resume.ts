import type { Context } from 'hono'
import { forget } from '../../people/ceremonies/advance.ts'
import { rememberDone } from '../done/done-here.ts'
import type { Site } from '../site.ts'
import type { Ceremony, CeremonyEnv } from './ceremony.ts'

/** Goes on with the session that stands: the provider looks at the request again, as if it came only now. */
export async function resume(c: Context<CeremonyEnv>, site: Site, { uid, interaction }: Ceremony): Promise<Response> {
  await forget(site.hub, uid)
  rememberDone(c, site, uid)
  return c.redirect(interaction.returnTo, 303)
}
