import { type ListedEntry, readNames } from '@lanyard/storage/audit-chain'

/** Who did it: a user of the PSA, its operator, the hub, the PSA by itself, or one of whom nothing was written down. */
export type WrittenActor = `user:${string}` | 'operator' | 'hub' | 'product' | 'unrecorded'

/** An act of a company as it was written down, by the PSA or by the kit. */
export interface WrittenAct {
  readonly id: string
  readonly at: number
  readonly act: string
  readonly actor: WrittenActor
  /** Id of what was acted upon: a user, a client, the company, or null for a link that only `link` names. */
  readonly subject: string | null
  /** The link to the hub that it was about. */
  readonly link: string | null
  /** What the hub has the same act under; the entry's own id where the act is the PSA's alone. */
  readonly auditId: string
  readonly details: Readonly<Record<string, string | number | null>>
  /**
   * The names of then by their parts, null where one is erased; null for an act that was written without, by an earlier
   * version.
   */
  readonly names: Readonly<Record<string, string | null>> | null
  /** Null as long as it waits to be sealed. */
  readonly seal: ListedEntry['seal']
}

export function readAct({ entry, seal, names }: ListedEntry): WrittenAct {
  const { id, at } = entry
  const text = (column: string) => String(entry[column] ?? '')
  const shared = { id, at, seal, names: readNames(entry['name_hashes'], names) }
  if (entry.table === 'audit_entries') {
    const actor = text('actor') === 'operator' ? 'operator' : (`user:${text('actor')}` as const)
    return { ...shared, act: text('act'), actor, subject: text('subject'), link: null, auditId: id, details: {} }
  }
  const details = JSON.parse(text('details')) as WrittenAct['details']
  const [act, user] = [text('action'), text('user_id') || null]
  return {
    ...shared,
    act,
    actor: (entry['actor'] as WrittenActor | null) ?? actorBefore(act, user, details),
    subject: isAboutUser(act) ? user : text('tenant_id'),
    link: text('link_id') || null,
    auditId: text('audit_id'),
    details,
  }
}

/** Where a link of the whole company began or ended, the entry's user is the admin who did it. */
function isAboutUser(act: string): boolean {
  return !act.startsWith('tenant_link_') && !act.endsWith('_policy_set')
}

/** Entries of earlier versions name one person, who for some acts is the one who acted. */
function actorBefore(act: string, user: string | null, { by, epoch, cause }: WrittenAct['details']): WrittenActor {
  switch (act) {
    case 'signed_in':
    case 'user_linked':
    case 'tenant_link_pending':
    case 'tenant_link_refused':
    case 'tenant_link_active':
      return user === null ? 'unrecorded' : `user:${user}`
    case 'tenant_link_ended':
      if (by === 'hub') return 'hub'
      return user === null ? 'product' : `user:${user}`
    case 'tenant_link_suspended':
    case 'tenant_link_resumed':
      return 'product'
    case 'logged_out_at_hub':
    case 'local_sessions_ended':
      return 'hub'
    case 'sessions_ended':
      return epoch === undefined && cause === undefined ? 'unrecorded' : 'hub'
    default:
      return 'unrecorded'
  }
}
