import { sql } from 'kysely'
import type { Psa } from '../../psa.ts'

/** Whether this deployment can work: it answers, and its database does. */
export async function showHealth({ db, log }: Pick<Psa, 'db' | 'log'>): Promise<Response> {
  try {
    await sql`select 1`.execute(db)
    return Response.json({ status: 'ok' })
  } catch (error) {
    log.error({ event: 'database_unreachable', err: error })
    return Response.json({ status: 'database_unreachable' }, { status: 503 })
  }
}
