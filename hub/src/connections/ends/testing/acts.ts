import { asOwner, asPerson, operator } from '../../../../testing.ts'
import { renameAccount } from '../../../people/accounts/rename-account.ts'
import { deleteAccount } from '../../rights/delete-account.ts'
import { takeBackAccess } from '../../../people/client-access/take-back-access.ts'
import { addAuthenticator } from '../../../people/factors/add-authenticator.ts'
import { beginAddingAuthenticator } from '../../../people/factors/begin-adding-authenticator.ts'
import { importAuthenticator } from '../../../people/factors/import-authenticator.ts'
import { listFactors } from '../../../people/factors/list-factors.ts'
import { removeFactor } from '../../../people/factors/remove-factor.ts'
import { resetSecondFactorOf } from '../../../people/factors/reset-second-factor.ts'
import { addMember } from '../../../people/members/add-member.ts'
import { makeMaster, makeMember } from '../../rights/change-role.ts'
import { activateMember, deactivateMember } from '../../rights/change-status.ts'
import { endMemberSessions } from '../../../people/members/end-member-sessions.ts'
import { removeMember } from '../../rights/remove-member.ts'
import { resumeOrganization, suspendOrganization } from '../../rights/suspend-organization.ts'
import { codeOf } from '../../../oidc/testing/go-through-login.ts'
import { changePassword } from '../../../people/passwords/change-password.ts'
import { setPassword } from '../../../people/passwords/set-password.ts'
import { endToken } from '../../../people/provisioning/end-token.ts'
import { severTenantLink } from '../../tenant-links/sever-tenant-link.ts'
import { unlinkUser } from '../../user-links/unlink-user.ts'
import type { Cause } from '../ends.ts'
import type { World } from './open-world.ts'

interface Act {
  readonly end: (world: World) => Promise<unknown>
  /** Gives the right back. */
  readonly giveBack?: (world: World) => Promise<unknown>
}

const by = operator as `operator:${string}`
const ANOTHER_SESSION = 'another-session'
const ANOTHER_SECRET = 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK'

/** What each end is, and how the right comes back. */
export const acts: Readonly<Record<Cause, Act>> = {
  deactivated: {
    end: ({ site, person, master }) =>
      deactivateMember(site.hub, {
        member: person.member.id,
        by: asPerson(site.hub, master.member.id),
      }),
    giveBack: ({ site, person }) => activateMember(site.hub, { member: person.member.id, by }),
  },
  removed: {
    end: ({ site, person }) => removeMember(site.hub, { member: person.member.id, by }),
    giveBack: ({ site, person, alder }) =>
      addMember(site.hub, { organization: alder, account: person.account, role: 'master', by }),
  },
  suspended: {
    end: ({ site, alder }) => suspendOrganization(site.hub, { organization: alder, by }),
    giveBack: ({ site, alder }) => resumeOrganization(site.hub, { organization: alder, by }),
  },
  role_lost: {
    end: ({ site, person }) => makeMember(site.hub, { member: person.member.id, by }),
    giveBack: ({ site, person }) => makeMaster(site.hub, { member: person.member.id, by }),
  },
  sessions_ended: { end: ({ site, person }) => endMemberSessions(site.hub, { member: person.member.id, by }) },
  factor_reset: {
    end: ({ site, person }) => resetSecondFactorOf(site.hub, { account: person.account.id, by, reason: 'lost' }),
    giveBack: ({ site, person }) =>
      importAuthenticator(site.hub, { account: person.account.id, secret: ANOTHER_SECRET, by }),
  },
  factor_removed: {
    async end({ site, person }) {
      const { hub } = site
      const { account } = person
      const [old] = await listFactors(hub, account.id)
      const adding = { account, ceremony: ANOTHER_SESSION, hubName: 'Hub' }
      const { secret } = await beginAddingAuthenticator(hub, adding)
      const code = codeOf(secret, hub.now())
      const own = { provenAt: hub.now(), session: ANOTHER_SESSION }
      await addAuthenticator(hub, { ...adding, ...own, code, name: 'New phone', source: '192.0.2.1' })
      const removed = { factor: old?.id ?? '', factorName: 'Old phone' }
      await removeFactor(hub, { account: account.id, ...own, ...removed })
    },
  },
  address_changed: {
    end: ({ site, person }) =>
      renameAccount(site.hub, { account: person.account.id, email: 'moved@alder.example', by }),
  },
  password_changed: {
    async end(world) {
      const { site, person, password: current } = world
      const session = {
        session: ANOTHER_SESSION,
        source: '192.0.2.1',
        device: null,
        places: [],
        provenAt: site.hub.now(),
      }
      world.password = 'nine lanterns under the harbour'
      await changePassword(site.hub, { ...session, account: person.account, current, next: world.password })
    },
  },
  password_set: {
    end: ({ site, person, password }) => setPassword(site.hub, { account: person.account.id, password, by }),
  },
  account_deleted: { end: ({ site, person }) => deleteAccount(site.hub, { account: person.account.id, by }) },
  logged_out: { end: ({ browser }) => browser.post('/logout') },
  access_taken_back: {
    async end({ site, person, wiki, survey }) {
      const owner = asOwner(site.hub, person.account.id)
      for (const { id: client } of [wiki, survey]) await takeBackAccess(site.hub, { ...owner, client })
    },
  },
  tenant_link_severed: { end: ({ site, link }) => severTenantLink(site.hub, { id: link, by }) },
  user_unlinked: { end: ({ site, person, link }) => unlinkUser(site.hub, { member: person.member.id, link, by }) },
  directory_token_ended: {
    end: ({ site, alder, directory }) => endToken(site.hub, { organization: alder, token: directory.token.id, by }),
  },
}
