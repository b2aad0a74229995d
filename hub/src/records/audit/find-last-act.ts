import type { ActName } from '../acts/rules.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'

/** When an act was last done to a subject; null where the audit does not have it, as before it was kept. */
export async function findLastAct(
  hub: Pick<Hub, 'db'>,
  { organization, action, subject }: { organization: OrganizationId; action: ActName; subject: string },
): Promise<Instant | null> {
  const row = await hub.db
    .selectFrom('audit')
    .select('at')
    .where('organization', '=', organization)
    .where('action', '=', action)
    .where('subject', '=', subject)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}
