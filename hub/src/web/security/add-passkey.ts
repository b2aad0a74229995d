import { wantsJson } from '@lanyard/running'
import type { Context } from 'hono'
import { assertRoom } from '../../people/factors/assert-room.ts'
import { security as words } from '../../messages/en/security.ts'
import { beginAddingPasskey } from '../../people/factors/begin-adding-passkey.ts'
import { addPasskey } from '../../people/factors/add-passkey.ts'
import type { Refusal } from '../../refusal.ts'
import { readForm } from '../forms.ts'
import { readKeptField } from '../kept/find-own.ts'
import { orShow } from '../or-show.ts'
import { hintsOf } from '../refusal-notice.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
import { addPasskeyPage } from './factor-pages.ts'
import { goToCodes } from './go-to-codes.ts'
import { showSecurity } from './show-security.ts'
import { sendSubPage } from './sub-page.ts'

/** One more passkey: the page, and what its script asks the browser for. */
export const showNewPasskey = withProof('passkey.add', async (c, site) => {
  const { account, session } = c.var.viewer
  if (!wantsJson(c.req.header('accept'))) {
    return show(c, site, { name: await readKeptField(c, site, 'name') })
  }
  return c.json(await beginAddingPasskey(site.hub, { account, session: session.uid, hubName: site.brand.name }))
})

/** The new credential, as the authenticator answered. */
export const takeNewPasskey = withProof('passkey.add', async (c, site) => {
  const { viewer } = c.var
  const form = await readForm(c)
  const name = form.get('name')
  const answer = {
    account: viewer.account.id,
    ...sessionOf(viewer),
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

async function show(
  c: Context<ViewerEnv>,
  site: Site,
  { name, refusal }: { readonly name: string; readonly refusal?: Refusal },
): Promise<Response> {
  return orShow(
    { c, site },
    async () => {
      await assertRoom(site.hub, c.var.viewer.account.id)
      const main = addPasskeyPage({ name, hints: hintsOf(site, refusal) })
      return sendSubPage(c, site, { title: words.addPasskey.label, main, refusal })
    },
    (refusal) => showSecurity(c, site, refusal),
  )
}
