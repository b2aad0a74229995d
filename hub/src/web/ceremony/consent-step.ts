import { newReference } from '@lanyard/running'
import { findAccessTerm } from '../../people/client-access/find-access-term.ts'
import { login as words } from '../../messages/en/login.ts'
import { consentGrant } from '../../oidc/grants.ts'
import { grantableClaims } from '../../oidc/scopes.ts'
import { answerCeremony, denyCeremony } from './answer-ceremony.ts'
import { consentPage } from './consent-page.ts'
import { sendStep, defineStep, surroundings } from './step.ts'

/** A third party's client learns what the person allows, and nothing of a person who does not. */
export const consentStep = defineStep('consent', {
  show: async (step) => {
    const { client } = step.ceremony
    const organization = step.due.membership.organization.name
    const body = consentPage({ ...surroundings(step), client: client.name, organization, scopes: step.ceremony.scopes })
    return sendStep(step, words.consent.title(client.name), body)
  },

  async post(step, form) {
    const { c, site, ceremony, due } = step
    if (form.get('decision') !== 'allow') {
      return denyCeremony(c, site, ceremony, { code: 'attempt_cancelled', reference: newReference() })
    }
    const whose = { account: due.proven.account, client: ceremony.client.id }
    const grant = consentGrant(site.provider, {
      organization: due.membership.organization.id,
      ...whose,
      accessTerm: await findAccessTerm(site.hub, whose),
      term: due.membership.member.term,
    })
    grant.addOIDCScope(ceremony.scopes.join(' '))
    grant.addOIDCClaims([...grantableClaims])
    const consent = { grantId: await grant.save() }
    return answerCeremony(c, site, ceremony, { ...due, decided: { consent } })
  },
})
