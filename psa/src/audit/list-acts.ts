import {
  conditionOf,
  type EntryFilter,
  exportAsJson,
  listEntries,
  type ListedEntry,
  pagesOfEntries,
  type Place,
} from '@lanyard/storage/audit-chain'
import { sql } from 'kysely'
import type { AuditId, TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { auditSources } from './audit-source.ts'

/** An act of a company as it was written down, by the PSA or by the kit. */
export interface WrittenAct {
  readonly id: string
  readonly at: number
  readonly act: string
  /** Who did it; empty where the kit does not say. */
  readonly actor: string
  /** Id of what was acted upon. */
  readonly subject: string
  /** What the hub has the same act under; the entry's own id where the act is the PSA's alone. */
  readonly auditId: string
  /** JSON. */
  readonly details: string
  /** Null as long as it waits for its batch. */
  readonly seal: ListedEntry['seal']
}

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

function readAct({ entry, seal }: ListedEntry): WrittenAct {
  const { id, at, table } = entry
  const text = (column: string) => String(entry[column] ?? '')
  const shared = { id, at, seal }
  if (table === 'audit_entries') {
    return { ...shared, act: text('act'), actor: text('actor'), subject: text('subject'), auditId: id, details: '{}' }
  }
  const [user, link] = [text('user_id'), text('link_id')]
  const details = text('details')
  return { ...shared, act: text('action'), actor: user, subject: link, auditId: text('audit_id'), details }
}

/** The PSA's own entry of an id, in the words of a time line; none where it is an id of something else. */
export async function listOwnActs(psa: Pick<Psa, 'db'>, id: string) {
  const rows = await psa.db
    .selectFrom('audit_entries')
    .selectAll()
    .where('id', '=', id as AuditId)
    .execute()
  return rows.map(({ id, at, act: action, tenant_id: whose, actor, subject }) => {
    return { id, at, action, whose, actor, subject, details: {} }
  })
}
