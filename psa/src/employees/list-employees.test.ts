import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, findScans, keepStatements } from '@lanyard/storage/testing'
import { aCompany, anEmployee } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { deactivateEmployee } from './deactivate-employee.ts'
import type { EmployeeFilter, EmployeeOrder } from './employee-list.ts'
import { countEmployees, listPartOfEmployees, usualOrder } from './list-employees.ts'

for (const dialect of databases) {
  describe(`a part of the employees on ${dialect.name} (FX11, FT6)`, () => {
    it('has whom the filter lets through, each on one page, and reads no whole table', async (test) => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, tech } = await aCompany(psa)
      await aCompany(psa, { company: 'aspen' })
      const twins = []
      for (const username of ['a_b%c', 'twin1', 'twin2']) {
        twins.push(await anEmployee(psa, tenant, { username, name: 'Ünal Twin', email: 'U@x.example' }))
      }
      await deactivateEmployee(psa, { employee: tech, by: 'operator' })
      const sent = keepStatements(test)
      const find = async (filter: EmployeeFilter, order: EmployeeOrder = usualOrder, without?: ReadonlySet<string>) => {
        const pages = [0, 2, 4].map((first) =>
          listPartOfEmployees(psa, tenant.id, filter, { first, most: 2, order }, without),
        )
        const found = await Promise.all(pages)
        const names = found.flatMap(({ rows }) => rows.map(({ username }) => username))
        assert.ok(found.every(({ total }) => total === names.length))
        return names
      }

      assert.deepEqual(await find({}), ['a_b%c', 'admin', 'tech', 'twin1', 'twin2'])
      assert.deepEqual(await find({ role: 'admin' }), ['admin'])
      assert.deepEqual(await find({ status: 'inactive' }), ['tech'])
      for (const search of ['Ünal', 'ÜNAL', 'u\u0308nal', 'u@X', ' twin '])
        assert.deepEqual(await find({ search }), ['a_b%c', 'twin1', 'twin2'], search)
      for (const search of ['%', '_', 'B%C']) assert.deepEqual(await find({ search }), ['a_b%c'], search)
      assert.deepEqual(await find({ status: 'active' }, { by: 'username', descending: true }), [
        'twin2',
        'twin1',
        'admin',
        'a_b%c',
      ])
      assert.equal((await find({}, { by: 'status', descending: true }))[0], 'tech')
      const linked = new Set(twins.map(({ id }) => id))
      assert.deepEqual(await find({}, { by: 'name', descending: true }, linked), ['tech', 'admin'])
      assert.equal(await countEmployees(psa, tenant.id, { status: 'active' }), 4)
      assert.ok(sent.count() > 10)
      assert.deepEqual(await findScans(sent, new Set()), [])
    })
  })
}
