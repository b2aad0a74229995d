import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { takeBackAccess } from '../../people/client-access/take-back-access.ts'
import { membershipsOf } from '../../people/members/memberships-of.ts'
import { account } from '../../messages/en/account.ts'
import { listClientAccess } from '../../oidc/list-client-access.ts'
import { Refusal } from '../../refusal.ts'
import { unlinkUser } from '../../connections/user-links/unlink-user.ts'
import { languageOf } from '../language-of.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { notifySoon } from '../notify-soon.ts'
import { personOf, sessionOf, type Viewer, type ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { withProof } from '../with-proof.ts'
import type { AppRow } from './apps-table.ts'
import { listOwnProducts } from './list-own-products.ts'
import { productsPage, unlinkDialog, type UnlinkQuestion } from './products-page.ts'

const words = account.products

const { products: path } = routes.profileSettings

type OfLink = Context<ViewerEnv, typeof routes.profileSettings.unlinkProduct>
type OfClient = Context<ViewerEnv, typeof routes.profileSettings.takeBackAccess>

/** Where a person's account is linked, and the apps that have access to it. */
export async function showProducts(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { viewer } = c.var
  const products = await listOwnProducts(site.hub, viewer)
  const apps = await listApps(site, viewer)
  const view = { organization: viewer.organization.name, language: languageOf(viewer.account), products, apps }
  return sendProfilePage(c, site, { main: productsPage(view), width: 'table' })
}

export const takeBack = withProof(
  'client.take_back',
  async (c: OfClient, site) => {
    const owner = { account: c.var.viewer.account.id, ...sessionOf(c.var.viewer) }
    const { name, auditId } = await takeBackAccess(site.hub, { ...owner, client: c.req.param('client') })
    notifySoon(site, auditId)
    leaveOutcome(c, site, { text: account.apps.takenBack(name) })
    return c.redirect(href(path), 303)
  },
  { as: 'own' },
)

/** Asks before a link is given up from here. */
export const showUnlink = withProof(
  'user_link.unlink',
  async (c: OfLink, site) => {
    const question = await findQuestion(site, c.var.viewer, c.req.param('link'))
    // The browser's Back button comes here after the end as well.
    if (question === null) return c.redirect(href(path), 303)
    const title = words.dialogTitle(question.product, question.company)
    return sendViewerPage(c, site, { title, main: unlinkDialog(question), width: 'settings' })
  },
  { as: 'own' },
)

export const takeUnlink = withProof(
  'user_link.unlink',
  async (c: OfLink, site) => {
    const { member } = c.var.viewer
    const question = await findQuestion(site, c.var.viewer, c.req.param('link'))
    if (question === null) throw new Refusal('user_link_unknown')
    const { link, product } = question
    await unlinkUser(site.hub, { member: member.id, link, by: personOf(c.var.viewer) })
    leaveOutcome(c, site, { text: words.unlinking(product) })
    return c.redirect(href(path), 303)
  },
  { as: 'own' },
)

/** With the names of the organizations; one that the person is no member of any more gives no access. */
async function listApps({ hub }: Site, { account }: Viewer): Promise<readonly AppRow[]> {
  const names = new Map((await membershipsOf(hub, account.id)).map(({ organization: { id, name } }) => [id, name]))
  return (await listClientAccess(hub, account)).map((access) => ({
    ...access,
    organizations: access.organizations.flatMap((id) => names.get(id) ?? []),
  }))
}

/** @returns null where they are not linked. Who is being unlinked may ask again: it is a request of its own. */
async function findQuestion(site: Site, viewer: Viewer, link: string): Promise<UnlinkQuestion | null> {
  const products = await listOwnProducts(site.hub, viewer)
  const own = products.find(({ connected, linked }) => connected?.link === link && linked !== null)
  if (own === undefined || own.connected === null) return null
  return { hub: site.brand.name, product: own.product, company: own.connected.company, link: own.connected.link }
}
