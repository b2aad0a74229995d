import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aCompany } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { findInvitation, listInvitationRequests } from './find-invitation.ts'
import { inviteTenant } from './invite-tenant.ts'
import { requestInvitation } from './request-invitation.ts'
import { previewWithdraw, withdrawInvitation } from './withdraw-invitation.ts'

const company = 'alder'

for (const dialect of databases) {
  describe(`invitations on ${dialect.name}`, () => {
    it('keep one request until the operator answers it (A3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, admin } = await aCompany(psa, { company, invited: false })

      await requestInvitation(psa, admin)
      await requestInvitation(psa, admin)

      const [request, ...more] = await listInvitationRequests(psa)
      assert.equal(request?.company, company)
      assert.equal(request?.requestedBy, admin.name)
      assert.deepEqual(more, [])
      await inviteTenant(psa, { company: ' ALDER ' })
      assert.deepEqual(await listInvitationRequests(psa), [])
      assert.equal((await findInvitation(psa, tenant.id)).state, 'invited')
    })

    it('are taken back after counts were shown; what is linked signs in on (A3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const parties = await aCompany(psa)
      const { logInThroughHub } = await linked(psa, parties)
      const browser = await logInThroughHub(parties.tech)
      assert.deepEqual(await previewWithdraw(psa, { company }), { links: 2, sessions: 1 })

      await withdrawInvitation(psa, { company })

      assert.equal((await browser.get('/')).status, 200)
      const state = await psa.connect.tenantState(parties.tenant.id)
      assert.equal(state.feature, 'no_new_links')
    })

    it('end the sessions through the hub only when that was chosen, and leave the link to be switched off (A3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const parties = await aCompany(psa)
      const { logInThroughHub } = await linked(psa, parties)
      const browser = await logInThroughHub(parties.tech)

      assert.deepEqual(await withdrawInvitation(psa, { company, endLinks: true }), { sessionsEnded: 1 })

      assert.equal((await browser.get('/')).location, '/login')
      const { state, feature } = await psa.connect.tenantState(parties.tenant.id)
      assert.deepEqual({ state, feature }, { state: 'on', feature: 'off' })
    })

    it('are refused where there is no such company, or nothing to take back', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa, { company, invited: false })

      await assert.rejects(inviteTenant(psa, { company: 'nobody' }), { code: 'tenant_not_found' })
      await assert.rejects(withdrawInvitation(psa, { company }), { code: 'not_invited' })
      await assert.rejects(previewWithdraw(psa, { company }), { code: 'not_invited' })
    })
  })
}
