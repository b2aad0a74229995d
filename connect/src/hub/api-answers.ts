import type { App } from '../records/app.ts'
import { plainName } from '../plain-name.ts'

/** How a link stands at the hub after the message. */
export interface LinkAnswer {
  readonly state: 'approved' | 'active' | 'ended'
  readonly reason: string
  readonly organizationId: string | null
  /** The deployment that the hub sends the organization to; null for none, undefined where it did not say. */
  readonly moduleUrl: string | null | undefined
  /** Members who asked to be unlinked, with the epoch that it raised them to; what an event said, for who missed it. */
  readonly unlinked: readonly UnlinkRequest[]
}

export interface UnlinkRequest {
  readonly subject: string
  readonly epoch: number
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
export interface LogGone {
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

/** What came over HTTP, not read yet. */
export type Answer = { readonly status: number; readonly body: unknown }

export type Json = Readonly<Record<string, unknown>>

export function readLink(id: string, answer: Answer | null): LinkAnswer | null {
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

function readUnlinked(value: unknown): readonly UnlinkRequest[] {
  if (!isJson(value) || typeof value['sub'] !== 'string' || !isCount(value['epoch'])) return []
  return [{ subject: value['sub'], epoch: value['epoch'] }]
}

/** Up to the first one that makes no sense: what follows it must wait, for order is all. */
export function readEvents(values: readonly unknown[]): HubEvent[] {
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

export function readApps(values: unknown): readonly App[] | null {
  if (!Array.isArray(values)) return null
  return values.flatMap((value: unknown): App[] => {
    if (!isJson(value)) return []
    const { module, name, url } = value
    const state = TILE_STATES.find((candidate) => candidate === value['state'])
    if (typeof module !== 'string' || typeof name !== 'string' || !state) return []
    // Only what a browser may safely follow as a link.
    return [
      {
        module,
        name: plainName({ id: module, name }),
        state,
        ...(typeof url === 'string' && /^https?:/.test(url) ? { url } : {}),
      },
    ]
  })
}

export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
