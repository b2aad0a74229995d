import type { Kit } from '../kit.ts'
import type { LinkReport, OwedEnd } from '../records/outbox.ts'
import { waitAtMost } from '../wait-at-most.ts'

/** Tells the hub of an end. Only "ended" acknowledges it; anything else leaves it owed. @returns whether it is told */
export async function deliverEnd(
  kit: Pick<Kit<unknown>, 'hub' | 'store' | 'now'>,
  { linkId, auditId }: OwedEnd,
): Promise<boolean> {
  const answer = await kit.hub.end(linkId, auditId)
  if (answer?.state !== 'ended') return false
  await kit.store.records.owedEnds.acknowledge(linkId, kit.now())
  return true
}

/**
 * Tells the hub of ends, one after the other, while someone waits: up to the first that it does not answer, or until the
 * time is over. What is left stays owed. @returns whether it knows of all
 */
export async function deliverEnds(
  kit: Pick<Kit<unknown>, 'hub' | 'store' | 'now'>,
  ends: readonly OwedEnd[],
  milliseconds: number,
): Promise<boolean> {
  const over = AbortSignal.timeout(milliseconds)
  const deliver = async () => {
    for (const end of ends) if (over.aborted || !(await deliverEnd(kit, end))) return false
    return true
  }
  return (await waitAtMost(milliseconds, deliver())) ?? false
}

/** Tells the hub who is linked, for its tiles. @returns whether it is told */
export async function deliverReport(kit: Pick<Kit<unknown>, 'hub' | 'store'>, report: LinkReport): Promise<boolean> {
  const { linkId, subject, version, state } = report
  if (!(await kit.hub.report(linkId, subject, version, state))) return false
  await kit.store.records.reports.delivered(report)
  return true
}
