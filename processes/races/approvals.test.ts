import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ledgerMigrations, shortMigrations } from '@lanyard/hub/src/db/open.ts'
import type { Ledger, Short } from '@lanyard/hub/src/db/schema.ts'
import { addCatalogue, addOrganization, addPerson, aLinkRequest, psaUk, psaUs } from '@lanyard/hub/testing.ts'
import { databases } from '@lanyard/storage/testing'
import { openHub } from '@lanyard/suite/src/open-parts.ts'
import { type ApprovalOutcome, approveAtOnce } from './approvals.ts'

const NODES = 5
const EACH = 10

for (const { name, open } of databases) {
  describe(`processes of one hub that approve at once, on ${name}`, () => {
    it('give an organization to exactly one of fifty tenants, and refuse the others by name (A12, S1, T5)', async () => {
      await using ledger = await open<Ledger>([await ledgerMigrations()])
      await using short = await open<Short>([await shortMigrations()])
      const environment = environmentOf(ledger.location, short.location)
      await using hub = await openHub(environment)
      await addCatalogue(hub)
      const organization = await addOrganization(hub, 'alder')
      const { member: master } = await addPerson(hub, organization, 'master', 'master')

      const outcomes = await approveAtOnce(
        Array.from({ length: NODES }, (_, node) => ({
          environment,
          approvedBy: master.id,
          requests: Array.from({ length: EACH }, (_each, index) =>
            aLinkRequest(index % 2 ? psaUs : psaUk, `t${node * EACH + index}`),
          ),
        })),
      )

      assert.equal(outcomes.length, NODES * EACH)
      const [winner] = assertOneWinner(outcomes, 'organization_already_linked')
      const rows = await hub.db.selectFrom('tenant_links').select(['id', 'state']).execute()
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        [{ id: winner, state: 'approved' }],
      )
    })

    it('give a tenant to exactly one of five organizations, and refuse the others by name (S1, T5)', async () => {
      await using ledger = await open<Ledger>([await ledgerMigrations()])
      await using short = await open<Short>([await shortMigrations()])
      const environment = environmentOf(ledger.location, short.location)
      await using hub = await openHub(environment)
      await addCatalogue(hub)
      const masters = []
      for (let node = 0; node < NODES; node++) {
        const organization = await addOrganization(hub, `alder${node}`)
        masters.push((await addPerson(hub, organization, 'master', 'master')).member.id)
      }

      const outcomes = await approveAtOnce(
        masters.map((approvedBy) => ({
          environment,
          approvedBy,
          requests: [aLinkRequest(psaUs, 'aspen')],
        })),
      )

      assert.equal(outcomes.length, NODES)
      assertOneWinner(outcomes, 'tenant_already_linked')
    })
  })
}

/** @returns the id that was approved */
function assertOneWinner(outcomes: readonly ApprovalOutcome[], others: string): readonly string[] {
  const winners = outcomes.flatMap((outcome) => ('approved' in outcome ? [outcome.approved] : []))
  assert.equal(winners.length, 1)
  const strange = outcomes.filter(
    (outcome) => 'failed' in outcome || ('refused' in outcome && outcome.refused !== others),
  )
  assert.deepEqual(strange, [])
  return winners
}

function environmentOf(database: string, short: string): Record<string, string> {
  return {
    LANYARD_ISSUER: 'http://localhost:6950',
    LANYARD_HUB_DATABASE: database,
    LANYARD_HUB_SHORT_DATABASE: short,
    LANYARD_HUB_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  }
}
