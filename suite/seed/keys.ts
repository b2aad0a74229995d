import { generateKeyPair, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { PublicJwk } from '@lanyard/hub/src/catalogue/clients/client.ts'
import type { DataFolder } from '../src/data-folder.ts'
import { productNames } from '../src/parts.ts'
import type { ProductName } from '../src/parts.ts'

/** Public halves of the products' client keys: what the hub is told. */
export type PublicKeys = ReadonlyMap<ProductName, PublicJwk>

const generate = promisify(generateKeyPair)

/** Makes the hub's key ring and a client key (ES256) for each product; only their owner may read them. */
export async function makeKeys(folder: DataFolder): Promise<PublicKeys> {
  await write(folder.hubKeys, `demo:${randomBytes(32).toString('base64')}\n`)
  const entries = productNames.map(async (product) => [product, await makeClientKey(folder, product)] as const)
  return new Map(await Promise.all(entries))
}

async function makeClientKey(folder: DataFolder, product: ProductName): Promise<PublicJwk> {
  const { privateKey, publicKey } = await generate('ec', { namedCurve: 'P-256' })
  const names = { kid: `${product}-${randomBytes(6).toString('base64url')}`, alg: 'ES256', use: 'sig' }
  await write(folder.clientKey(product), JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...names }))
  return { kty: 'EC', ...publicKey.export({ format: 'jwk' }), ...names }
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content, { mode: 0o600 })
}
