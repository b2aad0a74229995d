import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { migrate } from '@lanyard/storage'
import { databases } from '@lanyard/storage/testing'
import { type Kysely, sql } from 'kysely'
import { ledgerMigrations } from './open.ts'
import type { Ledger } from './schema.ts'

const VOID = '0014_void_invitations.sql'

/** Masters of one organization: `here` is one still, `gone` was removed, and who is of `shut` is kept out with it. */
async function fill(db: Kysely<Ledger>): Promise<void> {
  await sql`insert into organizations (id, name, created_at, suspended_at)
    values ('org', 'Alder', 0, null), ('shut', 'Birch', 0, 1)`.execute(db)
  for (const name of ['here', 'gone', 'kept_out']) {
    await sql`insert into accounts (id, username, username_key, name, email, created_at)
      values (${name}, ${name}, ${name}, '', '', 0)`.execute(db)
  }
  const members: readonly (readonly string[])[] = [
    ['mem_here', 'org', 'here', 'master', 'active'],
    ['mem_gone', 'org', 'gone', 'master', 'inactive'],
    ['mem_kept_out', 'shut', 'kept_out', 'master', 'active'],
  ]
  for (const [id, organization, account, role, status] of members) {
    await sql`insert into members (id, organization, account, email, role, status, status_at, status_by, epoch)
      values (${id}, ${organization}, ${account}, '', ${role}, ${status}, 0, 'hub', 1)`.execute(db)
  }
  await invite(db, 'of_here', { by: 'member:mem_here' })
  await invite(db, 'of_gone', { by: 'member:mem_gone' })
  await invite(db, 'of_kept_out', { by: 'member:mem_kept_out' })
  await invite(db, 'of_operator', { by: 'operator:test' })
  await invite(db, 'raised_by_gone', { by: 'operator:test', role: 'master' })
  for (const [at, actor] of [
    [1, 'member:mem_here'],
    [2, 'member:mem_gone'],
  ] as const) {
    await sql`insert into audit (id, audit_id, at, organization, actor, action, subject, details)
      values (${`aud_${at}`}, ${`aud_${at}`}, ${at}, 'org', ${actor}, 'member.make_master', 'raised_by_gone', '{}')`.execute(
      db,
    )
  }
}

async function invite(
  db: Kysely<Ledger>,
  place: string,
  { by, role = 'member' }: { readonly by: string; readonly role?: string },
): Promise<void> {
  await sql`insert into members (id, organization, account, email, role, status, status_at, status_by, epoch)
    values (${place}, 'org', null, '', ${role}, 'invited', 0, 'hub', 1)`.execute(db)
  await sql`insert into invitations (id, member, token_hash, created_at, created_by, expires_at)
    values (${place}, ${place}, ${place}, 0, ${by}, 10)`.execute(db)
}

for (const dialect of databases) {
  describe(`invitations of an earlier version, on ${dialect.name}`, () => {
    it('are void where a master who stands behind them is none any more (FE2)', async () => {
      const { name, migrations } = await ledgerMigrations()
      const before = migrations.filter((migration) => migration.name < VOID)
      await using database = await dialect.open<Ledger>([{ name, migrations: before }])
      await fill(database.db)

      await migrate(database, [{ name, migrations: migrations.filter((migration) => migration.name <= VOID) }])

      const voided = database.db
        .selectFrom('invitations')
        .select(['id', 'void_giver'])
        .where('voided_at', 'is not', null)
      assert.deepEqual(
        (await voided.orderBy('id').execute()).map((row) => Object.values(row)),
        [
          ['of_gone', 'member:mem_gone'],
          ['of_kept_out', 'member:mem_kept_out'],
          ['raised_by_gone', 'member:mem_gone'],
        ],
      )
    })
  })
}
