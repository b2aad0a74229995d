import { hashSecret } from '../secrets.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import type { Limit } from './limit.ts'

type Host = Pick<Psa, 'db' | 'now'>

/**
 * Counts one try against each limit before anything is looked at, so that simultaneous tries cannot slip through. What
 * is counted stays counted when the try is refused: call it outside the transaction of what it guards.
 *
 * @throws {Refusal} `too_many_attempts` with the `seconds` to wait
 */
export async function takeTries(psa: Host, limits: Readonly<Record<string, Limit>>): Promise<void> {
  let wait = 0
  for (const limit of Object.values(limits)) wait = Math.max(wait, await takeTry(psa, limit))
  if (wait > 0) throw new Refusal('too_many_attempts', { seconds: String(wait) })
}

/** A try that was right: it counts against nobody. */
export async function giveTriesBack(psa: Host, limits: Readonly<Record<string, Limit>>): Promise<void> {
  for (const limit of Object.values(limits)) {
    await psa.db
      .updateTable('tries')
      .set((eb) => ({ count: eb('count', '-', 1) }))
      .where('bucket', '=', bucketOf(limit))
      .where('count', '>', 0)
      .execute()
  }
}

export async function forgetTries(psa: Pick<Psa, 'db'>, limits: readonly Limit[]): Promise<void> {
  if (limits.length > 0) await psa.db.deleteFrom('tries').where('bucket', 'in', limits.map(bucketOf)).execute()
}

/** @returns seconds to wait; 0 where the try is granted */
async function takeTry(psa: Host, limit: Limit): Promise<number> {
  const now = psa.now()
  const windowStart = now - limit.window * 1000
  const { count, since } = await psa.db
    .insertInto('tries')
    .values({ bucket: bucketOf(limit), count: 1, since: now })
    .onConflict((conflict) =>
      conflict.column('bucket').doUpdateSet((eb) => ({
        count: eb
          .case()
          .when('tries.since', '<=', windowStart)
          .then(1)
          .else(eb('tries.count', '+', 1))
          .end(),
        since: eb.case().when('tries.since', '<=', windowStart).then(now).else(eb.ref('tries.since')).end(),
      })),
    )
    .returning(['count', 'since'])
    .executeTakeFirstOrThrow()
  return count <= limit.most ? 0 : Math.max(1, Math.ceil((since - windowStart) / 1000))
}

/** People type passwords into the wrong box: what they typed is not stored. */
function bucketOf(limit: Limit): string {
  return hashSecret(JSON.stringify(limit.what))
}
