import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Cookie } from '../crashes/visitor.ts'
import type { DumpDialect } from './dumps.ts'

/** What opens the dumps of a release, and what is in them: beside each set of dumps in `world.json`. */
export interface KeptWorld {
  readonly about: string
  /** Where the hub ran. */
  readonly issuer: string
  /** When the dumps were made; milliseconds since 1970. */
  readonly madeAt: number
  /** `LANYARD_HUB_KEYS`, and `LANYARD_KEYS` of the PSA. */
  readonly keys: Readonly<Record<'hub' | 'psa-us', string>>
  readonly clientKeys: Readonly<Record<KeptProduct, JsonWebKey>>
  readonly password: string
  readonly people: Readonly<Record<KeptPerson, { readonly username: string; readonly authenticator: string }>>
  /** What their browsers hold. */
  readonly browsers: Readonly<Record<KeptPerson, readonly Cookie[]>>
  readonly client: { readonly id: string; readonly secret: string; readonly refreshToken: string }
  readonly directory: string
  /** As each part has them, by id and by user. */
  readonly tenantLinks: Readonly<Record<'hub' | KeptProduct, Readonly<Record<string, string>>>>
  readonly userLinks: Readonly<Record<KeptProduct, Readonly<Record<string, string>>>>
}

export type KeptProduct = (typeof KEPT_PRODUCTS)[number]
export const KEPT_PRODUCTS = ['psa-us', 'rmm-us'] as const

/**
 * `master` connected the company `alder` to PSA and RMM; `tech` is linked in both; `second` was; `leaver` was, too, and is
 * deactivated, which no product has heard. `former` has switched a connection off, and `halfway` approved one that no product has confirmed.
 */
export type KeptPerson = (typeof KEPT_PEOPLE)[number]
export const KEPT_PEOPLE = ['master', 'tech', 'second', 'leaver', 'former', 'halfway'] as const

/** Which databases each part keeps: the variable that names it, and the name of its dump. */
export const KEPT_DATABASES = [
  { part: 'hub', variable: 'LANYARD_HUB_DATABASE', dump: 'hub-ledger' },
  { part: 'hub', variable: 'LANYARD_HUB_SHORT_DATABASE', dump: 'hub-short' },
  { part: 'psa-us', variable: 'LANYARD_DATABASE', dump: 'psa' },
  { part: 'rmm-us', variable: 'LANYARD_DATABASE', dump: 'rmm' },
] as const

/** Begins the name of a folder in which a release is being kept, or in which that was interrupted. */
export const UNFINISHED = '.unfinished-'

/** The folder of a kept release. */
export function releaseFolder(version: string): string {
  return fileURLToPath(new URL(`../../releases/${version}/`, import.meta.url))
}

/**
 * Which releases this version is tried on: the newest, and with long tests all.
 *
 * @throws {Error} there is none: tests that loop over nothing would pass
 */
export function keptReleases(): readonly string[] {
  const releases = readdirSync(releaseFolder('.'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(UNFINISHED))
    .map(({ name }) => name)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
  if (releases.length === 0) throw new Error(`${releaseFolder('.')} keeps no release`)
  return releases.slice(process.env['LANYARD_LONG_TESTS'] ? 0 : -1)
}

export async function readKeptWorld(folder: string, dialect: DumpDialect): Promise<KeptWorld> {
  return JSON.parse(await readFile(`${folder}${dialect}/world.json`, 'utf8')) as KeptWorld
}
