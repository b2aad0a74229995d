import type { Kysely } from 'kysely'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { AccountId, LinkId } from '../ids.ts'

export async function findState(
  db: Kysely<Ledger>,
  { link, sub }: { readonly link: LinkId; readonly sub: AccountId },
): Promise<'linked' | 'unlinked' | null> {
  const row = await db
    .selectFrom('user_links')
    .select('state')
    .where('link', '=', link)
    .where('sub', '=', sub)
    .executeTakeFirst()
  return row?.state ?? null
}

/** A report that is not newer than what is known changes nothing. */
export async function report(
  db: Kysely<Ledger>,
  userLink: {
    readonly link: LinkId
    readonly sub: AccountId
    readonly revision: number
    readonly state: 'linked' | 'unlinked'
    readonly reported_at: Instant
  },
): Promise<boolean> {
  const { revision, state, reported_at } = userLink
  const row = await db
    .insertInto('user_links')
    .values(userLink)
    .onConflict((conflict) =>
      conflict
        .columns(['link', 'sub'])
        .doUpdateSet({ revision, state, reported_at })
        .where('user_links.revision', '<', revision),
    )
    .returning('link')
    .executeTakeFirst()
  return row !== undefined
}

export async function listLinked(db: Kysely<Ledger>, sub: AccountId, links: readonly LinkId[]): Promise<Set<LinkId>> {
  if (links.length === 0) return new Set()
  const rows = await db
    .selectFrom('user_links')
    .select('link')
    .where('sub', '=', sub)
    .where('link', 'in', links)
    .where('state', '=', 'linked')
    .execute()
  return new Set(rows.map((row) => row.link))
}

/** Everybody who is linked under one of these tenant links. */
export async function listAll(
  db: Kysely<Ledger>,
  links: readonly LinkId[],
): Promise<readonly { readonly link: LinkId; readonly sub: AccountId }[]> {
  if (links.length === 0) return []
  return db
    .selectFrom('user_links')
    .select(['link', 'sub'])
    .where('link', 'in', links)
    .where('state', '=', 'linked')
    .execute()
}
