import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { kyselyStore } from '@lanyard/connect/kysely'
import { databases } from '@lanyard/storage/testing'
import { inTransaction } from '@lanyard/storage'
import { aCompany, openTestRmm } from '../testing.ts'
import { inviteCompany, listInvitationRequests, withdrawInvitation } from './invitations.ts'
import {
  findByName,
  findCompany,
  findCompanyByName,
  findPerson,
  renameCompany,
  renamePerson,
  requestInvitation,
} from './people.ts'

for (const dialect of databases) {
  describe(`companies and people of RMM on ${dialect.name}`, () => {
    it('are found by what they type, in any case', async () => {
      await using rmm = await openTestRmm(dialect)
      const { techId } = await aCompany(rmm)

      const found = await findByName(rmm.db, { company: ' Alder', username: 'TECH' })
      assert.equal(found?.id, techId)
    })

    it('are found as it was copied from another screen (FT1)', async () => {
      await using rmm = await openTestRmm(dialect)
      const { techId } = await aCompany(rmm)

      for (const [company, username] of [
        ['\ufeffalder\u200b', 'tech\u00a0'],
        ['ａｌｄｅｒ', '\u202atech\u202c'],
      ] as const)
        assert.equal((await findByName(rmm.db, { company, username }))?.id, techId)
    })

    it('keep their ids under new names (A25)', async () => {
      await using rmm = await openTestRmm(dialect)
      const { companyId, techId } = await aCompany(rmm)
      const company = await findCompany(rmm.db, companyId)
      assert.ok(company)

      const renamed = await renameCompany(rmm.db, company, { company: 'Elm', name: 'Elm MSP' })
      const person = await renamePerson(rmm.db, renamed, 'tech', { username: 'Ted' })

      assert.deepEqual([renamed.id, renamed.company, renamed.name], [companyId, 'elm', 'Elm MSP'])
      assert.deepEqual([person?.id, person?.username], [techId, 'ted'])
      assert.equal(await renamePerson(rmm.db, renamed, 'nobody', { name: 'Nobody' }), null)
    })

    it('are each company’s own, also under one name', async () => {
      await using rmm = await openTestRmm(dialect)
      const [alder, birch] = [
        await aCompany(rmm, { invited: false }),
        await aCompany(rmm, { company: 'birch', invited: false }),
      ]
      const techOf = async (company: string) => (await findByName(rmm.db, { company, username: 'tech' }))?.id
      const found = await findCompanyByName(rmm.db, 'birch')
      assert.ok(found)

      assert.deepEqual([await techOf('alder'), await techOf('birch')], [alder.techId, birch.techId])
      await inviteCompany(rmm, found)
      await renamePerson(rmm.db, found, 'tech', { username: 'Ted' })
      await renameCompany(rmm.db, found, { company: 'Elm' })

      assert.deepEqual([await techOf('alder'), await techOf('elm')], [alder.techId, undefined])
      assert.equal((await findPerson(rmm.db, birch.techId))?.username, 'ted')
      assert.equal((await findCompany(rmm.db, alder.companyId))?.feature, 'off')
    })

    it('are read inside a transaction as in a ceremony', async () => {
      await using rmm = await openTestRmm(dialect)
      const { companyId, adminId } = await aCompany(rmm)

      await inTransaction(rmm, async ({ db }) => {
        assert.equal((await findCompany(db, companyId))?.feature, 'on')
        assert.equal((await findPerson(db, adminId))?.role, 'admin')
      })
    })

    it('are invited, ask for it, and lose it in two steps (A3)', async () => {
      await using rmm = await openTestRmm(dialect)
      const { companyId } = await aCompany(rmm, { invited: false })
      await requestInvitation(rmm.db, companyId, 1000)
      assert.deepEqual(
        (await listInvitationRequests(rmm)).map(({ company }) => company),
        ['alder'],
      )

      const feature = async () => (await findCompany(rmm.db, companyId))?.feature
      const company = await findCompanyByName(rmm.db, 'alder')
      assert.ok(company)
      assert.deepEqual([await inviteCompany(rmm, company), await inviteCompany(rmm, company)], [true, false])
      assert.equal(await feature(), 'on')
      assert.deepEqual(await listInvitationRequests(rmm), [])
      assert.equal(await withdrawInvitation(rmm, company, { endLinks: false }), 0)
      assert.equal(await withdrawInvitation(rmm, company, { endLinks: false }), null)
      assert.equal(await feature(), 'no_new_links')
      assert.equal(await withdrawInvitation(rmm, company, { endLinks: true }), 0)
      assert.equal(await withdrawInvitation(rmm, company, { endLinks: false }), null)
      assert.equal(await feature(), 'off')
    })

    it('lose a link that is still connecting when the invitation is withdrawn (A3)', async () => {
      await using rmm = await openTestRmm(dialect)
      const { companyId: tenantId } = await aCompany(rmm)
      const company = await findCompanyByName(rmm.db, 'alder')
      assert.ok(company)
      const whose = { tenantId, issuer: rmm.issuer, organizationId: 'org_alder', organizationName: 'Alder MSP' }
      const began = { adminUserId: 'usr_admin', adminName: 'admin', member: null, auditId: 'aud_1', pendingAt: 1 }
      const link = { id: 'lnk_1', ...whose, ...began, state: 'pending', tries: 0, nextTryAt: 1 } as const
      assert.ok(await kyselyStore(rmm.db).records.tenantLinks.takePlace(link))

      await withdrawInvitation(rmm, company, { endLinks: false })
      await inviteCompany(rmm, company)

      assert.equal((await rmm.signOn.tenantState(tenantId)).state, 'off')
    })
  })
}
