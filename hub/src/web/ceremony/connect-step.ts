import { randomBytes } from 'node:crypto'
import { newReference } from '@lanyard/running'
import { keepRefusal } from '../../people/ceremonies/advance.ts'
import { login as words } from '../../messages/en/login.ts'
import { consentGrant } from '../../oidc/grants.ts'
import { grantableClaims } from '../../oidc/scopes.ts'
import { TENANT_LINK } from '../../oidc/tenant-link-request.ts'
import { Refusal } from '../../refusal.ts'
import { approveTenantLink } from '../../connections/tenant-links/approve-tenant-link.ts'
import { describeTenantLink } from '../../connections/tenant-links/describe-tenant-link.ts'
import type { TenantLinkRequest } from '../../connections/tenant-links/tenant-link.ts'
import { answerCeremony, denyCeremony } from './answer-ceremony.ts'
import { connectPage } from './connect-page.ts'
import { next } from './go-on.ts'
import { orShow } from '../or-show.ts'
import { sendStep, type Step, defineStep, surroundings, type CeremonyRequest } from './step.ts'

/** A master's yes or no to a tenant link, after fresh factors and with both sides named (A9, A12, A13). */
export const connectStep = defineStep('connect', {
  show: async (step) => {
    const { site, ceremony, due } = step
    const { client, uid } = ceremony
    const request = requestOf(step)
    const description = await describeTenantLink(site.hub, { request, member: due.membership.member.id })
    const { refusal } = description
    const shown = refusal && (await keepRefusal(site.hub, uid, due.proven, refusal))
    const body = connectPage({ ...surroundings(step), product: client.name, description, shown })
    return sendStep(step, words.connect.title(client.name, site.brand.name), body, refusal ?? undefined)
  },

  async post(step, form) {
    const { c, site, ceremony } = step
    const decision = form.get('decision')
    if (decision === 'cancel') {
      return denyCeremony(c, site, ceremony, { code: 'attempt_cancelled', reference: newReference() })
    }
    if (decision !== 'link_me' && decision !== 'only') throw new Refusal('form_invalid')
    // Another person was faster: the page shows who, from what holds by now.
    return orShow(
      step,
      () => approve(step, decision === 'link_me'),
      () => next(step),
    )
  },
})

/**
 * The approval is committed before the browser leaves with the answer; should it get lost on the way, the approval
 * lapses by itself.
 */
async function approve(step: Step<'connect'>, linksUser: boolean): Promise<Response> {
  const { c, site, ceremony, due } = step
  const { member, organization } = due.membership
  const request = requestOf(step)
  const endsSession = !linksUser && ceremony.interaction.session?.accountId !== due.proven.account
  const { sessionUid } = await approveTenantLink(site.hub, {
    request,
    approvedBy: member.id,
    linksUser,
    sessionUid: endsSession ? freshSessionUid() : null,
  })
  const session = endsSession && sessionUid !== null ? { uid: sessionUid } : undefined
  const grant = consentGrant(site.provider, {
    organization: organization.id,
    account: due.proven.account,
    client: ceremony.client.id,
    term: member.term,
    accessTerm: 0,
  })
  grant.addOIDCScope(ceremony.scopes.join(' '))
  grant.addOIDCClaims([...grantableClaims])
  grant.addRar({
    type: TENANT_LINK,
    version: 1,
    link_id: request.id,
    organization: organization.id,
    link_user: linksUser,
  })
  const consent = { grantId: await grant.save() }
  return answerCeremony(c, site, ceremony, { ...due, decided: { consent, ...(session && { session }) } })
}

/** The session that this login opens gets its name beforehand, so that the approval can name it (A13). */
function freshSessionUid(): string {
  return randomBytes(16).toString('base64url')
}

function requestOf({ ceremony }: CeremonyRequest): TenantLinkRequest {
  if (ceremony.purpose.kind !== 'link_tenant') throw new Error('A confirmation page without a tenant link')
  return ceremony.purpose.request
}
