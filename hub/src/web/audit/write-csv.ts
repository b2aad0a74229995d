import { stringify } from 'csv-stringify/sync'
import type { WrittenAct } from '../../audit/written-act.ts'
import type { Names } from './find-names.ts'

const COLUMNS = [
  'at',
  'audit_id',
  'actor',
  'actor_name',
  'action',
  'subject',
  'subject_name',
  'account',
  'details',
  'id',
  'batch',
  'place',
  'hash',
]

/** Acts as lines of RFC 4180, with a byte order mark so that spreadsheets read UTF-8, and no cell that they would run. */
export async function* writeCsv(pages: AsyncIterable<readonly WrittenAct[]>, names: Names): AsyncGenerator<string> {
  yield write([COLUMNS], { bom: true })
  for await (const page of pages) yield write(page.map((act) => cells(act, names)))
}

function write(rows: readonly (readonly unknown[])[], options: { readonly bom?: boolean } = {}): string {
  return stringify([...rows], { ...options, escape_formulas: true, record_delimiter: 'windows' })
}

function cells(act: WrittenAct, names: Names): readonly unknown[] {
  const { at, auditId, actor, action, subject, account, details, id, seal } = act
  const who = [actor, names.ofActor(actor), action, subject, names.of(subject), account]
  const place = [seal?.batch, seal?.place, seal?.hash]
  return [new Date(at).toISOString(), auditId, ...who, JSON.stringify(details), id, ...place]
}
