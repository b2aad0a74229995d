import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { forget } from '../../people/ceremonies/advance.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { Ceremony, CeremonyEnv } from './ceremony.ts'

/** Neither the session that stands nor the account that was named here is asked any more: the next person logs in. */
export async function takeAnotherAccount(c: Context<CeremonyEnv>, site: Site): Promise<Response> {
  const { ceremony } = c.var
  await askForLogin(site, ceremony)
  await forget(site.hub, ceremony.uid)
  return c.redirect(href(routes.ceremony.password, { uid: ceremony.uid }), 303)
}

/** The reason of a login that a person asked for, as another one than the browser, or the product, expects. */
export const ANOTHER_ACCOUNT = 'another_account'

async function askForLogin({ provider }: Site, { interaction }: Ceremony): Promise<void> {
  const found = await provider.Interaction.find(interaction.uid)
  if (!found) return
  delete found.result
  found.prompt = { name: 'login', reasons: [ANOTHER_ACCOUNT], details: {} }
  await found.persist()
}
