import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCompany, anEmployee, asAdmin } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { deactivateEmployee } from '../employees/deactivate-employee.ts'
import { listMails } from '../mail/send-mail.ts'
import { hostUsers } from './host-users.ts'

describe('being unlinked at the hub', () => {
  it('mails the way to set a password to who has none, and the news to who has one (A20, T46)', async () => {
    await using psa = await openTestPsa()
    const { tenant, tech } = await aCompany(psa)
    const newcomer = await anEmployee(psa, tenant, { username: 'nopass', hasPassword: false })
    const users = hostUsers(psa)

    for (const { id } of [tech, newcomer]) await users.tellUnlinked?.(psa.db, id)

    const mails = (await listMails(psa)).map(({ to, body }) => [to, body.includes('/reset-password/')])
    assert.deepEqual(
      new Map(mails as [string, boolean][]),
      new Map([
        [tech.email, false],
        [newcomer.email, true],
      ]),
    )
  })

  it('mails no one who cannot come in', async () => {
    await using psa = await openTestPsa()
    const { admin, tech } = await aCompany(psa)
    await deactivateEmployee(psa, { employee: tech, by: await asAdmin(psa, admin) })

    await hostUsers(psa).tellUnlinked?.(psa.db, tech.id)

    assert.deepEqual(await listMails(psa), [])
  })
})
