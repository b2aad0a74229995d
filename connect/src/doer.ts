import type { LogEntry } from './api/config.ts'
import type { LocalUser, Users } from './api/host.ts'
import type { AuditActor, AuditEntry, AuditNames } from './records/ledger.ts'
import type { Records } from './records/store.ts'

/** Who does something, with the name that they have at that time; things have none. */
export interface Doer {
  readonly actor: AuditActor
  readonly name?: string
}

export const THE_HUB: Doer = { actor: 'hub' }
export const THE_PRODUCT: Doer = { actor: 'product' }

/** What the audit calls a user. */
function auditNameOf({ fullName, name }: LocalUser): string {
  return fullName ?? name
}

export function doerOf(user: LocalUser): Doer {
  return { actor: `user:${user.id}`, name: auditNameOf(user) }
}

/** Whom the host names: a user by their id, `operator`, or no one, which leaves the product. */
export async function findDoer<Tx>(
  { users }: { readonly users: Users<Tx> },
  tx: Tx,
  by: string | undefined,
): Promise<Doer> {
  if (by === undefined) return THE_PRODUCT
  if (by === 'operator') return { actor: by }
  const user = await users.find(tx, by)
  return user ? doerOf(user) : { actor: `user:${by}` }
}

/** The part of an entry that says who, with the names of the others. */
export function doneBy({ actor, name }: Doer, names: AuditNames = {}): Pick<AuditEntry, 'actor' | 'names'> {
  return { actor, names: name === undefined ? names : { ...names, actor: name } }
}

/** What the audit calls the user whom something is done to; undefined where they are gone. */
export async function findSubject<Tx>(
  { users }: { readonly users: Users<Tx> },
  tx: Tx,
  userId: string,
): Promise<string | undefined> {
  const user = await users.find(tx, userId)
  return user ? auditNameOf(user) : undefined
}

/** The user whom something is done to, and who they are at the hub, where they are still linked. */
export async function namesOfUser<Tx>(
  host: { readonly users: Users<Tx> },
  { userLinks }: Pick<Records, 'userLinks'>,
  tx: Tx,
  userId: string,
): Promise<AuditNames> {
  const subject = await findSubject(host, tx, userId)
  const link = await userLinks.findOfUser(userId)
  return { subject, ...(link && { account: link.accountName, organization: link.organizationName }) }
}

/**
 * For what the hub ends. The audit names people as the host says them; where the host cannot, the work is done once more
 * and the names are left out, because no end waits for a name.
 */
export async function sparingNames<
  Host extends { readonly users: Users<never>; readonly log: (entry: LogEntry) => void },
  T,
>(kit: Host, work: (kit: Host) => Promise<T>): Promise<T> {
  let failure: { readonly error: unknown } | null = null
  const find: Host['users']['find'] = async (tx, id) => {
    try {
      return await kit.users.find(tx, id)
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  try {
    return await work({ ...kit, users: { ...kit.users, find } })
  } catch (error) {
    if (failure === null) throw error
    kit.log({ level: 'warn', event: 'names_left_out', error })
    return work({ ...kit, users: { ...kit.users, find: async () => null } })
  }
}
