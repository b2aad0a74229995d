import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aCompany, PASSWORD } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { codeOf } from '../../testing/outcomes.ts'
import { createTenant } from './create-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { renameTenant } from './rename-tenant.ts'

for (const dialect of databases) {
  describe(`tenants on ${dialect.name}`, () => {
    it('give a company to one of two who ask at once', async () => {
      await using psa = await openTestPsa({}, dialect)

      const outcomes = await Promise.allSettled(
        ['alder', ' Alder'].map((company) => createTenant(psa, { company, name: 'Alder MSP' })),
      )

      assert.deepEqual(outcomes.map(codeOf).sort(), ['company_taken', 'fulfilled'])
    })

    it('let people in who copied company, username or address from another screen (FT1, FT3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { contact } = await aCompany(psa)

      for (const [company, username] of [
        ['\ufeffalder\u200b', 'tech\u00a0'],
        ['ａｌｄｅｒ', '\u202atech\u202c'],
      ] as const)
        assert.equal((await psa.browser().logIn(company, username)).status, 303)
      const asContact = { company: 'alder', email: `<${contact.email}>;`, password: PASSWORD }
      assert.equal((await psa.browser().post('/portal/login', asContact)).status, 303)
    })

    it('are renamed without breaking a link (A25)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const parties = await aCompany(psa)
      await linked(psa, parties)

      await renameTenant(psa, { company: 'alder', newCompany: 'Oak', newName: 'Oak MSP' })

      assert.equal((await psa.connect.tenantState(parties.tenant.id)).state, 'on')
      assert.equal((await psa.browser().logIn('alder', 'tech')).status, 401)
      assert.equal((await psa.browser().logIn('oak', 'tech')).status, 303)
    })

    it('are not renamed to a company that another one is', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa, { company: 'alder' })
      const { tenant } = await aCompany(psa, { company: 'aspen' })

      await assert.rejects(renameTenant(psa, { company: 'aspen', newCompany: 'ALDER' }), { code: 'company_taken' })
      await assert.rejects(renameTenant(psa, { company: 'nobody' }), { code: 'tenant_not_found' })
      assert.deepEqual(await findTenant(psa, tenant.id), tenant)
    })
  })
}
