import { type TestDialect } from '@lanyard/storage/testing'
import { addPerson, asOwner, openPeopledHub, operator, psaUs, connectTenant } from '../../../../testing.ts'
import { deleteAccount } from '../../../connections/rights/delete-account.ts'
import { addClient } from '../../../people/organizations/add-client.ts'
import { importAuthenticator } from '../../../people/factors/import-authenticator.ts'
import { resetSecondFactorOf } from '../../../people/factors/reset-second-factor.ts'
import type { AccountId, OrganizationId } from '../../../ids.ts'
import { addMember } from '../../../people/members/add-member.ts'
import { makeMember } from '../../../connections/rights/change-role.ts'
import { deactivateMember } from '../../../connections/rights/change-status.ts'
import { endMemberSessions } from '../../../people/members/end-member-sessions.ts'
import { removeMember } from '../../../connections/rights/remove-member.ts'
import { suspendOrganization } from '../../../connections/rights/suspend-organization.ts'
import { setPassword } from '../../../people/passwords/set-password.ts'
import { createToken } from '../../../people/provisioning/create-token.ts'
import { endOwnSessions } from '../../../people/sessions/end-own-sessions.ts'
import { reportUserLink } from '../../../connections/user-links/report-user-link.ts'
import { recordProductSession } from '../../../people/sessions/record-product-session.ts'

export const by = operator as `operator:${string}`

/**
 * A master of Alder, which has another one, who is linked in its PSA, works for Birch as well, and is signed in to a wiki
 * outside the suite from both. A colleague is signed in to the wiki, too.
 */
export async function openWorld(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const { account, member } = await addPerson(hub, hub.alder, 'second', 'master')
  await setPassword(hub, { account: account.id, password: 'a grey lanyard on a hook', by })
  await importAuthenticator(hub, { account: account.id, secret: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK', by })
  const inBirch = await addMember(hub, { organization: hub.birch, account, role: 'member', by })
  const colleague = await addPerson(hub, hub.alder, 'colleague')

  const link = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
  await reportUserLink(hub, { link: link.id, deployment: psaUs, sub: account.id, revision: 1, state: 'linked' })

  const address = 'http://localhost:5530/logout'
  const wiki = await addClient(hub, {
    name: 'Wiki',
    redirectUris: ['http://localhost:5530/'],
    backchannelLogoutUri: address,
    by,
  })
  const begin = (sid: string, who: AccountId, organization: OrganizationId) =>
    recordProductSession(hub, { client: wiki.id, sid, hubSession: `of-${sid}`, account: who, organization }, 1)
  await begin('alder', account.id, hub.alder)
  await begin('birch', account.id, hub.birch)
  await begin('colleague', colleague.account.id, hub.alder)
  return Object.assign(hub, { account, member, inBirch, colleague, link, wiki })
}

export type World = Awaited<ReturnType<typeof openWorld>>

export interface Cause {
  readonly name: string
  readonly act: (world: World) => Promise<unknown>
  /** Whose logout tokens are queued. */
  readonly ends: readonly string[]
  /** What the PSA's log says, of the person. */
  readonly reasons: readonly ('deactivated' | 'sessions_ended' | 'unlinked')[]
  /** As the audit calls it. */
  readonly action: string
}

const both = ['alder', 'birch']
export const causes: readonly Cause[] = [
  {
    name: 'a deactivation',
    act: (world) => deactivateMember(world, { member: world.member.id, by }),
    ends: ['alder'],
    reasons: ['deactivated'],
    action: 'member.deactivate',
  },
  {
    name: 'a deactivation by a directory',
    async act(world) {
      const { token } = await createToken(world, { organization: world.alder, name: 'HR', by })
      await deactivateMember(world, { member: world.member.id, by: `provisioning:${token.id}` })
    },
    ends: ['alder'],
    reasons: ['deactivated'],
    action: 'member.deactivate',
  },
  {
    name: 'a lost role',
    act: (world) => makeMember(world, { member: world.member.id, by }),
    ends: ['alder'],
    reasons: ['sessions_ended'],
    action: 'member.make_member',
  },
  {
    name: 'the end of a member’s sessions',
    act: (world) => endMemberSessions(world, { member: world.member.id, by }),
    ends: ['alder'],
    reasons: ['sessions_ended'],
    action: 'member.end_sessions',
  },
  {
    name: 'a removal',
    act: (world) => removeMember(world, { member: world.member.id, by }),
    ends: ['alder'],
    reasons: ['deactivated', 'unlinked'],
    action: 'member.remove',
  },
  {
    name: 'a suspended organization',
    act: (world) => suspendOrganization(world, { organization: world.alder, by }),
    ends: ['alder', 'colleague'],
    reasons: ['deactivated'],
    action: 'organization.suspend',
  },
  {
    name: 'a log-out of everything',
    act: (world) => endOwnSessions(world, { account: world.account.id, by: asOwner(world, world.account.id) }),
    ends: both,
    reasons: ['sessions_ended'],
    action: 'session.end_all',
  },
  {
    name: 'a reset of the second factor',
    act: (world) => resetSecondFactorOf(world, { account: world.account.id, by, reason: 'lost phone' }),
    ends: both,
    reasons: ['sessions_ended'],
    action: 'second_factor.reset',
  },
  {
    name: 'a deleted account',
    act: (world) => deleteAccount(world, { account: world.account.id, by }),
    ends: both,
    reasons: ['deactivated', 'unlinked'],
    action: 'account.delete',
  },
]
