import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readConfig as readRmmConfig } from '@lanyard/example-rmm/src/config.ts'
import { startRmm } from '@lanyard/example-rmm/src/server.ts'
import { readConfig as readHubConfig } from '@lanyard/hub/src/config.ts'
import { startHub } from '@lanyard/hub/src/server.ts'
import { readConfig as readPsaConfig } from '@lanyard/psa/src/config.ts'
import { startPsa } from '@lanyard/psa/src/server.ts'
import { silentLog } from '@lanyard/running'
import { databases } from '@lanyard/storage/testing'
import { dataFolder } from '@lanyard/suite/src/data-folder.ts'
import { noteIssuer } from '@lanyard/suite/src/former-issuers.ts'
import { findFreePorts } from '@lanyard/suite/src/free-ports.ts'
import { partEnvironment } from '@lanyard/suite/src/part-environment.ts'
import { originOf, readSettings } from '@lanyard/suite/src/settings.ts'
import { sql } from 'kysely'
import { DUMP_ENDING, type DumpDialect, restoreDatabase } from './dumps.ts'
import { KEPT_DATABASES, KEPT_PRODUCTS, type KeptProduct, type KeptWorld, readKeptWorld } from './kept-world.ts'
import { setClock } from './set-clock.ts'

/** Milliseconds: by then no code of an authenticator has been used that is shown. */
const MINUTE = 60_000

type Part = 'hub' | KeptProduct
type Environment = Readonly<Record<string, string>>

/** The databases of a release, and this version's parts on them, in this process, at the time of the dumps. */
export interface RestoredSuite extends AsyncDisposable {
  readonly world: KeptWorld
  readonly origin: (part: Part) => string
  readonly environment: (part: Part) => Environment
  /** Starts the hub, and then the products. */
  start(): Promise<void>
}

/** @param more configuration of a part beyond what the release ran with */
export async function restoreSuite(
  release: string,
  dialect: DumpDialect,
  more: Readonly<Partial<Record<Part, Environment>>> = {},
): Promise<RestoredSuite> {
  await using opened = new AsyncDisposableStack()
  const path = await mkdtemp(join(tmpdir(), 'lanyard-upgrade-'))
  opened.defer(() => rm(path, { recursive: true, force: true }))
  const world = await readKeptWorld(release, dialect)
  const data = dataFolder(path)
  for (const product of KEPT_PRODUCTS) await write(data.clientKey(product), JSON.stringify(world.clientKeys[product]))
  await write(data.hubKeys, world.keys.hub)
  noteIssuer(data, world.issuer)
  const settings = { ...readSettings({}, path), ports: await findFreePorts() }
  const environments = Object.fromEntries(
    (['hub', ...KEPT_PRODUCTS] as const).map((part) => [
      part,
      { ...partEnvironment(part, settings, data), ...more[part] },
    ]),
  ) as Record<Part, Record<string, string>>
  environments['psa-us']['LANYARD_KEYS'] = world.keys['psa-us']
  for (const { part, variable, dump } of KEPT_DATABASES) {
    const location = dialect === 'postgres' ? await openEmpty(opened) : (environments[part][variable] ?? '')
    environments[part][variable] = location
    if (dialect === 'sqlite') await mkdir(dirname(location.slice('sqlite:'.length)), { recursive: true })
    await restoreDatabase(`${release}${dialect}/${dump}${DUMP_ENDING[dialect]}`, location)
  }
  setClock(world.madeAt + MINUTE)
  opened.defer(() => setClock(null))

  const kept = opened.move()
  const run = (part: { close(): Promise<void> }) => kept.defer(() => part.close())
  return {
    world,
    origin: (part) => originOf(settings, part),
    environment: (part) => environments[part],
    async start() {
      run(await startHub(readHubConfig(environments.hub), silentLog))
      run(await startPsa(readPsaConfig(environments['psa-us']), silentLog))
      run(await startRmm(readRmmConfig(environments['rmm-us']), silentLog))
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

/** @returns the location of a PostgreSQL database in which nothing is */
async function openEmpty(opened: AsyncDisposableStack): Promise<string> {
  const postgres = databases.find(({ name }) => name === 'PostgreSQL')
  if (postgres === undefined) throw new Error('There is no PostgreSQL to restore to')
  const database = opened.use(await postgres.open<object>([]))
  // A dump brings its own.
  await sql`drop table lanyard_migrations`.execute(database.db)
  return database.location
}
