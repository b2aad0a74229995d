import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { identifyBeforehand } from '../../people/ceremonies/advance.ts'
import { acceptInvitation, acceptInvitationAs } from '../../people/invitations/accept-invitation.ts'
import { getInvitation } from '../../people/invitations/find-invitation.ts'
import { done } from '../../messages/en/done.ts'
import { pages } from '../../messages/en/pages.ts'
import { enterOrganization } from '../../oidc/hub-session.ts'
import type { Refusal } from '../../refusal.ts'
import { sourceOf } from '../ceremony/step.ts'
import { isDoneHere, rememberDone } from '../done/done-here.ts'
import { sendDone } from '../done/done-page.ts'
import { orSayJoined } from '../done/or-say-joined.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { rememberOwner } from '../kept/kept-key.ts'
import { leaveOutcome } from '../outcome.ts'
import { parkLogIn } from '../parked-login.ts'
import { readNewPassword } from '../passwords/new-password-fields.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { findSignedIn } from '../viewer.ts'
import { invitationPage, JOIN_AS_SIGNED_IN } from './invitation-page.ts'

const words = pages.invitation

interface Typed {
  readonly name: string
  readonly username: string
}

type Invited = Context<SiteEnv, typeof routes.invitation>

/** A place that was offered. @throws {Refusal} `invitation_expired` */
export async function showInvitation(
  c: Invited,
  site: Site,
  { typed, refusal }: { typed?: Typed; refusal?: Refusal } = {},
): Promise<Response> {
  const token = c.req.param('token')
  if (isDoneHere(c, site, token)) return sendDone(c, site, done.joined)
  const { member, organization } = await getInvitation(site.hub, token)
  const signedIn = await findSignedIn(c, site)
  const body = invitationPage({
    brand: site.brand,
    organization: organization.name,
    token,
    name: typed?.name ?? '',
    username: typed?.username ?? member.email,
    refusal,
    signedInAs: signedIn?.account.username ?? null,
  })
  return sendPage(c, site, { title: words.title(organization.name), body, status: refusal?.status ?? 200 })
}

/** Takes the place: with a new account, or with the one that is signed in here. */
export async function takeInvitation(c: Invited, site: Site): Promise<Response> {
  const token = c.req.param('token')
  if (isDoneHere(c, site, token)) return c.redirect(c.req.path, 303)
  const form = await readForm(c)
  if (form.get(JOIN_AS_SIGNED_IN) !== '') return joinAsSignedIn(c, site, token)

  const typed = { name: form.get('name'), username: form.get('username') }
  return orShow(
    { c, site },
    async () => {
      const password = readNewPassword(form)
      const chosen = { ...typed, password, hubName: site.brand.name, source: sourceOf(c) }
      const { account } = await acceptInvitation(site.hub, { token, ...chosen })
      rememberDone(c, site, token)
      return orSayJoined(c, site, token, async () => {
        parkLogIn(c, site, await identifyBeforehand(site.hub, account.id))
        // Another person who is logged in here is logged out: the new account logs in.
        return c.redirect(href(routes.login, {}, { again: account.username }), 303)
      })
    },
    (refusal) => showInvitation(c, site, { typed, refusal }),
  )
}

async function joinAsSignedIn(c: Invited, site: Site, token: string): Promise<Response> {
  const signedIn = await findSignedIn(c, site)
  if (signedIn === null) return c.redirect(href(routes.login, {}, { target: c.req.path }), 303)
  const { organization } = await acceptInvitationAs(site.hub, { token, account: signedIn.account.id })
  rememberDone(c, site, token)
  return orSayJoined(c, site, token, async () => {
    await enterOrganization(site.hub, signedIn.session, organization)
    await rememberOwner(c, site, { person: signedIn.account.id, place: organization })
    leaveOutcome(c, site, { text: words.joined })
    return c.redirect(href(routes.home), 303)
  })
}
