import { forgetOwner, type Forms, rememberPerson, type Owner, OWNER_LIFETIME, readBrowserKey } from '@lanyard/forms'
import type { Context } from 'hono'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Short } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import { keepCookie, nameOfCookie, readCookie, takeCookie } from '../own-cookie.ts'
import type { Site } from '../site.ts'

type Needs = Pick<Site, 'hub'>

/** Under its key what this browser sends too late is kept. */
const COOKIE = { name: 'lanyard_hub_kept', lifetime: OWNER_LIFETIME }

export function formsOf({ short, now }: Pick<Hub, 'short' | 'now'>): Forms<Short> {
  return { db: short, now }
}

export function readKey(c: Context, site: Needs): string | null {
  return readBrowserKey(readCookie(c, site, COOKIE))
}

/** The person has logged in here, or gone to another organization. @returns the browser's key */
export async function rememberOwner(c: Context, site: Needs, owner: Owner): Promise<string> {
  const key = await rememberPerson(formsOf(site.hub), { key: readKey(c, site), ...owner })
  keepCookie(c, site, COOKIE, key)
  return key
}

/** The provider has ended the session of this browser, at the hub or for a product; or it was over before a product asked. */
export function forgetWithLogout(provider: Provider, hub: Hub): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (oidc?.session === undefined) return
    const isOver = oidc.route === 'end_session' && oidc.session.accountId === undefined
    if (!isOver && Reflect.get(oidc.session, 'destroyed') !== true) return
    const cookie = ctx.cookies.get(nameOfCookie({ hub }, COOKIE), { signed: false })
    await forgetOwner(formsOf(hub), readBrowserKey(cookie))
  })
}

/** The person logs out. */
export async function forgetHere(c: Context, site: Needs): Promise<void> {
  await forgetOwner(formsOf(site.hub), readBrowserKey(takeCookie(c, site, COOKIE)))
}
