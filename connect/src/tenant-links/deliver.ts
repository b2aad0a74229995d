import type { Kit } from '../kit.ts'
import type { LinkReport, OwedEnd } from '../records/outbox.ts'

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

/** Tells the hub who is linked, for its tiles. @returns whether it is told */
export async function deliverReport(kit: Pick<Kit<unknown>, 'hub' | 'store'>, report: LinkReport): Promise<boolean> {
  const { linkId, subject, version, state } = report
  if (!(await kit.hub.report(linkId, subject, version, state))) return false
  await kit.store.records.reports.delivered(report)
  return true
}
