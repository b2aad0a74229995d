import type { Context } from 'hono'
import { forget } from '../../people/ceremonies/advance.ts'
import type { Site } from '../site.ts'
import type { Ceremony, CeremonyEnv } from './ceremony.ts'
import { next } from './go-on.ts'

/** The session that stands is not asked any more: the next person logs in. */
export async function takeAnotherAccount(c: Context<CeremonyEnv>, site: Site): Promise<Response> {
  const { ceremony } = c.var
  await askForLogin(site, ceremony)
  await forget(site.hub, ceremony.uid)
  return next(c, ceremony)
}

async function askForLogin({ provider }: Site, { interaction }: Ceremony): Promise<void> {
  const found = await provider.Interaction.find(interaction.uid)
  if (!found || found.prompt.name === 'login') return
  found.prompt = { name: 'login', reasons: ['another_account'], details: {} }
  await found.persist()
}
