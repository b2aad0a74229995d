import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import {
  asPerson,
  addPerson,
  aLinkRequest,
  openPeopledHub,
  operator,
  overlap,
  psaUs,
  refused,
} from '../../../testing.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { findProgress, identify, prove } from '../ceremonies/advance.ts'
import { DAY, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, MemberId } from '../../ids.ts'
import { acceptInvitationAs } from '../invitations/accept-invitation.ts'
import { inviteMember } from '../invitations/invite-member.ts'
import { makeMember } from '../../connections/rights/change-role.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { getMember } from '../members/find-member.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { suspendOrganization } from '../../connections/rights/suspend-organization.ts'
import { isEnded } from '../permits/is-ended.ts'
import { approveTenantLink } from '../../connections/tenant-links/approve-tenant-link.ts'
import { beginEnrolment } from './begin-enrolment.ts'
import { confirmEnrolment } from './confirm-enrolment.ts'
import { importAuthenticator } from './import-authenticator.ts'
import { replaceCodes, takeCode } from './recovery-codes.ts'
import { resetSecondFactor, resetSecondFactorOf } from './reset-second-factor.ts'
import { hasSecondFactor } from './list-factors.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const reason = 'Called back at the number that we know.'

/** A master, a second one, and a technician who has a second factor. */
async function open(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const deputy = await addPerson(hub, hub.alder, 'second', 'master')
  const tech = await addPerson(hub, hub.alder, 'tech')
  await importAuthenticator(hub, { account: tech.account.id, secret: SECRET, by: operator })
  const by = asPerson(hub, hub.alderMaster.id)
  return { ...hub, deputy, tech, by, request: { member: tech.member.id, by, reason } }
}

async function acts(hub: Hub) {
  return hub.db.selectFrom('audit').selectAll().where('action', '=', 'second_factor.reset').execute()
}

async function join(hub: Hub, organization: Parameters<typeof inviteMember>[1]['organization'], account: AccountId) {
  const email = 'elsewhere@example.org'
  const { link } = await inviteMember(hub, { organization, email, role: 'member', by: operator })
  return acceptInvitationAs(hub, { token: link.slice(link.lastIndexOf('/') + 1), account })
}

