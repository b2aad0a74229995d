import { dialectOf } from '@lanyard/storage'
import type { UserId } from '../ids.ts'
import type { PsaDb } from './schema.ts'

/**
 * An operation that ends what a person holds takes this lock first. One that begins something for them holds their row until
 * its commit (`forShare`), so that each sees all of the other or none. SQLite needs no lock, since a transaction is alone there.
 */
export async function lockUser(db: PsaDb, user: UserId): Promise<void> {
  const query = db.selectFrom('users').select('id').where('id', '=', user)
  await (dialectOf(db) === 'postgres' ? query.forUpdate() : query).execute()
}
