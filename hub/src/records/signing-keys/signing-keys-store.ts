import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import { seal, unseal } from '@lanyard/storage/secrets'
import { purposeOf } from '../../secrets/sealed-columns.ts'
import type { Algorithm, PrivateJwk, SigningKey } from './signing-key.ts'

type Row = Selectable<Ledger['signing_keys']>

/** By algorithm, the newest first. */
export async function list(db: Kysely<Ledger>): Promise<readonly SigningKey[]> {
  return (await rows(db)).map(toSigningKey)
}

/** @throws {Error} where the ring does not open a key */
export async function listPrivate(
  hub: Pick<Hub, 'db' | 'config'>,
): Promise<readonly (SigningKey & { readonly jwk: PrivateJwk })[]> {
  return (await rows(hub.db)).map((row) => {
    const jwk = unseal(hub.config.keys, purposeOf('signing_keys.jwk_sealed', row.kid), row.jwk_sealed)
    return { ...toSigningKey(row), jwk: JSON.parse(jwk.toString()) as PrivateJwk }
  })
}

function rows(db: Kysely<Ledger>): Promise<Row[]> {
  return db.selectFrom('signing_keys').selectAll().orderBy('alg').orderBy('created_at', 'desc').orderBy('kid').execute()
}

/** @returns false where another node has put one into the same place */
export async function insert(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  jwk: PrivateJwk,
  activatedAt: Instant | null,
): Promise<boolean> {
  const { kid, alg } = jwk
  const row = await hub.db
    .insertInto('signing_keys')
    .values({
      kid,
      alg,
      jwk_sealed: seal(hub.config.keys, purposeOf('signing_keys.jwk_sealed', kid), JSON.stringify(jwk)),
      created_at: hub.now(),
      activated_at: activatedAt,
      retired_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('kid')
    .executeTakeFirst()
  return row !== undefined
}

/** Compare-and-set: of several nodes one retires the key that signs. */
export async function retire(db: Kysely<Ledger>, kid: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('signing_keys')
    .set({ retired_at: at })
    .where('kid', '=', kid)
    .where('retired_at', 'is', null)
    .returning('kid')
    .executeTakeFirst()
  return row !== undefined
}

export async function activate(db: Kysely<Ledger>, kid: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('signing_keys')
    .set({ activated_at: at })
    .where('kid', '=', kid)
    .where('activated_at', 'is', null)
    .returning('kid')
    .executeTakeFirst()
  return row !== undefined
}

export async function removeRetired(db: Kysely<Ledger>, before: Instant): Promise<readonly string[]> {
  const rows = await db.deleteFrom('signing_keys').where('retired_at', '<=', before).returning('kid').execute()
  return rows.map(({ kid }) => kid)
}

/** Whatever became of them. */
export async function removeAll(db: Kysely<Ledger>, alg: Algorithm): Promise<readonly string[]> {
  const rows = await db.deleteFrom('signing_keys').where('alg', '=', alg).returning('kid').execute()
  return rows.map(({ kid }) => kid)
}

function toSigningKey({
  kid,
  alg,
  created_at: createdAt,
  activated_at: activatedAt,
  retired_at: retiredAt,
}: Row): SigningKey {
  if (activatedAt === null) {
    if (retiredAt !== null) throw new Error(`Signing key ${kid} is retired and never signed`)
    return { kid, alg, createdAt, state: 'next' }
  }
  if (retiredAt === null) return { kid, alg, createdAt, state: 'current', activatedAt }
  return { kid, alg, createdAt, state: 'retired', activatedAt, retiredAt }
}
