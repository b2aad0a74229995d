import {
  conditionOf,
  type EntryFilter,
  exportAsJson,
  findNames,
  listEntries,
  pagesOfEntries,
  type Place,
  readNames,
} from '@lanyard/storage/audit-chain'
import { sql } from 'kysely'
import type { AuditId, TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { auditSources, ownSource } from './audit-source.ts'
import { readAct, type WrittenAct } from './written-act.ts'

interface Selection {
  readonly tenant: TenantId
  readonly filter: EntryFilter
}

/** A page of a company's acts, newest first. */
export async function listActs(
  psa: Pick<Psa, 'db'>,
  { after, limit, ...request }: Selection & { readonly after: Place | null; readonly limit: number },
): Promise<readonly WrittenAct[]> {
  return (await listEntries(psa.db, { ...chainOf(request), order: 'newest_first', after, limit })).map(readAct)
}

/** The kinds of acts that a company's audit holds. */
export async function listKinds(psa: Pick<Psa, 'db'>, tenant: TenantId): Promise<readonly string[]> {
  const { rows } = await sql<{ act: string }>`select act from audit_entries where tenant_id = ${tenant}
    union select action from connect_audit where tenant_id = ${tenant}`.execute(psa.db)
  return rows.map(({ act }) => act)
}

/** A company's acts, oldest first, as text that anyone can check: docs/audit.md says how. */
export function exportActs(psa: Pick<Psa, 'db'>, request: Selection): AsyncGenerator<string> {
  return exportAsJson(psa.db, chainOf(request))
}

/** The same in pages, for lists that are not to be checked. */
export async function* pagesOfActs(psa: Pick<Psa, 'db'>, request: Selection): AsyncGenerator<readonly WrittenAct[]> {
  for await (const page of pagesOfEntries(psa.db, chainOf(request))) yield page.map(readAct)
}

function chainOf({ tenant, filter }: Selection) {
  return {
    sources: auditSources,
    chain: tenant,
    where: ({ table }: { readonly table: string }) => conditionOf(filter, table === 'connect_audit' ? 'action' : 'act'),
  }
}

/** The organizations that links led to, by the links' ids, as they are called today. */
export async function organizationsOf(
  psa: Pick<Psa, 'db'>,
  acts: readonly WrittenAct[],
): Promise<ReadonlyMap<string, string>> {
  const links = new Set(acts.flatMap(({ link, names }) => (link === null || names !== null ? [] : [link])))
  if (links.size === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`select id, organization_name as name
    from connect_tenant_links where id in (${sql.join([...links])})`.execute(psa.db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The PSA's own entry of an id, in the words of a time line; none where it is an id of something else. */
export async function listOwnActs(psa: Pick<Psa, 'db'>, id: string) {
  const rows = await psa.db
    .selectFrom('audit_entries')
    .selectAll()
    .where('id', '=', id as AuditId)
    .execute()
  const names = await findNames(
    psa.db,
    ownSource,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, at, act: action, tenant_id: whose, actor, subject, name_hashes: hashes }) => {
    return { id, at, action, whose, actor, subject, names: readNames(hashes, names.get(id) ?? []), details: {} }
  })
}
