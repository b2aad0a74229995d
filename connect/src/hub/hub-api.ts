import * as client from 'openid-client'
import type { App } from '../records/app.ts'
import { CheckFailed } from '../cause.ts'
import type { HubHealth } from './hub-health.ts'
import type { AccessReport, RemainingAccess } from '../records/remaining-access.ts'
import type { RelyingParty } from './relying-party.ts'

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
  events(after: number): Promise<Page | Gone | null>
  /** @returns whether the hub has it, or does not want it; nothing of it need be said again then */
  tellAccess(report: AccessReport, said: RemainingAccess): Promise<boolean>
}

/** How a link stands at the hub after the message. */
export interface LinkAnswer {
  readonly state: 'approved' | 'active' | 'ended'
  readonly reason: string
  readonly organizationId: string | null
  /** The deployment that the hub sends the organization to; null for none, undefined where it did not say. */
  readonly moduleUrl: string | null | undefined
  /** Members who asked to be unlinked, with the epoch that it raised them to; what an event said, for who missed it. */
  readonly unlinked: readonly { readonly subject: string; readonly epoch: number }[]
}

export interface Page {
  readonly events: readonly HubEvent[]
  readonly head: number
  /** Features that both sides announced with this answer; none with a hub that knows of none. */
  readonly agreed: readonly Feature[]
}

/** What this kit may do beside version 1 (docs/tenant-linking.md, section 3.6). */
export type Feature = 'ends'

/** The log no longer reaches back to the position asked for. */
export interface Gone {
  readonly gone: true
  readonly head: number
}

export type HubEvent =
  | {
      readonly n: number
      readonly type: 'link_ended'
      readonly auditId: string
      readonly linkId: string
      readonly reason: string
    }
  | {
      readonly n: number
      readonly type: 'member_epoch'
      readonly auditId: string
      readonly subject: string
      readonly organizationId: string
      readonly epoch: number
      readonly reason: string
      /** The tenant link whose user link the person ended at the hub; null where the epoch rose for another reason. */
      readonly unlinkedFrom: string | null
    }
  | {
      readonly n: number
      readonly type: 'session_ended'
      readonly auditId: string
      readonly subject: string
      /** The name that the ended session at the hub has here. */
      readonly sid: string
    }
  /** Of a kind that this version does not know. */
  | { readonly n: number; readonly type: 'other' }

const VERSION = 1

/** Refusals that another try may overcome. */
const REPEATED = [401, 403, 404, 408, 429]

/** Milliseconds before its end at which a token is not used any more. */
const TOKEN_MARGIN = 30_000

