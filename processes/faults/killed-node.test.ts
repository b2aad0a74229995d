import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { encodeBase32 } from '@lanyard/journeys/authenticator.ts'
import { approveTenantLink } from '@lanyard/hub/src/connections/tenant-links/approve-tenant-link.ts'
import type { LinkId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { listMembers } from '@lanyard/hub/src/people/members/list-members.ts'
import { aLinkRequest, psaUs } from '@lanyard/hub/testing.ts'
import { databases, eventually } from '@lanyard/storage/testing'
import { findFreePorts } from '@lanyard/suite/src/free-ports.ts'
import { type OpenHub, openHub } from '@lanyard/suite/src/open-parts.ts'
import { startPart } from '@lanyard/suite/src/part-process.ts'
import { startSuite, type SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { sql } from 'kysely'

const NODES = ['one', 'two'] as const
type Node = (typeof NODES)[number]

/** Milliseconds for which the hub's loop `lapses` is claimed. */
const CLAIM = 15_000

interface Claim {
  readonly holder: string
  readonly freeAt: number
  /** At this moment, by the database's clock. */
  readonly holds: boolean
}

/** The claim of the loop that ends approvals. */
async function readClaim({ db }: OpenHub): Promise<Claim> {
  const { rows } = await sql<Claim>`
    select holder, free_at as "freeAt", free_at > extract(epoch from clock_timestamp()) * 1000 as holds
    from loop_claims where loop = 'lapses'`.execute(db)
  assert.ok(rows[0])
  return rows[0]
}

/** An approval that no product has confirmed. @returns the link's id */
async function leaveApproval(suite: SuiteUnderTest, hub: OpenHub): Promise<LinkId> {
  const id = 'alder' as OrganizationId
  const key = encodeBase32(randomBytes(20))
  const master = { username: 'master@alder.example', name: 'Master', role: 'master', key, about: '' } as const
  await suite.seedCompany({ organization: { id, name: 'Alder MSP', accounts: [master], moduleUrls: {} }, tenants: {} })
  const [member] = await listMembers(hub, id)
  assert.ok(member)
  const request = aLinkRequest(psaUs, 'alder')
  await approveTenantLink(hub, { request, approvedBy: member.id, linksUser: false, sessionUid: null })
  return request.id
}

/** A node of the hub, whose connections bear its name. */
async function startNode(suite: SuiteUnderTest, { name, folder }: { readonly name: Node; readonly folder: string }) {
  const environment = suite.environment('hub')
  const database = new URL(environment['LANYARD_HUB_DATABASE'] ?? '')
  database.searchParams.set('application_name', name)
  const { hub: port } = await findFreePorts()
  const node = startPart({
    part: 'hub',
    origin: `http://localhost:${port}`,
    environment: { ...environment, LANYARD_HUB_DATABASE: database.href, LANYARD_LISTEN: `127.0.0.1:${port}` },
    logFile: join(folder, `${name}.log`),
    onLine: () => undefined,
  })
  await node.ready
  return node
}

/** The node that waits for the table of links. */
async function waitingNode({ db }: OpenHub): Promise<Node | null> {
  const { rows } = await sql<{ application_name: Node }>`
    select application_name from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%"tenant_links"%'`.execute(db)
  return rows[0]?.application_name ?? null
}

describe('a node that dies while it holds the claim of a loop', () => {
  it('is followed by the other node once the claim is over, and not before; the work is done (FR11)', async () => {
    const postgres = databases.find(({ name }) => name === 'PostgreSQL')
    assert.ok(postgres)
    await using database = await postgres.open([])
    const location = { LANYARD_HUB_DATABASE: database.location, LANYARD_HUB_SHORT_DATABASE: database.location }
    await using suite = await startSuite({ parts: [], environment: { hub: location } })
    await using hub = await openHub(suite.environment('hub'))
    const link = await leaveApproval(suite, hub)
    await using opened = new AsyncDisposableStack()
    const folder = await mkdtemp(join(tmpdir(), 'lanyard-killed-node-'))
    opened.defer(() => rm(folder, { recursive: true, force: true }))
    const read = () => {
      const row = hub.db.selectFrom('tenant_links').select(['state', 'ended_at']).where('id', '=', link)
      return row.executeTakeFirstOrThrow()
    }

    const start = async (name: Node) => {
      const node = await startNode(suite, { name, folder })
      opened.defer(async () => void (await node.stop()))
      return [name, node] as const
    }
    const nodes = new Map(await Promise.all(NODES.map(start)))

    // What is due lies behind a lock, so that the node which takes the turn stays in it.
    const lock = await hub.db.startTransaction().execute()
    opened.defer(async () => void (lock.isCommitted || (await lock.rollback().execute())))
    await sql`lock table tenant_links in exclusive mode`.execute(lock)
    await lock.updateTable('tenant_links').set({ lapses_at: 0 }).where('id', '=', link).execute()
    let dead: Node | null = null
    await eventually('a node is in its turn', async () => (dead = await waitingNode(hub)) !== null)
    const claimed = await readClaim(hub)
    await nodes.get(dead ?? 'one')?.kill()
    await lock.commit().execute()

    assert.deepEqual([await readClaim(hub), (await read()).state], [{ ...claimed, holds: true }, 'approved'])
    // The long run waits until the claim is over; the short one lets the time pass by the database's clock.
    const passed = process.env['LANYARD_LONG_TESTS'] ? 0 : CLAIM
    await sql`update loop_claims set free_at = free_at - ${passed} where loop = 'lapses'`.execute(hub.db)
    await eventually('the other node does the work', async () => (await read()).state === 'ended')

    assert.notEqual((await readClaim(hub)).holder, claimed.holder)
    assert.ok(((await read()).ended_at ?? 0) >= claimed.freeAt - passed, 'it did not come before its time')
  })
})
