import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aCompany, anEmployee, asAdmin } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { deactivateEmployee } from '../employees/deactivate-employee.ts'
import { deleteEmployee } from '../employees/delete-employee.ts'
import { listMails } from '../mail/send-mail.ts'
import { listInvitationRequests } from '../invitation-requests/invitation-requests.ts'
import { endUserSessions } from '../sessions/end-session.ts'
import { findInvitation } from './find-invitation.ts'
import { inviteTenant } from './invite-tenant.ts'
import { requestInvitation } from './request-invitation.ts'
import { previewWithdraw, withdrawInvitation } from './withdraw-invitation.ts'

const company = 'alder'

for (const dialect of databases) {
  describe(`invitations on ${dialect.name}`, () => {
    it('keep one request until the operator answers it (A3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, admin } = await aCompany(psa, { company, invited: false })

      await requestInvitation(psa, { tenant: admin.tenant, by: await asAdmin(psa, admin) })
      await requestInvitation(psa, { tenant: admin.tenant, by: await asAdmin(psa, admin) })

      const [request, ...more] = await listInvitationRequests(psa)
      assert.equal(request?.company, company)
      assert.equal(request?.requestedBy, admin.name)
      assert.deepEqual(more, [])
      await inviteTenant(psa, { company: ' ALDER ' })
      assert.deepEqual(await listInvitationRequests(psa), [])
      assert.equal((await findInvitation(psa, tenant.id)).state, 'invited')
    })

    it('are asked for at the operator’s address, and each answer reaches the active admins, once (A3, FS7)', async () => {
      await using psa = await openTestPsa({ operatorMail: 'accounts@operator.example' }, dialect)
      const { tenant, admin } = await aCompany(psa, { company, invited: false })
      const leaver = await anEmployee(psa, tenant, { username: 'leaver', role: 'admin' })
      await deactivateEmployee(psa, { employee: leaver, by: 'operator' })
      const sent = async () => (await listMails(psa)).map(({ to, subject }) => `${to}: ${subject}`).toSorted()

      await requestInvitation(psa, { tenant: admin.tenant, by: await asAdmin(psa, admin) })
      await requestInvitation(psa, { tenant: admin.tenant, by: await asAdmin(psa, admin) })
      const asked = 'accounts@operator.example: “alder MSP” asks for IT Complete login'
      assert.deepEqual(await sent(), [asked])
      assert.match((await listMails(psa))[0]?.body ?? '', /tenant invite psa-us alder$/m)

      await inviteTenant(psa, { company })
      await inviteTenant(psa, { company })
      const given = `${admin.email}: You can connect PSA to IT Complete`
      assert.deepEqual(await sent(), [asked, given])

      await withdrawInvitation(psa, { company })
      assert.deepEqual(await sent(), [asked, given, `${admin.email}: Your invitation to IT Complete was withdrawn`])
    })

    it('are asked for by admins alone, in a live session, and for no longer than they are admins (A3, FE2, T9)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, admin } = await aCompany(psa, { company, invited: false })
      const leavers = [
        [deactivateEmployee, 'deactivated'],
        [deleteEmployee, 'deleted'],
      ] as const
      for (const [end, username] of leavers) {
        const leaver = await anEmployee(psa, tenant, { username, role: 'admin' })
        const by = await asAdmin(psa, leaver)
        await requestInvitation(psa, { tenant: tenant.id, by })
        assert.equal((await listInvitationRequests(psa)).length, 1)

        await end(psa, { employee: leaver, by: 'operator' })

        assert.deepEqual(await listInvitationRequests(psa), [], username)
        await assert.rejects(requestInvitation(psa, { tenant: tenant.id, by }), { code: 'not_an_admin' })
      }
      const by = await asAdmin(psa, admin)
      await endUserSessions(psa, admin.id)
      await assert.rejects(requestInvitation(psa, { tenant: tenant.id, by }), { code: 'session_required' })
      assert.deepEqual(await listInvitationRequests(psa), [])
      await requestInvitation(psa, { tenant: tenant.id, by: { ...(await asAdmin(psa, admin)), provenAt: null } })
      assert.equal((await listInvitationRequests(psa))[0]?.requestedBy, admin.name)
    })

    it('are kept without a word to an operator whose address is not set, and the page says so (FS7)', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa, { company, invited: false })
      const browser = psa.browser()
      await browser.logIn(company, 'admin')

      await browser.post('/admin/my-company/company-settings/it-complete/request-invitation')

      assert.deepEqual(await listMails(psa), [])
      const page = await browser.get('/admin/my-company/company-settings/it-complete')
      assert.match(page.text, /Your account manager was not notified/)
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

    it('end a link that is still connecting, whatever becomes of those that are linked (A3, FE2)', async () => {
      await using psa = await openTestPsa({}, dialect)
      for (const [company, endLinks] of [
        ['alder', false],
        ['birch', true],
      ] as const) {
        const parties = await aCompany(psa, { company })
        await linked(psa, parties, { confirmed: false })

        await withdrawInvitation(psa, { company, endLinks })

        await inviteTenant(psa, { company })
        assert.deepEqual(await psa.connect.tenantState(parties.tenant.id), {
          state: 'off',
          feature: 'on',
          endOwed: true,
        })
      }
    })

    it('end the sessions through the hub only when that was chosen, and leave the link to be switched off (A3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const parties = await aCompany(psa)
      const { logInThroughHub } = await linked(psa, parties)
      const browser = await logInThroughHub(parties.tech)

      assert.deepEqual(await withdrawInvitation(psa, { company, endLinks: true }), {
        sessionsEnded: 1,
        withdrawnBefore: null,
      })

      assert.equal((await browser.get('/')).location, '/login')
      const { state, feature } = await psa.connect.tenantState(parties.tenant.id)
      assert.deepEqual({ state, feature }, { state: 'on', feature: 'off' })
    })

    it('are taken back from one company, further and never back (A3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const [{ tenant: own }, { tenant: other }] = [await aCompany(psa), await aCompany(psa, { company: 'birch' })]

      const changed: boolean[] = []
      for (const endLinks of [false, false, true, false, true]) {
        const { withdrawnBefore } = await withdrawInvitation(psa, { company, endLinks })
        changed.push(withdrawnBefore === null)
      }

      assert.deepEqual(changed, [true, false, true, false, false])
      const invitation = await findInvitation(psa, own.id)
      assert.equal(invitation.state === 'withdrawn' && invitation.links, 'ended')
      assert.equal((await findInvitation(psa, other.id)).state, 'invited')
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
