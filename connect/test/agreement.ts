import assert from 'node:assert/strict'
import type { TenantState } from '../src/api/states.ts'
import type { World } from './world.ts'

/** C1: where no fresh step is left, both sides agree after one round, and a second one has nothing to do. */
export async function assertAgreement(world: World): Promise<void> {
  const { connect, db } = world.product
  await connect.reconcile()
  const quiet = await connect.reconcile()
  assert.deepEqual(
    quiet,
    { confirmed: 0, ended: 0, delivered: 0, events: 0, failed: 0 },
    'a second round has nothing to do',
  )
  const rows = await db
    .withTables<{ connect_tenant_links: { id: string; state: string } }>()
    .selectFrom('connect_tenant_links')
    .selectAll()
    .execute()
  const states = new Map(rows.map(({ id, state }) => [id, state]))
  for (const link of world.hub.ledger.links.values()) {
    if (link.state === 'approved') continue
    assert.equal(states.get(link.id) ?? 'ended', link.state, 'active on both sides, or on neither')
  }
  for (const [id, state] of states) {
    assert.notEqual(state, 'pending')
    if (state === 'active') assert.equal(world.hub.ledger.links.get(id)?.state, 'active')
  }
}

/** How a company's link stands at the product. */
export async function stateOf(world: World, tenantId = 'ten_alder'): Promise<TenantState['state']> {
  return (await world.product.connect.tenantState(tenantId)).state
}
