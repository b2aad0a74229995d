import type { App } from '../records/app.ts'
import type { AccessReport, RemainingAccess } from '../records/remaining-access.ts'
import {
  type Feature,
  type LogGone,
  isCount,
  isJson,
  type LinkAnswer,
  type Page,
  readApps,
  readEvents,
  readLink,
} from './api-answers.ts'
import type { HubHealth } from './hub-health.ts'
import type { RelyingParty } from './relying-party.ts'
import { createSender, featuresOf, VERSION } from './send-to-hub.ts'

/**
 * The hub's interface for products (docs/protocol.md, "On the wire"). Whatever is not an answer by the book
 * is null, and null says nothing: silence, a timeout, 401, 403, 429, 5xx, a proxy's 404.
 */
export interface HubApi {
  confirm(linkId: string, auditId: string): Promise<LinkAnswer | null>
  end(linkId: string, auditId: string): Promise<LinkAnswer | null>
  status(linkId: string): Promise<LinkAnswer | null>
  report(linkId: string, subject: string, revision: number, state: 'linked' | 'unlinked'): Promise<boolean>
  apps(linkId: string, subject: string): Promise<readonly App[] | null>
  events(after: number): Promise<Page | LogGone | null>
  /** @returns whether the hub has it, or does not want it; nothing of it need be said again then */
  tellAccess(report: AccessReport, said: RemainingAccess): Promise<boolean>
}

/** Refusals that another try may overcome. */
const REPEATED = [401, 403, 404, 408, 429]

/** @param features what this product announces to a hub that knows of features */
export function createHubApi(
  relyingParty: Pick<RelyingParty, 'configuration'>,
  health: Pick<HubHealth, 'heard' | 'failed'>,
  features: readonly Feature[] = [],
): HubApi {
  const send = createSender(relyingParty, health)
  const agree = async () => {
    const hub = await relyingParty.configuration().catch(() => null)
    // No answer says nothing of what the hub announces.
    if (hub === null) return null
    const theirs = featuresOf(hub)
    return { isAsked: theirs !== null, agreed: features.filter((feature) => theirs?.includes(feature)) }
  }
  const link = (id: string) => `/tenant-links/${encodeURIComponent(id)}`
  return {
    confirm: async (id, audit_id) =>
      readLink(id, await send('PUT', link(id), { version: VERSION, state: 'active', audit_id })),
    end: async (id, auditId) => readLink(id, await send('DELETE', link(id), undefined, { 'Audit-Id': auditId })),
    status: async (id) => readLink(id, await send('GET', link(id))),

    async report(id, subject, revision, state) {
      const path = `${link(id)}/user-links/${encodeURIComponent(subject)}`
      const answer = await send('PUT', path, { version: VERSION, revision, state })
      return answer?.status === 200 || answer?.status === 204
    },

    async apps(id, subject) {
      const answer = await send('GET', `${link(id)}/apps/${encodeURIComponent(subject)}`)
      return answer?.status === 200 && isJson(answer.body) ? readApps(answer.body['apps']) : null
    },

    async events(after) {
      const { isAsked, agreed } = (await agree()) ?? { isAsked: false, agreed: [] }
      const announced = isAsked && features.length > 0 ? `&features=${features.join('+')}` : ''
      const answer = await send('GET', `/events?after=${after}&wait=0${announced}`)
      if (answer === null || !isJson(answer.body)) return null
      const { head, events } = answer.body
      if (!isCount(head)) return null
      if (answer.status === 410) return { gone: true, head }
      return answer.status === 200 && Array.isArray(events) ? { events: readEvents(events), head, agreed } : null
    },

    async tellAccess({ n, auditId, subject }, said) {
      const features = await agree()
      if (features === null) return false
      if (!features.agreed.includes('ends')) return true
      const body = { version: VERSION, audit_id: auditId, sub: subject, ...said }
      const answer = await send('PUT', `/events/${n}/remaining-access`, body)
      return answer !== null && !REPEATED.includes(answer.status) && answer.status < 500
    },
  }
}
