/** An act in the words of people: who did what to whom, by the names of then. */
export interface AuditRow {
  readonly at: number
  readonly actor: string
  /** What kind of actor that is: a person, a product, the operator. */
  readonly actorKind: string
  readonly act: string
  readonly subject: string
  /** The company in a product that it was about; empty where it was about none. */
  readonly where: string
  readonly details: readonly string[]
  /** What the act has in the audits of both sides. */
  readonly reference: string
  /** Nothing for people: what programs find the same things by. */
  readonly ids: {
    readonly act: string
    readonly actor: string
    readonly subject: string
    /** Whose account it concerned; empty where it was no one’s. */
    readonly person: string
    readonly entry: string
  }
  /** Null as long as it waits to be sealed. */
  readonly seal: { readonly batch: number; readonly place: number; readonly hash: string } | null
}

/** The columns of an audit taken along as a list, the same at the hub and at a product. */
export const AUDIT_COLUMNS = [
  'when_utc',
  'actor',
  'actor_kind',
  'act',
  'subject',
  'where',
  'details',
  'reference',
  'act_id',
  'actor_id',
  'subject_id',
  'person_id',
  'entry_id',
  'batch',
  'place',
  'hash',
] as const

/** A row under {@link AUDIT_COLUMNS}. */
export function auditCells(row: AuditRow): readonly unknown[] {
  const { at, actor, actorKind, act, subject, where, details, reference, ids, seal } = row
  return [
    new Date(at).toISOString(),
    actor,
    actorKind,
    act,
    subject,
    where,
    details.join('; '),
    reference,
    ids.act,
    ids.actor,
    ids.subject,
    ids.person,
    ids.entry,
    seal?.batch,
    seal?.place,
    seal?.hash,
  ]
}
