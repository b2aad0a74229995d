import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { moduleOf } from './parts.ts'
import type { ProductName } from './parts.ts'

/** What lies where in the folder `LANYARD_DATA`. */
export interface DataFolder {
  readonly path: string
  readonly ledger: string
  readonly short: string
  readonly hubKeys: string
  readonly logs: string
  /** Where the hub ran before; no part of the demo data. */
  readonly issuers: string
  database(product: ProductName): string
  clientKey(product: ProductName): string
}

export function dataFolder(path: string): DataFolder {
  return {
    path,
    ledger: join(path, 'hub', 'ledger.sqlite'),
    short: join(path, 'hub', 'short.sqlite'),
    hubKeys: join(path, 'keys', 'hub.keys'),
    logs: join(path, 'logs'),
    issuers: join(path, 'issuers'),
    database: (product) => join(path, product, `${moduleOf(product)}.sqlite`),
    clientKey: (product) => join(path, 'keys', `${product}.jwk.json`),
  }
}

/** The hub's key ring, as `LANYARD_HUB_KEYS` takes it. */
export function readHubKeys(folder: DataFolder): string {
  return readFileSync(folder.hubKeys, 'utf8').trim()
}
