import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { PASSWORD, type TestCompany, aCompany } from '../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import { codeOf } from '../../testing/outcomes.ts'
import { createContact } from '../contacts/create-contact.ts'
import { closeTicket } from './close-ticket.ts'
import { getTicket, listReplies } from './find-ticket.ts'
import { listTickets, usualOrder } from './list-tickets.ts'
import { openTicket } from './open-ticket.ts'
import { replyToTicket } from './reply-to-ticket.ts'
import type { Viewer } from './ticket.ts'

const asTech = ({ tech, tenant }: TestCompany): Viewer => ({ id: tech.id, tenant: tenant.id, client: null })
const asContact = ({ contact, tenant }: TestCompany): Viewer => ({
  id: contact.id,
  tenant: tenant.id,
  client: contact.client,
})
const text = { subject: 'Printer', body: 'It prints blank pages.' }

async function everyTicket(psa: Pick<TestPsa, 'db'>, viewer: Viewer) {
  return (await listTickets(psa, viewer, {}, { first: 0, most: 200, order: usualOrder })).rows
}

for (const dialect of databases) {
  describe(`tickets on ${dialect.name}`, () => {
    it('are counted within their company, without gaps, also when opened at once', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)

      await Promise.all(Array.from({ length: 5 }, () => openTicket(psa, { by: asTech(company), client: '', ...text })))

      const numbers = (await everyTicket(psa, asTech(company))).map(({ number }) => number)
      assert.deepEqual(
        numbers.toSorted((one, other) => one - other),
        [1, 2, 3, 4, 5],
      )
    })

    it('are for a contact those of their own company alone', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const other = await createContact(psa, {
        tenant: company.tenant.id,
        name: 'Olga Other',
        email: 'olga@other.example',
        client: 'Other Ltd',
        password: PASSWORD,
        by: 'operator',
      })
      const asOther = { id: other.id, tenant: company.tenant.id, client: other.client }

      const own = await openTicket(psa, { by: asContact(company), client: other.client, ...text })
      const inside = await openTicket(psa, { by: asTech(company), client: '', ...text })

      assert.deepEqual(
        (await everyTicket(psa, asContact(company))).map(({ id }) => id),
        [own],
      )
      assert.deepEqual(await everyTicket(psa, asOther), [])
      for (const id of [own, inside]) await assert.rejects(getTicket(psa, asOther, id), { code: 'not_found' })
      await assert.rejects(replyToTicket(psa, { ticket: own, by: asOther, body: 'Mine?' }), { code: 'not_found' })
    })

    it('are not found in another tenant (T31)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const [alder, aspen] = [await aCompany(psa), await aCompany(psa, { company: 'aspen' })]
      const ticket = await openTicket(psa, { by: asTech(alder), client: '', ...text })

      await assert.rejects(getTicket(psa, asTech(aspen), ticket), { code: 'not_found' })
      await assert.rejects(openTicket(psa, { by: asTech(aspen), client: alder.contact.client, ...text }), {
        code: 'form_invalid',
      })
    })

    it('take replies until they are closed, and are closed once', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const by = asTech(company)
      const ticket = await openTicket(psa, { by: asContact(company), client: '', ...text })
      await replyToTicket(psa, { ticket, by, body: 'We are on our way.' })

      const outcomes = await Promise.allSettled([closeTicket(psa, { ticket, by }), closeTicket(psa, { ticket, by })])

      assert.deepEqual(outcomes.map(codeOf).sort(), ['fulfilled', 'ticket_closed'])
      await assert.rejects(replyToTicket(psa, { ticket, by, body: 'Too late.' }), { code: 'ticket_closed' })
      const replies = await listReplies(psa, await getTicket(psa, by, ticket))
      assert.deepEqual(
        replies.map(({ body }) => body),
        [text.body, 'We are on our way.'],
      )
    })

    it('show replies in the order in which they came, also while the clock stands', async () => {
      await using psa = await openTestPsa({}, dialect)
      const by = asTech(await aCompany(psa))
      const standing = { db: psa.db, now: () => 1 }
      const ticket = await openTicket(standing, { by, client: '', ...text })

      const bodies = Array.from({ length: 8 }, (_, index) => `Reply ${index}`)
      for (const body of bodies) await replyToTicket(standing, { ticket, by, body })

      const replies = await listReplies(psa, await getTicket(psa, by, ticket))
      assert.deepEqual(
        replies.map(({ body }) => body),
        [text.body, ...bodies],
      )
    })

    it('are answered and closed one by one', async () => {
      await using psa = await openTestPsa({}, dialect)
      const by = asTech(await aCompany(psa))
      const [one, other] = [
        await openTicket(psa, { by, client: '', ...text }),
        await openTicket(psa, { by, client: '', ...text, body: 'It hums.' }),
      ]

      await replyToTicket(psa, { ticket: one, by, body: 'We are on our way.' })
      await closeTicket(psa, { ticket: one, by })

      const left = await getTicket(psa, by, other)
      assert.deepEqual([left.closed, left.changedAt], [null, left.openedAt])
      const replies = await listReplies(psa, left)
      assert.deepEqual(
        replies.map(({ body }) => body),
        ['It hums.'],
      )
    })

    it('are not opened without a subject or a text', async () => {
      await using psa = await openTestPsa({}, dialect)
      const by = asTech(await aCompany(psa))

      for (const missing of [{ subject: '  ' }, { body: '' }, { subject: 'x'.repeat(201) }]) {
        await assert.rejects(openTicket(psa, { by, client: '', ...text, ...missing }), { code: 'form_invalid' })
      }
    })
  })
}
