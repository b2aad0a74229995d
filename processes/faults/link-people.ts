import assert from 'node:assert/strict'
import { listActiveLinks } from '@lanyard/hub/src/connections/tenant-links/find-links.ts'
import { listUserLinks } from '@lanyard/hub/src/connections/user-links/list-user-links.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { eventually } from '@lanyard/storage/testing'
import { openPsa } from '@lanyard/suite/src/open-parts.ts'
import type { LogOutWorld } from '../logouts/world.ts'
import { type Newcomer, openNewcomers } from './newcomers.ts'
import type { FaultWorld } from './world.ts'

/** A failure in the middle of `visit`, which is over when this returns. */
interface Failure {
  readonly name: string
  readonly during: (faults: FaultWorld, visit: () => Promise<unknown>) => Promise<unknown>
}

/** What fails while people come back from the hub to link themselves. */
export const failures: readonly Failure[] = [
  {
    name: 'the hub’s database is silent',
    async during({ hubsDatabase }, visit) {
      hubsDatabase.silence()
      await visit()
      hubsDatabase.restore()
    },
  },
  {
    name: 'every connection is terminated',
    async during(faults, visit) {
      const visited = visit()
      for (let time = 0; time < 3; time++) await faults.terminate()
      await visited
    },
  },
  {
    name: 'the hub dies and the database restarts',
    async during({ world: { suite }, postgres }, visit) {
      await suite.kill('hub')
      await postgres.halt()
      await visit()
      await postgres.resume()
      await suite.start('hub')
    },
  },
  ...(process.env['LANYARD_LONG_TESTS'] ? longFailures() : []),
]

/** In the short run connecting a company tries these. */
function longFailures(): readonly Failure[] {
  return [
    {
      name: 'the PSA’s database is silent',
      async during({ psasDatabase }, visit) {
        psasDatabase.silence()
        await visit()
        psasDatabase.restore()
      },
    },
    {
      name: 'no database takes a connection',
      async during({ hubsDatabase, psasDatabase }, visit) {
        hubsDatabase.refuse()
        psasDatabase.refuse()
        await visit()
        hubsDatabase.restore()
        psasDatabase.restore()
      },
    },
  ]
}

/** Two people of one company come back from the hub at once when something fails, and then load the page again. */
export async function returnAmid(faults: FaultWorld, { during }: Failure): Promise<void> {
  const { id, people } = await openNewcomers(faults.world.suite)
  const ways = await Promise.all(
    people.map(async (person) => {
      const { url, status } = await person.giveCode(await person.begin())
      assert.equal(status, 0, url.href)
      return () => person.visitor.get(url.href)
    }),
  )

  await during(faults, () => Promise.all(ways.map((comeBack) => comeBack())))
  await faults.allReady()
  const meanwhile = await linkedAtPsa(faults.world, id)
  for (const link of meanwhile) assert.ok(pairsOf(people).includes(link), `${link}, which is someone else`)
  for (const comeBack of ways) await comeBack()

  await assertLinked(faults.world, id, people)
}

/** A person gives their second factor, for a link, while the hub's database is silent; then gives another one. */
export async function proveAmidSilence(faults: FaultWorld): Promise<void> {
  const { id, people } = await openNewcomers(faults.world.suite)
  const [person] = people
  assert.ok(person)
  const page = await person.begin()

  faults.hubsDatabase.silence()
  const meanwhile = await person.giveCode(page)
  faults.hubsDatabase.restore()
  await faults.allReady()
  assert.deepEqual([meanwhile.status, await linkedAtPsa(faults.world, id)], [503, []])
  const back = await person.giveCode(page)
  await person.visitor.get(back.url.href)

  await assertLinked(faults.world, id, [person])
}

/** At both sides: these people with their own accounts, no one else, and no page was an error. */
async function assertLinked(world: LogOutWorld, company: string, people: readonly Newcomer[]): Promise<void> {
  assert.deepEqual(await linkedAtPsa(world, company), pairsOf(people))
  const accounts = [`master@${company}.example`, ...people.map(({ account }) => account)]
  await eventually('the hub has heard of these links', async () => {
    return JSON.stringify(await linkedAtHub(world, company)) === JSON.stringify(accounts.toSorted())
  })
  const errors = people.flatMap(({ visitor }) => visitor.errors)
  assert.deepEqual(errors, [])
}

const pairsOf = (people: readonly Newcomer[]) => people.map(({ username, account }) => `${username} is ${account}`)

/** Who is linked to which account; the company's admin was before. */
async function linkedAtPsa({ suite }: LogOutWorld, company: string): Promise<readonly string[]> {
  await using psa = await openPsa(suite.environment('psa-us'))
  const users = psa.db.selectFrom('users').innerJoin('tenants', 'tenants.id', 'users.tenant_id')
  const rows = await users
    .select(['users.tenant_id', 'users.id', 'users.username'])
    .where('tenants.company', '=', company)
    .orderBy('users.username')
    .execute()
  const linked = rows[0] && (await psa.connect.linkedUsers(rows[0].tenant_id))
  return rows.flatMap(({ id, username }) => {
    const link = linked?.get(id)
    return link && username !== 'admin' ? [`${username} is ${link.accountName}`] : []
  })
}

/** The accounts that are linked, in the order of their names. */
async function linkedAtHub({ hub }: LogOutWorld, organization: string): Promise<readonly string[]> {
  const links = await listActiveLinks(hub, organization as OrganizationId)
  const linked = await listUserLinks(
    hub,
    links.map(({ id }) => id),
  )
  const accounts = hub.db.selectFrom('accounts').select('username')
  const rows = await accounts
    .where(
      'id',
      'in',
      linked.map(({ sub }) => sub),
    )
    .execute()
  return rows.map(({ username }) => username).toSorted()
}
