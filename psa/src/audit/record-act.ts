import { insertMany } from '@lanyard/storage'
import { saltNames } from '@lanyard/storage/audit-chain'
import type { Psa } from '../psa.ts'
import type { GuardedAct, Permit } from '../acts/guarded-act.ts'
import type { ActName, rules } from '../acts/rules.ts'
import { newAuditId, type TenantId, type UserId } from '../ids.ts'
import { findNamesNow } from './find-names-now.ts'

type ActorOf<Name extends ActName> =
  | ((typeof rules)[Name] extends { operator: true } ? 'operator' : never)
  | ((typeof rules)[Name] extends { admin: string } | { own: string } ? UserId : never)

/** An act as its rule lets it be: a guarded one only with its permit, any other by those alone who may do it. */
type Act = {
  [Name in ActName]: { readonly tenant: TenantId; readonly subject: string } & (Name extends GuardedAct
    ? Permit<Name>
    : { readonly act: Name; readonly actor: ActorOf<Name> })
}[ActName]

/**
 * Writes down an act in its own transaction: who did what to whom. Never a secret, never a text that people typed. Beside it
 * stand the names that they have in this transaction, after what it did so far.
 */
export async function recordAct(psa: Pick<Psa, 'db' | 'now'>, { tenant, actor, act, subject }: Act): Promise<void> {
  const id = newAuditId()
  const { hashes, rows } = saltNames(id, await findNamesNow(psa, { actor, subject }))
  await psa.db
    .insertInto('audit_entries')
    .values({ id, tenant_id: tenant, at: psa.now(), actor, act, subject, name_hashes: hashes })
    .execute()
  await insertMany(psa.db, 'audit_names', rows)
}
