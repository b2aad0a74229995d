import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aCompany } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import * as contacts from './contact-store.ts'
import { createContact } from './create-contact.ts'

for (const dialect of databases) {
  describe(`contacts and clients of two companies on ${dialect.name}`, () => {
    it('are found in their own company, while they are not deleted, and no employee is', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { db } = psa
      const { tenant, tech, contact } = await aCompany(psa)
      const aspen = await aCompany(psa, { company: 'aspen' })
      const email = 'left@alder.example'
      const left = await createContact(psa, {
        tenant: tenant.id,
        name: 'L',
        email,
        client: 'Client Ltd',
        by: 'operator',
      })
      const deletion = { deleted_at: 1, deleted_by: 'operator' } as const
      await db.updateTable('users').set(deletion).where('id', '=', left.id).execute()

      const byId = [contact.id, left.id, tech.id].map(async (id) => (await contacts.findById(db, id))?.id)
      assert.deepEqual(await Promise.all(byId), [contact.id, undefined, undefined])
      assert.equal((await contacts.findByEmail(db, tenant.id, [contact.email]))?.id, contact.id)
      assert.equal(await contacts.findByEmail(db, tenant.id, ['other@alder.example']), null)
      assert.equal(await contacts.findByEmail(db, tenant.id, [email]), null)
      assert.equal(await contacts.findByEmail(db, aspen.tenant.id, [contact.email]), null)
    })

    it('are each company’s own, also under one name', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { db } = psa
      const [alder, aspen] = [await aCompany(psa), await aCompany(psa, { company: 'aspen' })]
      const own = await contacts.getClientByName(db, alder.tenant.id, 'Client Ltd')
      const other = { id: 'cli_other' as typeof own.id, name: 'Other Ltd' }
      assert.equal(await contacts.insertClient(db, alder.tenant.id, other, 1), true)

      assert.deepEqual(await contacts.listClients(db, alder.tenant.id), [own, other])
      assert.deepEqual(await contacts.findClient(db, alder.tenant.id, other.id), other)
      assert.equal(await contacts.findClient(db, aspen.tenant.id, other.id), null)
      assert.deepEqual(await contacts.getClientByName(db, alder.tenant.id, 'Other Ltd'), other)
      assert.notEqual((await contacts.getClientByName(db, aspen.tenant.id, 'Client Ltd')).id, own.id)
    })
  })
}
