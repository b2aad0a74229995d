import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { databases } from '@lanyard/storage/testing'
import { aCompany, anEmployee, PASSWORD } from '../../../testing/a-company.ts'
import { linked } from '../../../testing/linked.ts'
import { openTestPsa, type TestPsa } from '../../../testing/open-test-psa.ts'
import { untilBlocked } from '../../../testing/outcomes.ts'
import type { Employee } from '../../employees/employee.ts'
import { deactivateEmployee } from '../../employees/deactivate-employee.ts'
import type { TenantId } from '../../ids.ts'
import { routes } from '../../web/routes.ts'

const path = '/admin/my-company/company-settings/it-complete'
const choices = [
  [`${path}/who-may-link`, { kind: 'roles', role: 'admin' }],
  [`${path}/local-sessions`, { end: '1' }],
] as const

const chosen = async ({ connect }: TestPsa, tenant: TenantId) => [
  (await connect.linkPolicy(tenant)).kind,
  await connect.localSessionPolicy(tenant),
]

for (const dialect of databases) {
  describe(`a choice of an admin who is deactivated meanwhile, on ${dialect.name}`, () => {
    it('is not made (FE1, FG5)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant } = await aCompany(psa)

      for (const [index, [address, form]] of choices.entries()) {
        const admin = await anEmployee(psa, tenant, { username: `leaver${index}`, role: 'admin' })
        const browser = psa.browser()
        await browser.logIn('alder', admin.username)
        const { release, going } = await holdDeactivation(psa, admin)

        const choice = browser.post(address, form)
        await untilBlocked(psa).finally(release)

        const [{ status, location }] = await Promise.all([choice, going])
        assert.ok(status === 403 || location?.startsWith('/login'), `${status} ${location}`)
      }

      assert.deepEqual(await chosen(psa, tenant.id), ['everyone', 'stay'])
    })
  })
}

describe('a choice, or a link that its owner disables,', () => {
  it('stays as it was where the audit cannot take the entry (B12)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { logInThroughHub } = await linked(psa, company)
    const browser = await logInThroughHub(company.tech)
    const admin = psa.browser()
    await admin.logIn('alder', 'admin')
    await psa.db.schema.dropTable('audit_names').execute()

    const statuses = [(await browser.post(routes.disable, { password: PASSWORD })).status]
    for (const [address, form] of choices) statuses.push((await admin.post(address, form)).status)

    assert.deepEqual(statuses, [500, 500, 500])
    assert.deepEqual(await chosen(psa, company.tenant.id), ['everyone', 'stay'])
    assert.equal((await psa.connect.userState(company.tech.id)).state, 'linked')
  })
})

/** Deactivates in a transaction that is not done before `release` is called. */
async function holdDeactivation(psa: TestPsa, employee: Employee) {
  const [gone, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const going = inTransaction(psa, async (psa) => {
    await deactivateEmployee(psa, { employee, by: 'operator' })
    gone.resolve()
    await release.promise
  })
  await gone.promise
  return { release: release.resolve, going }
}
