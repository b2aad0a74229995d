import assert from 'node:assert/strict'
import { listActiveLinks } from '@lanyard/hub/src/connections/tenant-links/find-links.ts'
import { listUserLinks } from '@lanyard/hub/src/connections/user-links/list-user-links.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { eventually } from '@lanyard/storage/testing'
import { openPsa } from '@lanyard/suite/src/open-parts.ts'
import { sql } from 'kysely'
import type { LogOutWorld } from '../logouts/world.ts'
import { type Newcomer, openNewcomers } from './newcomers.ts'
import type { FaultWorld } from './world.ts'

/** A failure in the middle of `visit`. When this returns, however that went, the visit and the failure are over. */
interface Failure {
  readonly name: string
  /** How it shows on every page meanwhile, and no one is linked: the status, or a code. Null where it need not show. */
  readonly shows: 503 | 'hub_unavailable' | null
  readonly during: <Result>(faults: FaultWorld, visit: () => Promise<Result>) => Promise<Result>
}

/** What fails while people come back from the hub to link themselves. */
export const failures: readonly Failure[] = [
  {
    name: 'the hub’s database is silent',
    shows: 'hub_unavailable',
    async during({ hubsDatabase }, visit) {
      hubsDatabase.silence()
      return visit().finally(() => hubsDatabase.restore())
    },
  },
  {
    name: 'every connection is terminated',
    // A visit can be over before the first is: what holds one open, such as a lock, ends after a second in this world.
    shows: null,
    async during(faults, visit) {
      const visited = visit()
      const terminated = (async () => {
        for (let time = 0; time < 3; time++) await faults.terminate()
      })()
      await Promise.allSettled([visited, terminated])
      await terminated
      return visited
    },
  },
  {
    name: 'the hub dies and the database restarts',
    shows: 503,
    async during({ world: { suite }, postgres }, visit) {
      await suite.kill('hub')
      await postgres.halt()
      try {
        return await visit()
      } finally {
        await postgres.resume()
        await suite.start('hub')
      }
    },
  },
  ...(process.env['LANYARD_LONG_TESTS'] ? longFailures() : []),
]

/** In the short run connecting a company tries these. */
function longFailures(): readonly Failure[] {
  return [
    {
      name: 'the PSA’s database is silent',
      shows: 503,
      async during({ psasDatabase }, visit) {
        psasDatabase.silence()
        return visit().finally(() => psasDatabase.restore())
      },
    },
    {
      name: 'no database takes a connection',
      shows: 503,
      async during({ hubsDatabase, psasDatabase }, visit) {
        const databases = [hubsDatabase, psasDatabase]
        for (const database of databases) database.refuse()
        return visit().finally(() => databases.forEach((database) => database.restore()))
      },
    },
  ]
}

/** Two people of one company come back from the hub at once when something fails, and then load the page again. */
export async function returnAmid(faults: FaultWorld, { shows, during }: Failure): Promise<void> {
  const { id, people } = await openNewcomers(faults.world.suite)
  const ways = await Promise.all(
    people.map(async (person) => {
      const { url, status } = await person.giveCode(await person.begin())
      assert.equal(status, 0, url.href)
      return () => person.visitor.get(url.href)
    }),
  )

  const pages = await during(faults, () => Promise.all(ways.map((comeBack) => comeBack())))
  await faults.allReady()
  const meanwhile = await linkedAtPsa(faults.world, id)
  if (shows === null) {
    for (const link of meanwhile) assert.ok(pairsOf(people).includes(link), `${link}, which is someone else`)
  } else {
    const seen = pages.map(({ status, text }) => status === shows || text.includes(String(shows)))
    assert.deepEqual([seen, meanwhile], [[true, true], []])
  }
  for (const comeBack of ways) await comeBack()
  // What was terminated may have come after the hub's code was used, which counts once.
  if (shows === null) {
    const linked = await linkedAtPsa(faults.world, id)
    for (const person of people) if (!linked.includes(pairOf(person))) await linkAgain(person)
  }

  await assertLinked(faults.world, id, people)
}

async function linkAgain(person: Newcomer): Promise<void> {
  const { url } = await person.giveCode(await person.askToLink())
  await person.visitor.get(url.href)
}

/** The PSA loses its connection in the transaction that writes the link, when the hub's code is used; they ask again. */
export async function writeAmidTermination(faults: FaultWorld): Promise<void> {
  const { id, people } = await openNewcomers(faults.world.suite)
  const [person] = people
  assert.ok(person)
  const { url } = await person.giveCode(await person.begin())
  await using psa = await openPsa(faults.world.suite.environment('psa-us'))
  await sql`create function end_connection() returns trigger language plpgsql as
    'begin perform pg_terminate_backend(pg_backend_pid()); return new; end'`.execute(psa.db)
  await sql`create trigger end_connection before insert on connect_user_links
    for each row execute function end_connection()`.execute(psa.db)

  try {
    const { status } = await person.visitor.get(url.href)
    assert.deepEqual([status, await linkedAtPsa(faults.world, id)], [503, []])
  } finally {
    await sql`drop function end_connection cascade`.execute(psa.db)
  }
  await linkAgain(person)

  await assertLinked(faults.world, id, [person])
}

/** A person gives their second factor, for a link, while the hub's database is silent; then gives another one. */
export async function proveAmidSilence(faults: FaultWorld): Promise<void> {
  const { id, people } = await openNewcomers(faults.world.suite)
  const [person] = people
  assert.ok(person)
  const page = await person.begin()

  faults.hubsDatabase.silence()
  const meanwhile = await person.giveCode(page).finally(() => faults.hubsDatabase.restore())
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

const pairOf = ({ username, account }: Newcomer) => `${username} is ${account}`
const pairsOf = (people: readonly Newcomer[]) => people.map(pairOf)

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
