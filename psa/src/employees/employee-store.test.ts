import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nameKeys } from '@lanyard/storage/name-keys'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { aCompany, anEmployee } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import * as employees from './employee-store.ts'

/** Two companies with people of the same names; in the first, one is deactivated and one deleted. */
async function openPeople(dialect: TestDialect) {
  const psa = await openTestPsa({}, dialect)
  const alder = await aCompany(psa)
  const aspen = await aCompany(psa, { company: 'aspen' })
  const away = await anEmployee(psa, alder.tenant, { username: 'away', role: 'admin' })
  const gone = await anEmployee(psa, alder.tenant, { username: 'gone', role: 'admin' })
  await employees.deactivate(psa.db, away.id, 'operator', 1)
  await employees.markDeleted(psa.db, gone.id, 'operator', 1)
  const read = () => psa.db.selectFrom('users').selectAll().orderBy('id').execute()
  /** Whose rows are different afterwards. */
  const changedBy = async (act: () => Promise<void>) => {
    const before = new Map((await read()).map((row) => [row.id, JSON.stringify(row)]))
    await act()
    return (await read()).flatMap((row) => (before.get(row.id) === JSON.stringify(row) ? [] : row.id))
  }
  return Object.assign(psa, { alder, aspen, away, gone, changedBy })
}

for (const dialect of databases) {
  describe(`employees of two companies on ${dialect.name}`, () => {
    it('are found as what they are, in their own company, while they are not deleted', async () => {
      await using psa = await openPeople(dialect)
      const { db, alder, aspen, away, gone } = psa
      const { tenant, admin, tech, contact } = alder

      const byId = [tech.id, away.id, gone.id, contact.id].map(async (id) => (await employees.findById(db, id))?.id)
      assert.deepEqual(await Promise.all(byId), [tech.id, away.id, undefined, undefined])
      assert.equal((await employees.findByUsername(db, tenant.id, ['tech']))?.id, tech.id)
      assert.equal((await employees.findByUsername(db, aspen.tenant.id, ['tech']))?.id, aspen.tech.id)
      assert.equal(await employees.findByUsername(db, tenant.id, ['gone']), null)
      assert.deepEqual(
        (await employees.list(db, tenant.id)).map(({ username, deactivated }) => [username, deactivated]),
        [
          ['admin', null],
          ['away', { at: 1, by: 'operator' }],
          ['tech', null],
        ],
      )
      assert.deepEqual(await employees.lockActiveAdmins(db, tenant.id), [admin.id])
      const names = (await employees.listNames(db, tenant.id)).map(({ id }) => id)
      assert.deepEqual(names.sort(), [admin, tech, contact, away, gone].map(({ id }) => id).sort())
    })

    it('change one at a time, and keep the keys of their names (FT6)', async () => {
      await using psa = await openPeople(dialect)
      const { db, alder, away, changedBy } = psa
      const { tech, contact } = alder

      for (const [who, act] of [
        [tech.id, () => employees.update(db, { ...tech, name: 'New', username: 'new' })],
        [tech.id, () => employees.deactivate(db, tech.id, 'operator', 2)],
        [away.id, () => employees.activate(db, away.id)],
        [tech.id, () => employees.makeContact(db, tech.id, contact.client)],
        [tech.id, () => employees.markDeleted(db, tech.id, 'operator', 3)],
      ] as const) {
        assert.deepEqual(await changedBy(act), [who])
      }
      const rows = await db.selectFrom('users').select(['name', 'email', 'name_key', 'email_key', 'keys_of']).execute()
      for (const { name, email, ...keys } of rows) assert.deepEqual(keys, nameKeys({ name, email }))
    })
  })
}
