import type { WrittenAct } from '../../records/audit/written-act.ts'
import type { Names } from './find-names.ts'

export const ACT_COLUMNS = [
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

/** Acts as rows under `ACT_COLUMNS`. */
export async function* tabulateActs(
  pages: AsyncIterable<readonly WrittenAct[]>,
  names: Names,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const page of pages) yield page.map((act) => cells(act, names))
}

function cells(act: WrittenAct, names: Names): readonly unknown[] {
  const { at, auditId, actor, action, subject, account, details, id, seal } = act
  const who = [actor, names.ofActor(actor), action, subject, names.of(subject), account]
  const place = [seal?.batch, seal?.place, seal?.hash]
  return [new Date(at).toISOString(), auditId, ...who, JSON.stringify(details), id, ...place]
}