type Json = Readonly<Record<string, unknown>>
type Send = (
  method: string,
  path: string,
  body?: Json,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer | null>
type Answer = { readonly status: number; readonly body: unknown }

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

/** Sends with a token of the deployment's own, kept until it expires and dropped when the hub does not take it. */
function createSender(
  relyingParty: Pick<RelyingParty, 'configuration'>,
  health: Pick<HubHealth, 'heard' | 'failed'>,
): Send {
  let held: { readonly token: string; readonly until: number } | null = null

  const tokenFor = async (hub: client.Configuration, api: string): Promise<string> => {
    if (held && held.until > Date.now()) return held.token
    const answer = await client.clientCredentialsGrant(hub, { scope: 'tenant_links', resource: api })
    held = { token: answer.access_token, until: Date.now() + (answer.expiresIn() ?? 60) * 1000 - TOKEN_MARGIN }
    return answer.access_token
  }

  return async (method, path, body, extra) => {
    try {
      const hub = await relyingParty.configuration()
      const api = apiOf(hub)
      if (api === null) throw new CheckFailed('tenant_linking', `The hub does not announce version ${VERSION} of it.`)
      const headers = new Headers({ Accept: 'application/json', ...extra })
      if (body) headers.set('Content-Type', 'application/json')
      const url = new URL(api + path)
      const text = body ? JSON.stringify(body) : undefined
      const response = await client.fetchProtectedResource(hub, await tokenFor(hub, api), url, method, text, headers)
      // The next message asks for another token.
      if (response.status === 401) held = null
      const answer = { status: response.status, body: await readBody(response) }
      if (isByTheBook(path, answer)) health.heard()
      else health.failed(unexpected(answer))
      return answer
    } catch (error) {
      held = null
      health.failed(error)
      return null
    }
  }
}

/** 403 and 404 of the interface itself, and a log that is lost, say something about one message, not about the way. */
function isByTheBook(path: string, { status, body }: Answer): boolean {
  if (status === 410 && path.startsWith('/events?') && isJson(body) && isCount(body['head'])) return true
  return status < 400 || ([403, 404, 409, 410].includes(status) && isJson(body) && typeof body['code'] === 'string')
}

function unexpected({ status, body }: Answer): CheckFailed {
  const code = isJson(body) && typeof body['code'] === 'string' ? ` ${body['code'].slice(0, 100)}` : ''
  return new CheckFailed('status', `The hub's interface answers ${status}${code}.`, status)
}

/** A hub that does not speak tenant linking has no such interface. */
function apiOf(hub: client.Configuration): string | null {
  const linking: unknown = hub.serverMetadata()['tenant_linking']
  return isJson(linking) && linking['version'] === VERSION && typeof linking['api'] === 'string' ? linking['api'] : null
}

/** @returns null where a hub knows of no features */
function featuresOf(hub: client.Configuration): readonly unknown[] | null {
  const linking: unknown = hub.serverMetadata()['tenant_linking']
  return isJson(linking) && Array.isArray(linking['features']) ? linking['features'] : null
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function readLink(id: string, answer: Answer | null): LinkAnswer | null {
  if (answer?.status !== 200 || !isJson(answer.body) || answer.body['id'] !== id) return null
  const { state, reason, organization, module_url: moduleUrl, unlinked } = answer.body
  if (state !== 'approved' && state !== 'active' && state !== 'ended') return null
  return {
    state,
    // Only what says so is unknown: an end without a reason is one.
    reason: typeof reason === 'string' ? reason : 'severed',
    organizationId: typeof organization === 'string' ? organization : null,
    moduleUrl: typeof moduleUrl === 'string' || moduleUrl === null ? moduleUrl : undefined,
    unlinked: Array.isArray(unlinked) ? unlinked.flatMap(readUnlinked) : [],
  }
}

function readUnlinked(value: unknown): LinkAnswer['unlinked'] {
  if (!isJson(value) || typeof value['sub'] !== 'string' || !isCount(value['epoch'])) return []
  return [{ subject: value['sub'], epoch: value['epoch'] }]
}

/** Up to the first one that makes no sense: what follows it must wait, for order is all. */
function readEvents(values: readonly unknown[]): HubEvent[] {
  const events: HubEvent[] = []
  for (const value of values) {
    const event = readEvent(value)
    if (event === null) break
    events.push(event)
  }
  return events
}

function readEvent(value: unknown): HubEvent | null {
  if (!isJson(value) || !isCount(value['n']) || typeof value['type'] !== 'string') return null
  const {
    n,
    type,
    audit_id: auditId,
    link_id: linkId,
    reason,
    sub: subject,
    sid,
    org_id: organizationId,
    epoch,
  } = value
  const audit = typeof auditId === 'string' ? auditId : ''
  if (type === 'link_ended') {
    if (typeof linkId !== 'string') return null
    return { n, type, auditId: audit, linkId, reason: typeof reason === 'string' ? reason : 'severed' }
  }
  if (type === 'member_epoch') {
    if (typeof subject !== 'string' || typeof organizationId !== 'string' || !isCount(epoch)) return null
    const unlinkedFrom = reason === 'unlinked' && typeof linkId === 'string' ? linkId : null
    const why = typeof reason === 'string' ? reason : 'unknown'
    return { n, type, auditId: audit, subject, organizationId, epoch, reason: why, unlinkedFrom }
  }
  if (type === 'session_ended') {
    if (typeof subject !== 'string' || typeof sid !== 'string') return null
    return { n, type, auditId: audit, subject, sid }
  }
  return { n, type: 'other' }
}

const TILE_STATES = ['ready', 'link_your_account', 'not_connected', 'not_subscribed', 'unreachable'] as const

function readApps(values: unknown): readonly App[] | null {
  if (!Array.isArray(values)) return null
  return values.flatMap((value: unknown): App[] => {
    if (!isJson(value)) return []
    const { module, name, url } = value
    const state = TILE_STATES.find((candidate) => candidate === value['state'])
    if (typeof module !== 'string' || typeof name !== 'string' || !state) return []
    // Only what a browser may safely follow as a link.
    return [{ module, name, state, ...(typeof url === 'string' && /^https?:/.test(url) ? { url } : {}) }]
  })
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
