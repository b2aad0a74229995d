import * as client from 'openid-client'
import { aLinkRequest, asPerson, psaUs, rmmUs } from '../../../../testing.ts'
import { getEmailChange } from '../../../people/accounts/find-email-change.ts'
import { requestEmailChange } from '../../../people/accounts/request-email-change.ts'
import { getInvitation } from '../../../people/invitations/find-invitation.ts'
import { inviteMember } from '../../../people/invitations/invite-member.ts'
import { listNotices } from '../../../records/notices/list-notices.ts'
import { mailResetLink } from '../../../people/passwords/mail-reset-link.ts'
import { getResetAccount } from '../../../people/passwords/reset-password.ts'
import { Refusal } from '../../../refusal.ts'
import { approveTenantLink } from '../../tenant-links/approve-tenant-link.ts'
import { answerLink } from '../../tenant-links/link-answer.ts'
import { findOrganizationChoice } from '../../organization-choices/find-organization-choice.ts'
import { findMembership } from '../../../people/members/find-member.ts'
import { findToken } from '../../../people/provisioning/find-token.ts'
import { findActiveLink } from '../../tenant-links/find-links.ts'
import type { HubEvent } from '../../../delivery/event-log/events.ts'
import { readEvents } from '../../../delivery/event-log/read-events.ts'
import { listOwnUserLinks } from '../../user-links/list-user-links.ts'
import type { Credential } from '../ends.ts'
import { isGranted, opensUserinfo, signInSilently, type World } from './open-world.ts'

/** Something that was given before an act. */
export interface Held {
  /** Tries it. */
  readonly works: () => Promise<boolean>
  /** The messages that told a product of its end; null where none did. */
  readonly endedBy?: () => Promise<string | null>
  /** Trying it uses it up, so it is tried at the end alone. */
  readonly once?: true
}

/**
 * How each credential is got, and what it opens. They are got in this order before the act, and tried in this order after
 * it: what serves for a minute comes first, and what needs another login comes last.
 */
