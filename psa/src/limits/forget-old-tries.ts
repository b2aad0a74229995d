import type { Psa } from '../psa.ts'

/** A day: longer than any limit's window. */
const KEPT = 86_400_000

export async function forgetOldTries(psa: Pick<Psa, 'db' | 'now'>): Promise<void> {
  await psa.db
    .deleteFrom('tries')
    .where('since', '<', psa.now() - KEPT)
    .execute()
}
