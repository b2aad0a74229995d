import { z } from 'zod'
import { isAccountId, isAuditId, isLinkId } from '../ids.ts'
import type { AccountId, LinkId } from '../ids.ts'
import type { Tile } from '../connections/launcher/tile.ts'
import { Refusal } from '../refusal.ts'
import type { HubEvent } from '../delivery/event-log/events.ts'
import { readFeatures } from '../delivery/event-log/features.ts'
import type { LinkAnswer } from '../connections/tenant-links/link-answer.ts'
import { ACCESS } from '../delivery/event-log/remaining-access.ts'
import type { UnlinkRequest } from '../connections/user-links/list-unlink-requests.ts'

/** The version of tenant linking that this hub speaks (docs/protocol.md, "On the wire"). */
const VERSION = 1

const MOST_SECONDS_TO_WAIT = 30

const LONGEST_TEXT = 500
const MOST_WAYS = 20

export const confirmation = z.object({
  version: z.literal(VERSION),
  state: z.literal('active'),
  audit_id: z.string().refine(isAuditId),
})

export const userLinkReport = z.object({
  version: z.literal(VERSION),
  revision: z.int().positive(),
  state: z.enum(['linked', 'unlinked']),
})

export const eventsQuery = z.object({
  after: z.coerce.number().int().nonnegative(),
  wait: z.coerce
    .number()
    .nonnegative()
    .default(0)
    .transform((seconds) => Math.min(seconds, MOST_SECONDS_TO_WAIT)),
  features: z.string().max(LONGEST_TEXT).default('').transform(readFeatures),
})

/** A path on the product's own origin: what is after it cannot lead elsewhere. */
const isOwnPath = (path: string): boolean => URL.parse(path, OWN)?.href.startsWith(`${OWN}/`) === true
const OWN = 'https://product.invalid'

/** What a product says of an event (E-2). Ways in that this hub has no name for are passed over. */
export const remainingAccess = z.object({
  version: z.literal(VERSION),
  audit_id: z.string().refine(isAuditId),
  sub: z.string().refine(isAccountId),
  linked: z.boolean(),
  access: z
    .array(z.string().max(LONGEST_TEXT))
    .max(MOST_WAYS)
    .transform((named) => ACCESS.filter((access) => named.includes(access))),
  settings: z
    .string()
    .max(LONGEST_TEXT)
    .refine((path) => path.startsWith('/') && isOwnPath(path))
    .nullable()
    .default(null),
})

/** @throws {Refusal} `form_invalid` */
export function readEventNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Refusal('form_invalid', { field: 'n' })
  return Number(text)
}

/**
 * What a product sent, as the shape that it must have.
 *
 * @throws {Refusal} `version_unsupported`, `form_invalid` with the first `field` that is wrong
 */
export function readAs<Shape>(schema: z.ZodType<Shape>, sent: unknown): Shape {
  const read = schema.safeParse(sent)
  if (read.success) return read.data
  const field = read.error.issues[0]?.path.join('.') ?? ''
  throw new Refusal(field === 'version' ? 'version_unsupported' : 'form_invalid', { field })
}

/** @throws {Refusal} `form_invalid` */
export function readLinkId(text: string): LinkId {
  if (!isLinkId(text)) throw new Refusal('form_invalid', { field: 'id' })
  return text
}

/** @throws {Refusal} `form_invalid` */
export function readSub(text: string): AccountId {
  if (!isAccountId(text)) throw new Refusal('form_invalid', { field: 'sub' })
  return text
}

export function writeLink(
  { id, state, reason, organization, moduleUrl }: LinkAnswer,
  unlinked: readonly UnlinkRequest[] = [],
) {
  return {
    version: VERSION,
    id,
    state,
    ...(state === 'ended' ? { reason: reason ?? 'unknown' } : {}),
    ...(organization === null ? {} : { organization, module_url: moduleUrl }),
    ...(unlinked.length > 0 ? { unlinked } : {}),
  }
}

export function writeEvent(event: HubEvent) {
  const { n, type, at, auditId: audit_id } = event
  const shared = { n, type, at, audit_id }
  if (event.type === 'link_ended') return { ...shared, link_id: event.link, reason: event.reason }
  if (event.type === 'session_ended') return { ...shared, sub: event.sub, sid: event.sid }
  const { sub, organization: org_id, epoch, reason } = event
  const raised = { ...shared, sub, org_id, epoch, reason }
  return event.reason === 'unlinked' ? { ...raised, link_id: event.link } : raised
}

/** One entry of a product's app menu; without `url` where there is nothing to open. */
export function writeTile({ module, state, url, wrongRegion }: Tile) {
  const opens = state === 'ready' || state === 'link_your_account'
  return {
    module: module.id,
    name: module.name,
    state,
    ...(opens && url !== null ? { url } : {}),
    ...(wrongRegion === null ? {} : { wrong_region: { linked: wrongRegion.linked.id } }),
  }
}