export const giving: Readonly<Record<Credential, (world: World) => Promise<Held>>> = {
  async access_token(world) {
    const { access_token: token } = await world.wiki.getTokens(world.browser, { organization: world.alder })
    return { works: () => opensUserinfo(world, token) }
  },

  async refresh_token(world) {
    const parameters = { organization: world.alder, scope: 'openid offline_access', prompt: 'consent' }
    let { refresh_token: token = '' } = await world.wiki.getTokens(world.browser, parameters)
    return {
      works: () =>
        isGranted(
          client.refreshTokenGrant(world.wiki.config, token).then((tokens) => (token = tokens.refresh_token ?? '')),
        ),
    }
  },

  async client_session(world) {
    await world.wiki.getTokens(world.browser, { organization: world.alder })
    return {
      works: async () => {
        const { db } = world.site.hub
        const told = await db
          .selectFrom('logout_deliveries')
          .select('client')
          .where('client', '=', world.wiki.id)
          .execute()
        return told.length === 0
      },
    }
  },

  async product_session(world) {
    const begun = await world.psa.begin({ organization: world.alder, prompt: 'none' })
    const tokens = await world.psa.redeem(begun, (await world.browser.get(begun.url.href)).url)
    const sid = tokens.claims()?.['sid']
    return atProduct(
      world,
      (event) => isOfPerson(world, event) && (event.type !== 'session_ended' || event.sid === sid),
    )
  },

  // It is no session of the hub, and need not have begun while one was there: the product ends it by the person.
  async local_session(world) {
    return atProduct(world, (event) => {
      if (event.type === 'link_ended') return false
      return isOfPerson(world, event) && (event.type !== 'member_epoch' || !SPARING.includes(event.reason))
    })
  },

  async user_link(world) {
    const { hub } = world.site
    return {
      works: async () => {
        const { id } = world.person.account
        const member = await findMembership(hub, id, world.alder)
        const link = await findActiveLink(hub, { organization: world.alder, deployment: psaUs })
        const [own] = link === null ? [] : await listOwnUserLinks(hub, id, [link.id])
        return member?.status === 'active' && own?.unlinking === false
      },
    }
  },

  async tenant_link(world) {
    const where = { organization: world.alder, deployment: psaUs }
    return { works: async () => (await findActiveLink(world.site.hub, where)) !== null }
  },

  async approval(world) {
    const { hub } = world.site
    const request = aLinkRequest(rmmUs, 'alder')
    await approveTenantLink(hub, {
      request,
      approvedBy: world.person.member.id,
      linksUser: false,
      sessionUid: null,
    })
    return { works: async () => (await answerLink(hub, request)).state === 'approved' }
  },

  async invitation(world) {
    const { hub } = world.site
    const by = asPerson(hub, world.person.member.id)
    const invite = { organization: world.alder, email: 'newcomer@alder.example', role: 'master', by } as const
    const { link } = await inviteMember(hub, invite)
    return { works: () => isOpen(getInvitation(hub, link.slice(link.lastIndexOf('/') + 1))) }
  },

  async mailed_address(world) {
    const { hub } = world.site
    const { id: account } = world.person.account
    await requestEmailChange(hub, { account, provenAt: hub.now(), session: 'session', email: 'new@alder.example' })
    const links = (await listNotices(hub)).flatMap((mail) =>
      mail.kind === 'email_confirmation' ? [mail.details.link] : [],
    )
    const token = links[0]?.slice(links[0].lastIndexOf('/') + 1) ?? ''
    return { works: () => isOpen(getEmailChange(hub, token)) }
  },

  async mailed_password(world) {
    const { hub } = world.site
    let token = ''
    await mailResetLink(hub, {
      username: world.person.account.username,
      source: '192.0.2.1',
      linkTo: (mailed) => (token = mailed),
    })
    return { works: () => isOpen(getResetAccount(hub, token)) }
  },

  async remembered_organization(world) {
    const { account } = world.person
    return {
      works: async () =>
        (await findOrganizationChoice(world.site.hub, { account: account.id, deployment: psaUs })) === world.alder,
    }
  },

  async known_browser(world) {
    const { db } = world.site.hub
    const known = db.selectFrom('devices').select('id_hash').where('account', '=', world.person.account.id)
    return { works: async () => (await known.execute()).length > 0 }
  },

  async directory_token(world) {
    return { works: async () => (await findToken(world.site.hub, world.directory.secret)) !== null }
  },

  async api_token(world) {
    const api = `${world.site.hub.config.issuer}/api`
    const request = { resource: api, scope: 'tenant_links' }
    const { access_token: token } = await client.clientCredentialsGrant(world.psa.config, request)
    const headers = { authorization: `Bearer ${token}` }
    return { works: async () => (await fetch(`${api}/events?after=${world.heard}&wait=0`, { headers })).status === 200 }
  },

  async session_elsewhere(world) {
    return { works: async () => (await signInSilently(world, world.birch)).url.searchParams.has('code') }
  },

  async session_here(world) {
    return {
      works: async () => {
        const page = await world.browser.get('/')
        const opensHub = page.headline === 'My modules' && page.text.includes('Everything that you use in Alder MSP')
        const opensProduct = (await signInSilently(world, world.alder)).url.searchParams.has('code')
        if (opensHub !== opensProduct) throw new Error(`The hub says ${opensHub}, the provider ${opensProduct}`)
        return opensHub
      },
    }
  },

  async grant(world) {
    const parameters = { organization: world.alder }
    const asked = await world.browser.get((await world.survey.begin(parameters)).url.href)
    await world.browser.post(asked.url.href, { decision: 'allow' })
    return {
      once: true,
      // A person who logs in again in the same browser is not asked again where the consent stands.
      works: async () => {
        await world.logIn(world.browser, `/login?again=${world.person.account.username}`)
        const { url } = await world.survey.begin({ ...parameters, prompt: 'none' })
        return (await world.browser.get(url.href)).url.searchParams.has('code')
      },
    }
  },

  async half_way_login(world) {
    const visitor = world.site.visitor()
    const begun = await world.psa.begin({ organization: world.alder })
    const { url } = await visitor.get(begun.url.href)
    const { username } = world.person.account
    const second = await visitor.post(url.href, { username, password: world.password })
    return {
      once: true,
      works: async () => {
        const back = await world.giveCode(visitor, second.url.href)
        return back.url.searchParams.has('code') && (await isGranted(world.psa.redeem(begun, back.url)))
      },
    }
  },

  async code(world) {
    const begun = await world.psa.begin({ organization: world.alder, prompt: 'none' })
    const { url } = await world.browser.get(begun.url.href)
    return { once: true, works: () => isGranted(world.psa.redeem(begun, url)) }
  },
}

/** Reasons of a member's epoch for which a product ends no local session: one is about a link, the other lets the person in again. */
const SPARING: readonly string[] = ['unlinked', 'reactivated']

function isOfPerson({ person, alder }: World, event: HubEvent): boolean {
  if (event.type === 'link_ended') return true
  return event.sub === person.account.id && (event.type !== 'member_epoch' || event.organization === alder)
}

/** A session that the product ends when the hub tells it so; `ends.test.ts` of the PSA tries that it does. */
function atProduct(world: World, ends: (event: HubEvent) => boolean): Held {
  const endedBy = async () => {
    const { events } = await readEvents(world.site.hub, { deployment: psaUs, after: world.heard })
    const messages = events.filter(ends).map((event) => {
      return event.type === 'member_epoch' ? `\`member_epoch\` (\`${event.reason}\`)` : `\`${event.type}\``
    })
    return messages.length === 0 ? null : [...new Set(messages)].join(' and ')
  }
  return { works: async () => (await endedBy()) === null, endedBy }
}

/** Whether what a link leads to is there. */
async function isOpen(found: Promise<unknown>): Promise<boolean> {
  try {
    await found
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
