import { wantsJson } from '@lanyard/running'
import type { Context, Hono } from 'hono'
import { assertRoom } from '../../people/factors/assert-room.ts'
import { security as words } from '../../messages/en/security.ts'
import { beginAddingPasskey } from '../../people/factors/begin-adding-passkey.ts'
import { addPasskey } from '../../people/factors/add-passkey.ts'
import type { Refusal } from '../../refusal.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { provenAt, requireRight, type ViewerEnv } from '../viewer.ts'
import { addPasskeyPage } from './factor-pages.ts'
import { goToCodes } from './go-to-codes.ts'
import { showSecurity } from './show-security.ts'
import { sendSubPage } from './sub-page.ts'

const path = routes.profileSettings.addPasskey

/** One more passkey: the page, what its script asks the browser for, and what the authenticator made. */
export function addPasskeyPages(app: Hono<SiteEnv>, site: Site): void {
  const may = requireRight(site, 'passkey.add')

  app.get(path, may, async (c) => {
    const { account, session } = c.var.viewer
    if (!wantsJson(c.req.header('accept'))) return show(c, site, { name: '' })
    return c.json(await beginAddingPasskey(site.hub, { account, session: session.uid, hubName: site.brand.name }))
  })
  app.post(path, may, async (c) => {
    const { viewer } = c.var
    const form = await readForm(c)
    const name = form.get('name')
    const answer = {
      account: viewer.account.id,
      provenAt: provenAt(viewer),
      session: viewer.session.uid,
      answer: form.get('passkey'),
      name,
    }
    return orShow(
      { c, site },
      async () => {
        const { recoveryCodes } = await addPasskey(site.hub, answer)
        return goToCodes(c, site, { codes: recoveryCodes, text: words.addPasskey.added })
      },
      (refusal) => show(c, site, { name, refusal }),
    )
  })
}

async function show(
  c: Context<ViewerEnv>,
  site: Site,
  { name, refusal }: { readonly name: string; readonly refusal?: Refusal },
): Promise<Response> {
  return orShow(
    { c, site },
    async () => {
      await assertRoom(site.hub, c.var.viewer.account.id)
      return sendSubPage(c, site, { title: words.addPasskey.label, main: addPasskeyPage({ name }), refusal })
    },
    (refusal) => showSecurity(c, site, refusal),
  )
}
