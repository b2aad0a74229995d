import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyTexts } from '@lanyard/storage/name-keys'
import { databases, findScans, keepStatements } from '@lanyard/storage/testing'
import { aCompany } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { closeTicket } from './close-ticket.ts'
import { listTickets, usualOrder } from './list-tickets.ts'
import { openTicket } from './open-ticket.ts'
import { INSIDE, subjects, type TicketFilter, type TicketOrder } from './ticket-list.ts'
import type { Viewer } from './ticket.ts'

for (const dialect of databases) {
  describe(`a part of the tickets on ${dialect.name}`, () => {
    it('has what the filter lets through, each on one page, and reads no whole table', async (test) => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, tech, contact } = await aCompany(psa)
      const aspen = await aCompany(psa, { company: 'aspen' })
      const by: Viewer = { id: tech.id, tenant: tenant.id, client: null }
      const client: Viewer = { id: contact.id, tenant: tenant.id, client: contact.client }
      const elsewhere: Viewer = { id: aspen.tech.id, tenant: aspen.tenant.id, client: null }
      const open = (subject: string, who = by) => openTicket(psa, { by: who, client: '', subject, body: 'Text' })
      const inside = await open('Über 100% Last')
      for (const subject of ['Printer', 'Laptop']) await open(subject)
      const fromClient = await open('Printer of the client', client)
      await open('Printer of others', elsewhere)
      await closeTicket(psa, { ticket: fromClient, by })
      const sent = keepStatements(test)
      const find = async (filter: TicketFilter, order: TicketOrder = usualOrder, viewer = by) => {
        const found = await Promise.all(
          [0, 2, 4].map((first) => listTickets(psa, viewer, filter, { first, most: 2, order })),
        )
        const numbers = found.flatMap(({ rows }) => rows.map(({ number }) => number))
        assert.ok(found.every(({ total }) => total === numbers.length))
        return numbers
      }

      assert.deepEqual(await find({}), [3, 2, 1, 4])
      assert.deepEqual(await find({}, { by: 'status', descending: true }), [4, 3, 2, 1])
      assert.deepEqual(await find({}, { by: 'number', descending: false }), [1, 2, 3, 4])
      assert.deepEqual(await find({}, { by: 'changed', descending: true }), [4, 3, 2, 1])
      assert.deepEqual(await find({ status: 'closed' }), [4])
      assert.deepEqual(await find({ client: INSIDE, status: 'open' }), [3, 2, 1])
      assert.deepEqual(await find({ client: contact.client }), [4])
      assert.deepEqual(await find({}, usualOrder, client), [4])
      assert.deepEqual(await find({ search: 'printer' }, usualOrder, client), [4])
      for (const search of ['ÜBER', 'u\u0308ber', '0%', '1', '#1'])
        assert.deepEqual(await find({ search }), [1], search)
      assert.deepEqual(await find({ search: `${fromClient} ` }), [4])
      assert.deepEqual(await find({ search: inside }, usualOrder, client), [], 'not even by its id')
      assert.deepEqual(await find({ search: '1' }, usualOrder, client), [], 'nor by its number')
      assert.deepEqual(await find({ search: ' PRINTER ' }), [2, 4])
      assert.deepEqual(await find({ search: 'printer', status: 'open' }), [2])
      assert.deepEqual(await find({ search: '_' }), [])
      assert.ok(sent.count() > 10)
      assert.deepEqual(await findScans(sent, new Set()), [])
    })

    it('is found by a subject in any case and composition, also one that is not keyed yet (FT6)', async (test) => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, tech } = await aCompany(psa)
      const by: Viewer = { id: tech.id, tenant: tenant.id, client: null }
      for (const subject of ['Straße', 'U\u0308ber', 'İstanbul', '50%_!']) {
        await openTicket(psa, { by, client: '', subject, body: 'Text' })
      }
      const sent = keepStatements(test)
      const find = async (search: string) => {
        const { rows } = await listTickets(psa, by, { search }, { first: 0, most: 9, order: usualOrder })
        return rows.map(({ number }) => number)
      }
      const findAll = async () => {
        for (const search of ['STRASSE', 'straße']) assert.deepEqual(await find(search), [1], search)
        for (const search of ['über', 'U\u0308BER']) assert.deepEqual(await find(search), [2], search)
        for (const search of ['istanbul', 'İSTANBUL']) assert.deepEqual(await find(search), [3], search)
        for (const search of ['0%', '%_', '!']) assert.deepEqual(await find(search), [4], search)
      }
      const keysOfAll = () =>
        psa.db
          .selectFrom('tickets')
          .select(['subject_key', 'keys_of'])
          .where('tenant_id', '=', tenant.id)
          .orderBy('number')
          .execute()

      await findAll()
      const keys = await keysOfAll()
      await psa.db
        .updateTable('tickets')
        .set({ subject_key: null, keys_of: null })
        .where('tenant_id', '=', tenant.id)
        .execute()
      await findAll()
      await keyTexts(psa, subjects)

      assert.deepEqual(await keysOfAll(), keys)
      assert.ok(keys.every(({ subject_key: key }) => key !== null))
      // A row that a statement brings along in a parameter is none of a table.
      assert.deepEqual(await findScans(sent, new Set(['json_each'])), [])
    })
  })
}
