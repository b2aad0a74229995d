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

/** Whose claim of the loop that ends approvals it is. */
async function findHolder({ db }: OpenHub): Promise<string> {
  const { rows } = await sql<{ holder: string }>`select holder from loop_claims where loop = 'lapses'`.execute(db)
  assert.ok(rows[0])
  return rows[0].holder
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
  // The test holds it in a statement for as long as it likes.
  for (const limit of ['lock_timeout', 'statement_timeout', 'query_timeout']) {
    database.searchParams.set(limit, String(2 ** 31 - 1))
  }
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

/** Statements of the loop: where an approval is due, it looks for the turn, and ends the approval in it. */
const STATEMENTS = { look: /^insert into loop_claims/, due: /^update "tenant_links"/ }
type Statement = keyof typeof STATEMENTS

interface Wait {
  readonly node: Node
  /** When the statement began, by the database's clock. */
  readonly since: number
}

/** What nodes, of these, are at in a statement: waiting for a lock, or still at it. */
async function findBusy(
  { db }: OpenHub,
  {
    nodes,
    statement,
    waits,
  }: { readonly nodes: readonly Node[]; readonly statement: Statement; readonly waits: boolean },
): Promise<readonly Wait[]> {
  const { rows } = await sql<Wait & { query: string }>`
    select application_name as node, query, cast(floor(extract(epoch from query_start) * 1000) as double precision) as since
    from pg_stat_activity where datname = current_database()
      and ${waits ? sql`wait_event_type = 'Lock'` : sql`state <> 'idle'`}`.execute(db)
  return rows.filter(({ query, node }) => STATEMENTS[statement].test(query.trimStart()) && nodes.includes(node))
}

/** Waits until as many nodes, of these, wait for a lock in a statement. */
async function waitingNodes(hub: OpenHub, nodes: readonly Node[], statement: Statement, most = 1): Promise<Wait> {
  let found: readonly Wait[] = []
  await eventually(`${nodes.join(' or ')} waits in ${statement}`, async () => {
    found = await findBusy(hub, { nodes, statement, waits: true })
    return new Set(found.map(({ node }) => node)).size === most
  })
  assert.ok(found[0])
  return found[0]
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
      const row = hub.db.selectFrom('tenant_links').select('state').where('id', '=', link)
      return row.executeTakeFirstOrThrow()
    }

    const start = async (name: Node) => {
      const node = await startNode(suite, { name, folder })
      opened.defer(async () => void (await node.stop()))
      return [name, node] as const
    }
    const begin = async () => {
      const transaction = await hub.db.startTransaction().execute()
      opened.defer(async () => void (transaction.isCommitted || (await transaction.rollback().execute())))
      return transaction
    }
    const nodes = new Map(await Promise.all(NODES.map(start)))

    // Both see that something is due before what is due lies behind a lock; so the node which takes the turn stays in it.
    const turns = await begin()
    await sql`lock table loop_claims in exclusive mode`.execute(turns)
    await hub.db.updateTable('tenant_links').set({ lapses_at: 0 }).where('id', '=', link).execute()
    await waitingNodes(hub, NODES, 'look', NODES.length)
    const locks = await begin()
    await sql`lock table tenant_links in exclusive mode`.execute(locks)
    await turns.commit().execute()
    const { node: dead } = await waitingNodes(hub, NODES, 'due')
    const claimLock = await begin()
    await sql`select from loop_claims where loop = 'lapses' for update`.execute(claimLock)
    const holder = await findHolder(hub)
    await nodes.get(dead)?.kill()

    // The other node looks for the turn, and hears only then that the claim goes on, however long this took.
    const others = NODES.filter((name) => name !== dead)
    const { since } = await waitingNodes(hub, others, 'look')
    const freeAt = since + CLAIM / 2
    await sql`update loop_claims set free_at = ${freeAt} where loop = 'lapses'`.execute(claimLock)
    await claimLock.commit().execute()
    const looking = { nodes: others, statement: 'look', waits: false } as const
    await eventually('the other node has its answer', async () => (await findBusy(hub, looking)).length === 0)
    assert.equal(await findHolder(hub), holder)

    // The long run waits until the claim is over; the short one lets the time pass by the database's clock.
    if (!process.env['LANYARD_LONG_TESTS']) {
      await sql`update loop_claims set free_at = free_at - ${CLAIM} where loop = 'lapses'`.execute(hub.db)
    }
    await locks.commit().execute()
    await eventually('the other node does the work', async () => (await read()).state === 'ended')

    assert.notEqual(await findHolder(hub), holder)
  })
})
