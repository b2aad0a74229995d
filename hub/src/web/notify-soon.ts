import type { AuditId } from '../ids.ts'
import { notifyClients } from '../oidc/end-session.ts'
import type { Site } from './site.ts'

/** Tells products of an act at once, while the person gets their answer. What fails here is for housekeeping to repeat. */
export function notifySoon({ hub, provider }: Pick<Site, 'hub' | 'provider'>, auditId: AuditId): void {
  notifyClients(hub, provider, auditId).catch((error: unknown) => {
    hub.log.error({ event: 'failed', auditId, error }, 'products are told later')
  })
}