for (const database of databases) {
  describe(`resetSecondFactor on ${database.name}`, () => {
    it('takes every factor away, ends the sessions, pauses linking and tells person and masters (T36, T46)', async () => {
      await using hub = await open(database)
      const { account } = hub.tech
      const [code = ''] = await replaceCodes(hub.db, account.id)
      await hub.db
        .insertInto('passkeys')
        .values({
          id: 'pky_0123456789abcdefghijkl' as never,
          account: account.id,
          credential_id: 'credential',
          public_key: 'key',
          counter: 0,
          transports: '[]',
          synced: 0,
          name: null,
          created_at: hub.now(),
          last_used_at: null,
        })
        .execute()
      hub.pass(SECOND)

      await resetSecondFactor(hub, hub.request)

      assert.equal(await hasSecondFactor(hub, account.id), false)
      assert.equal(await takeCode(hub.db, account.id, code, hub.now()), false)
      const after = await findAccountById(hub, account.id)
      assert.deepEqual([after?.secondFactorResetAt, after?.linkingPausedUntil], [hub.now(), hub.now() + DAY])
      assert.ok(after && isEnded(after, { uid: 'any', loggedInAt: hub.now() - SECOND }))
      assert.equal((await getMember(hub, hub.tech.member.id)).epoch, 2)
      const [act, ...others] = await acts(hub)
      assert.deepEqual(
        [act?.organization, act?.actor, act?.account, JSON.parse(act?.details ?? ''), others.length],
        ['alder', hub.by.actor, account.id, { reason, factors: 2 }, 0],
      )
      const told = (await listNotices(hub)).filter(({ kind }) => kind.endsWith('_reset'))
      assert.deepEqual(told.map(({ kind, recipient }) => `${kind} ${recipient}`).toSorted(), [
        'member_factor_reset master@alder.example',
        'member_factor_reset second@alder.example',
        'second_factor_reset tech@alder.example',
      ])
    })

    it('is for active masters of the organization, and never for oneself (T36)', async () => {
      await using hub = await open(database)
      await importAuthenticator(hub, { account: hub.alderMasterAccount.id, secret: SECRET, by: operator })
      const reset = (member: MemberId, as: MemberId) =>
        resetSecondFactor(hub, { member, by: asPerson(hub, as), reason })

      await assert.rejects(reset(hub.tech.member.id, hub.birchMaster.id), refused('not_a_master'))
      await assert.rejects(reset(hub.deputy.member.id, hub.tech.member.id), refused('not_a_master'))
      await assert.rejects(reset(hub.alderMaster.id, hub.alderMaster.id), refused('reset_own'))
      await deactivateMember(hub, { member: hub.deputy.member.id, by: operator })
      await assert.rejects(reset(hub.tech.member.id, hub.deputy.member.id), refused('not_a_master'))
      const email = 'invited@alder.example'
      const { member } = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by: operator })
      await assert.rejects(reset(member.id, hub.alderMaster.id), refused('member_unknown'))

      assert.equal(await hasSecondFactor(hub, hub.tech.account.id), true)
      assert.deepEqual(await acts(hub), [])
    })

    for (const [what, given] of [
      ['no reason', ' \n'],
      ['a reason without end', 'x'.repeat(501)],
    ] as const)
      it(`refuses ${what}`, async () => {
        await using hub = await open(database)

        await assert.rejects(resetSecondFactor(hub, { ...hub.request, reason: given }), refused('reason_missing'))

        assert.equal(await hasSecondFactor(hub, hub.tech.account.id), true)
      })

    it('is left to the operator also while the other organization is suspended (FG4, T36)', async () => {
      await using hub = await open(database)
      await join(hub, hub.birch, hub.tech.account.id)
      await suspendOrganization(hub, { organization: hub.birch, by: operator })

      await assert.rejects(resetSecondFactor(hub, hub.request), refused('reset_elsewhere'))

      assert.equal(await hasSecondFactor(hub, hub.tech.account.id), true)
    })

    it('is left to the operator for a person who is active in another organization, too (T36)', async () => {
      await using hub = await open(database)
      const there = await join(hub, hub.birch, hub.tech.account.id)
      await assert.rejects(resetSecondFactor(hub, hub.request), refused('reset_elsewhere'))

      await resetSecondFactorOf(hub, { account: hub.tech.account.id, by: 'operator:test', reason })

      assert.equal(await hasSecondFactor(hub, hub.tech.account.id), false)
      assert.equal((await getMember(hub, there.id)).epoch, 2)
      const organizations = (await acts(hub)).map(({ organization, actor }) => `${actor} ${organization}`)
      assert.deepEqual(organizations.toSorted(), ['operator:test alder', 'operator:test birch'])
      const told = (await listNotices(hub)).filter(({ kind }) => kind === 'member_factor_reset')
      assert.equal(told.length, 3)
    })

    it('may be done by a master where the other place is inactive', async () => {
      await using hub = await open(database)
      const there = await join(hub, hub.birch, hub.tech.account.id)
      await deactivateMember(hub, { member: there.id, by: operator })

      await resetSecondFactor(hub, hub.request)

      assert.equal(await hasSecondFactor(hub, hub.tech.account.id), false)
    })

    it('happens once when two masters do it at once', async () => {
      await using hub = await open(database)

      const twice = overlap(
        hub,
        (node) => resetSecondFactor(node, hub.request),
        (node) => resetSecondFactor(node, { ...hub.request, by: asPerson(hub, hub.deputy.member.id) }),
      )

      await assert.rejects(twice, refused('factor_unknown'))
      assert.equal((await acts(hub)).length, 1)
    })

    it('is refused to a master who is demoted or deactivated meanwhile', async () => {
      for (const leave of [makeMember, deactivateMember]) {
        await using hub = await open(database)

        const late = overlap(
          hub,
          (node) => leave(node, { member: hub.alderMaster.id, by: operator }),
          (node) => resetSecondFactor(node, hub.request),
        )

        await assert.rejects(late, refused('not_a_master'))
        assert.equal(await hasSecondFactor(hub, hub.tech.account.id), true)
      }
    })

    it('forgets an unfinished login, with one factor or with both (A7)', async () => {
      await using hub = await open(database)
      const { id } = hub.tech.account
      const at = hub.now()
      await identify(hub, 'one-factor', { account: id, at })
      await identify(hub, 'both', { account: id, at })
      await prove(hub, 'both', { account: id, at, secondFactor: 'otp' })
      await identify(hub, 'of-another', { account: hub.deputy.account.id, at })
      hub.pass(1)

      await resetSecondFactor(hub, hub.request)

      const steps = ['one-factor', 'both', 'of-another'].map(
        async (uid) => (await findProgress(hub, uid)).progress.step,
      )
      assert.deepEqual(await Promise.all(steps), ['unknown', 'unknown', 'identified'])
    })

    it('takes away what an enrolment under way has shown, too: no one completes with an older key', async () => {
      await using hub = await open(database)
      const { account } = hub.tech
      await hub.db.deleteFrom('authenticators').where('account', '=', account.id).execute()
      await beginEnrolment(hub, { account, ceremony: 'before', hubName: 'Hub' })
      await importAuthenticator(hub, { account: account.id, secret: SECRET, by: operator })

      await resetSecondFactor(hub, hub.request)

      const proof = { account, ceremony: 'before', code: '000000', source: 'test', since: hub.now() }
      const late = confirmEnrolment(hub, proof)
      await assert.rejects(late, refused('attempt_invalid'))
    })

    it('lets nothing be approved that overlaps it, until the pause is over (T36)', async () => {
      await using hub = await open(database)
      await importAuthenticator(hub, { account: hub.deputy.account.id, secret: SECRET, by: operator })
      const approval = () => ({
        request: aLinkRequest(psaUs, 'alder'),
        approvedBy: hub.deputy.member.id,
        linksUser: true,
        sessionUid: null,
      })

      const meanwhile = overlap(
        hub,
        (node) => resetSecondFactor(node, { ...hub.request, member: hub.deputy.member.id }),
        (node) => approveTenantLink(node, approval()),
      )

      await assert.rejects(meanwhile, refused('linking_paused'))
      hub.pass(DAY - 1)
      await assert.rejects(approveTenantLink(hub, approval()), refused('linking_paused'))
      hub.pass(1)
      assert.equal((await approveTenantLink(hub, approval())).state, 'approved')
    })
  })
}
