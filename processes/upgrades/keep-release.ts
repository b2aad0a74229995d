/**
 * Keeps what the upgrade tests of later versions start from in `releases/VERSION`, of the version that `package.json` says:
 * the packed kit, a product that was written for it, and a dump of every database of a suite that people have used, on SQLite and
 * on PostgreSQL:
 *
 *     npm run keep-release
 */
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationsOfRmm } from '@lanyard/example-rmm/src/database.ts'
import { ledgerMigrations, shortMigrations } from '@lanyard/hub/src/db/open.ts'
import { migrationsOfPsa } from '@lanyard/psa/src/db/open-psa-database.ts'
import { databases } from '@lanyard/storage/testing'
import { startSuite } from '@lanyard/suite/testing.ts'
import { buildWorld } from './build-world.ts'
import { type DumpDialect, keepDatabase } from './dumps.ts'
import { KEPT_DATABASES, KEPT_PRODUCTS, type KeptWorld, releaseFolder, UNFINISHED } from './kept-world.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { readonly version: string }
const kept = releaseFolder(version)
if (existsSync(kept)) throw new Error(`${kept} is there. What was released is never changed.`)

const folder = `${await mkdtemp(join(releaseFolder('.'), UNFINISHED))}/`
await keepKit()
await keepMigrations()
for (const dialect of ['sqlite', 'postgres'] as const) await keepWorld(dialect)
await chmod(folder, 0o755)
await rename(folder, kept)

async function keepKit(): Promise<void> {
  const npm = (...args: readonly string[]) =>
    execFileSync('npm', args, {
      cwd: root,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  npm('run', 'build', '-w', '@lanyard/connect')
  npm('pack', './connect/dist', '--pack-destination', folder)
  await mkdir(`${folder}product`)
  for (const file of ['plain.ts', 'product.ts']) {
    await copyFile(`${root}connect/test/consumers/${file}`, `${folder}product/${file}`)
  }
}

/** By source and name, as `lanyard_migrations` records them. */
async function keepMigrations(): Promise<void> {
  const hub = [await ledgerMigrations(), await shortMigrations()]
  const sources = [...hub, ...(await migrationsOfPsa()), ...(await migrationsOfRmm())]
  const released = Object.fromEntries(
    sources.map(({ name, migrations }) => [
      name,
      Object.fromEntries(migrations.map(({ name, sql }) => [name, createHash('sha256').update(sql).digest('hex')])),
    ]),
  )
  await writeFile(`${folder}migrations.json`, `${JSON.stringify(released, null, 2)}\n`)
}

async function keepWorld(dialect: DumpDialect): Promise<void> {
  const keys = { hub: testKey(), 'psa-us': testKey() }
  await using opened = new AsyncDisposableStack()
  const environment: Record<'hub' | (typeof KEPT_PRODUCTS)[number], Record<string, string>> = {
    hub: { LANYARD_HUB_KEYS: keys.hub },
    'psa-us': { LANYARD_KEYS: keys['psa-us'] },
    'rmm-us': {},
  }
  if (dialect === 'postgres') {
    for (const { part, variable } of KEPT_DATABASES) environment[part][variable] = await openPostgres(opened)
  }
  const suite = opened.use(await startSuite({ parts: ['hub', ...KEPT_PRODUCTS], environment }))
  const about = 'Keys, passwords and sessions of made-up people. They open the dumps beside this file and nothing else.'
  const world: KeptWorld = { about, keys, ...(await buildWorld(suite)) }

  await mkdir(`${folder}${dialect}`)
  await writeFile(`${folder}${dialect}/world.json`, `${JSON.stringify(world, null, 2)}\n`)
  for (const { part, variable, dump } of KEPT_DATABASES) {
    await keepDatabase(suite.environment(part)[variable] ?? '', `${folder}${dialect}/${dump}`)
  }
}

function testKey(): string {
  return `only-for-tests:${randomBytes(32).toString('base64')}`
}

/** @returns the location of an empty database */
async function openPostgres(opened: AsyncDisposableStack): Promise<string> {
  const postgres = databases.find(({ name }) => name === 'PostgreSQL')
  if (postgres === undefined) throw new Error('There is no PostgreSQL to keep a release of')
  return opened.use(await postgres.open([])).location
}
