import { setPassword } from '@lanyard/hub/src/people/passwords/set-password.ts'
import { devices as words } from '@lanyard/hub/src/messages/en/devices.ts'
import { createAccount } from '@lanyard/hub/src/people/accounts/create-account.ts'
import { noteLogin } from '@lanyard/hub/src/people/devices/note-login.ts'
import { importAuthenticator } from '@lanyard/hub/src/people/factors/import-authenticator.ts'
import { addMember } from '@lanyard/hub/src/people/members/add-member.ts'
import { addClient } from '@lanyard/hub/src/people/organizations/add-client.ts'
import { createOrganization } from '@lanyard/hub/src/people/organizations/create-organization.ts'
import { inTransaction } from '@lanyard/storage'
import { findFreePort, startPostgres } from '@lanyard/storage/testing'
import { openHub, type OpenHub } from '@lanyard/suite/src/open-parts.ts'
import { startPart } from '@lanyard/suite/src/part-process.ts'
import { startSuite } from '@lanyard/suite/testing.ts'
import { ask } from './ask.ts'
import type { Counted } from './count-statements.ts'
import { KEY, PASSWORD, REDIRECT_URI, usernameOf } from './people.ts'
import type { Started } from './start-floors.ts'
import { openTarget } from './target.ts'

export type Kind = 'sqlite' | 'postgres'

/** People of one organization. */
const TOGETHER = 100
const by = 'operator:bench'

export interface HubWorld extends AsyncDisposable {
  /** Starts the hub on its databases, which are there already. */
  readonly start: () => Promise<Started>
  /** The same, counting the statements of its requests. */
  readonly startCounting: () => Promise<Started & { readonly readCounts: () => Promise<Counted> }>
}

/** Databases of a hub with so many people, who all have a password, an authenticator app and a browser that is known. */
export async function openHubWorld(kind: Kind, people: number): Promise<HubWorld> {
  await using opened = new AsyncDisposableStack()
  const postgres = kind === 'postgres' ? await startPostgres({ durable: true }) : null
  if (postgres !== null) opened.defer(() => postgres.stop())
  const suite = opened.use(
    await startSuite({
      parts: [],
      environment: {
        hub: {
          LANYARD_PROXIES: '127.0.0.0/8, ::1',
          ...(postgres !== null && { LANYARD_HUB_DATABASE: postgres.url, LANYARD_HUB_SHORT_DATABASE: postgres.url }),
        },
      },
    }),
  )
  const environment = suite.environment('hub')
  const { client, browsers } = await addPeople(environment, people)
  const issuer = suite.origin('hub')

  const start = async (more: Readonly<Record<string, string>> = {}): Promise<Started> => {
    const request = { environment: { ...environment, ...more }, origin: issuer, onLine: () => undefined }
    const hub = startPart({ part: 'hub', logFile: '/dev/null', ...request })
    await hub.ready
    const database = postgres?.pid === undefined ? [] : [postgres.pid]
    const about = {
      name: kind === 'sqlite' ? 'Lanyard, SQLite' : 'Lanyard, PostgreSQL',
      server: hub.pid ?? 0,
      database,
    }
    const target = await openTarget({ ...about, issuer, client, knownBrowser: (person) => [browsers[person] ?? ''] })
    return { target, [Symbol.asyncDispose]: async () => void (await hub.stop()) }
  }
  const kept = opened.move()
  return {
    start: () => start(),
    async startCounting() {
      const port = await findFreePort()
      const preload = new URL('count-statements.ts', import.meta.url).href
      const started = await start({ NODE_OPTIONS: `--import=${preload}`, BENCH_COUNTS_PORT: String(port) })
      const readCounts = async () => JSON.parse((await ask(`http://127.0.0.1:${port}/`)).body) as Counted
      return { ...started, readCounts }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** All have one hash: to hash a password for each would take most of the time. */
async function addPeople(environment: Readonly<Record<string, string>>, count: number) {
  await using outer = await openHub(environment)
  const first = await addPerson(outer, 0)
  await setPassword(outer, { account: first.id, password: PASSWORD, by })
  const { hash } = await outer.db
    .selectFrom('passwords')
    .select('hash')
    .where('account', '=', first.id)
    .executeTakeFirstOrThrow()
  return await inTransaction(outer, async (hub) => {
    const browsers: string[] = []
    let organization = await createOrganization(hub, { id: 'bench-0', name: 'Bench 0', by })
    for (let index = 0; index < count; index++) {
      if (index > 0 && index % TOGETHER === 0) {
        const id = `bench-${index / TOGETHER}`
        organization = await createOrganization(hub, { id, name: id, by })
      }
      const account = index === 0 ? first : await addPerson(hub, index)
      if (index > 0)
        await hub.db.insertInto('passwords').values({ account: account.id, hash, set_at: hub.now() }).execute()
      await importAuthenticator(hub, { account: account.id, secret: KEY, by })
      await addMember(hub, { organization: organization.id, account, role: 'member', by })
      const browser = { device: null, userAgent: 'bench', address: '127.0.0.1', factor: 'otp', words }
      const device = await noteLogin(hub, { account, organization: organization.id, ...browser })
      browsers.push(`lanyard_hub_device=${device}`)
    }
    const { id, secret } = await addClient(hub, { name: 'Bench', redirectUris: [REDIRECT_URI], by })
    return { browsers, client: { id, secret: secret ?? '' } }
  })
}

function addPerson(hub: Pick<OpenHub, 'db' | 'now'>, index: number) {
  const username = usernameOf(index)
  return createAccount(hub, { username, name: `Person ${index}`, email: username, by })
}
