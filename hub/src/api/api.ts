import { problem } from '@lanyard/running'
import type { Context, Hono } from 'hono'
import type { Hub } from '../hub.ts'
import { isAuditId, newId } from '../ids.ts'
import type { DeploymentId } from '../ids.ts'
import { wordRefusal } from '../messages/refusals.ts'
import { Refusal } from '../refusal.ts'
import { endCeremonySession } from '../connections/tenant-links/ceremony-sessions.ts'
import type { EndSession } from '../delivery/product-sessions/end-session.ts'
import { acknowledgeEvents } from '../delivery/event-log/acknowledge-events.ts'
import { confirmTenantLink } from '../connections/tenant-links/confirm-tenant-link.ts'
import { endTenantLink } from '../connections/tenant-links/end-tenant-link.ts'
import { noteRemainingAccess } from '../delivery/event-log/note-remaining-access.ts'
import { answerLink } from '../connections/tenant-links/link-answer.ts'
import type { LinkAnswer } from '../connections/tenant-links/link-answer.ts'
import { listUnlinkRequests } from '../connections/user-links/list-unlink-requests.ts'
import { reportUserLink } from '../connections/user-links/report-user-link.ts'
import { listApps } from './list-apps.ts'
import { awaitEvents } from './await-events.ts'
import { createService, readJson, type ServiceEnv } from './service.ts'
import {
  confirmation,
  eventsQuery,
  readAs,
  readEventNumber,
  readLinkId,
  readSub,
  remainingAccess,
  userLinkReport,
  writeEvent,
  writeLink,
} from './wire.ts'

type ApiEnv = ServiceEnv<DeploymentId>

export interface ApiOptions {
  /** The deployment whose credentials came with a request: it may speak of its own links alone. Null for no valid ones. */
  readonly authenticate: (request: Request) => Promise<DeploymentId | null>
  /** Ends the hub session of a ceremony that is over (A13). */
  readonly endSession: EndSession
  /** This node stops: products that wait for events get an answer without any, and ask another node or a later start. */
  readonly stopping: AbortSignal
  /** The hub's name, for the wording of problems. */
  readonly hubName: string
}

/**
 * What products ask of the hub over HTTP (docs/protocol.md, "On the wire"), below `/api`. Each request stands for the
 * deployment whose credentials it carries, and for nothing else (CONFIRM_BY_CLIENT).
 */
export function createApi(hub: Pick<Hub, 'db' | 'config' | 'now' | 'log'>, options: ApiOptions): Hono<ApiEnv> {
  const { authenticate, endSession, stopping, hubName } = options
  const callerOf = async (request: Request): Promise<DeploymentId> => {
    const deployment = await authenticate(request)
    if (deployment === null) throw new Refusal('product_refused')
    return deployment
  }
  const api = createService<DeploymentId>(hub, '/api', {
    authenticate: callerOf,
    write: (refusal) => problem(refusal, wordRefusal(refusal, { name: hubName })),
  })

  /** With who is to be unlinked: a product that confirms a link is about to let their user links come back. */
  const write = async (c: Context<ApiEnv>, link: LinkAnswer): Promise<Response> =>
    c.json(writeLink(link, link.state === 'active' ? await listUnlinkRequests(hub, link.id) : []))

  const answer = async (c: Context<ApiEnv>, link: LinkAnswer): Promise<Response> => {
    if (link.endSession !== null)
      await endCeremonySession(hub, { link: link.id, sessionUid: link.endSession }, endSession)
    return write(c, link)
  }

  api.put('/tenant-links/:id', async (c) => {
    const { audit_id: auditId } = readAs(confirmation, await readJson(c, notJson))
    const { caller: deployment } = c.var
    return answer(c, await confirmTenantLink(hub, { id: readLinkId(c.req.param('id')), deployment, auditId }))
  })

  api.delete('/tenant-links/:id', async (c) => {
    const sent = c.req.header('Audit-Id') ?? ''
    const auditId = isAuditId(sent) ? sent : newId('aud')
    const { caller: deployment } = c.var
    return answer(c, await endTenantLink(hub, { id: readLinkId(c.req.param('id')), deployment, auditId }))
  })

  api.get('/tenant-links/:id', async (c) => {
    const link = await answerLink(hub, { id: readLinkId(c.req.param('id')), deployment: c.var.caller })
    return write(c, link)
  })

  api.put('/tenant-links/:id/user-links/:sub', async (c) => {
    const { revision, state } = readAs(userLinkReport, await readJson(c, notJson))
    const link = readLinkId(c.req.param('id'))
    const sub = readSub(c.req.param('sub'))
    await reportUserLink(hub, { link, deployment: c.var.caller, sub, revision, state })
    return c.body(null, 204)
  })

  api.get('/tenant-links/:id/apps/:sub', async (c) => {
    const link = readLinkId(c.req.param('id'))
    return c.json({
      apps: await listApps(hub, { link, deployment: c.var.caller, sub: readSub(c.req.param('sub')) }),
    })
  })

  api.get('/events', async (c) => {
    const { after, wait, features } = readAs(eventsQuery, c.req.query())
    const { caller: deployment } = c.var
    await acknowledgeEvents(hub, { deployment, to: after, features })
    const until = AbortSignal.any([c.req.raw.signal, stopping])
    const { events, head } = await awaitEvents(hub, { deployment, after, wait }, until)
    // A token that ended during the wait reads nothing (T9).
    await callerOf(c.req.raw)
    return c.json({ events: events.map(writeEvent), head })
  })

  api.put('/events/:n/remaining-access', async (c) => {
    const n = readEventNumber(c.req.param('n'))
    const { audit_id: auditId, sub, linked, access, settings } = readAs(remainingAccess, await readJson(c, notJson))
    const { caller: deployment } = c.var
    await noteRemainingAccess(hub, { deployment, n, auditId, sub, remaining: { linked, access, settings } })
    return c.body(null, 204)
  })

  return api
}

const notJson = () => new Refusal('form_invalid')
