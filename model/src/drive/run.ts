import type { LinkId } from '@lanyard/hub/src/ids.ts'
import type { TenantLinkRequest } from '@lanyard/hub/src/connections/tenant-links/tenant-link.ts'
import type { HubApi } from '../../../connect/src/hub/hub-api.ts'
import type { HubAnswer } from '../../../connect/src/hub/hub-answer.ts'
import type { Kit } from '../../../connect/src/kit.ts'
import type { RelyingParty } from '../../../connect/src/hub/relying-party.ts'
import { deployments } from './hub-side.ts'
import { issuer, type ProductSide, type Tx } from './product-side.ts'
import type { Sides } from './sides.ts'
import { readHub, readProduct, type Removed, type Tables } from './tables.ts'
import { createWire, type Message, type Wire } from './wire.ts'

/** One attempt of a browser, named after the step that began it. */
export interface OpenAttempt {
  readonly name: string
  readonly kind: 'link_tenant' | 'link_user' | 'sign_in'
  readonly product: number
  /** The attempt's id; of a tenant's link, the link's. */
  readonly id: string
  /** In whose session it was begun; null for a sign-in. */
  readonly user: string | null
  /** What the master is asked, of a tenant's link. */
  readonly request: TenantLinkRequest | null
  /** The browser's proof that it began the attempt; null until it has it. */
  cookie: string | null
  /** The master who pressed Connect, and how. */
  approval: { readonly member: number; readonly linksUser: boolean } | null
  /** The token that a sign-in or the link of a user got when it was asked for; used as late as it comes. */
  answer: HubAnswer | null
  returns: number
}

/** One random run: the two sides, the wire between them, and what stands in the tables now. */
export interface Run {
  readonly sides: Sides
  readonly wire: Wire
  readonly attempts: Map<string, OpenAttempt>
  tables: Tables
  /** The hub's log was pruned. */
  isForgetful: boolean
  /** The hub has lost a row of its own, for a while or for good. */
  hasLost: boolean
  /** Links whose rows the hub has found again: what they say of their approver may be of before. */
  readonly found: Set<string>
  /** Who was removed from their organization, at which epoch. */
  readonly removed: Removed[]
}

export async function openRun(sides: Sides): Promise<Run> {
  await sides.reset()
  const tables = await readTables(sides)
  return {
    sides,
    wire: createWire(),
    attempts: new Map(),
    tables,
    isForgetful: false,
    hasLost: false,
    found: new Set(),
    removed: [],
  }
}

export async function readTables({ hub, products }: Sides): Promise<Tables> {
  return { hub: await readHub(hub), products: await Promise.all(products.map(readProduct)) }
}

export function productAt({ sides }: Pick<Run, 'sides'>, index: number): ProductSide {
  const product = sides.products[index]
  if (!product) throw new RangeError(`There is no product ${index}`)
  return product
}

export function deploymentAt(index: number): (typeof deployments)[number] {
  const deployment = deployments[index]
  if (!deployment) throw new RangeError(`There is no deployment ${index}`)
  return deployment
}

/** One operation of a product, under a name that its attempt and its messages are called by. */
export interface Operation {
  readonly name: string
  readonly product: number
  /** The links that it is about. */
  readonly about: readonly string[]
  /** What the hub answers to the exchange of a code. */
  readonly exchange?: () => Promise<HubAnswer>
  /** It waits for no answer: its messages go out and may arrive, and it goes on as if the hub were silent. */
  readonly isImpatient?: boolean
  /** An attempt that this operation begins. */
  readonly begun?: (attempt: Pick<OpenAttempt, 'id' | 'request'>) => void
}

/** The kit as one operation sees it: the hub is at the other end of the wire. */
export function kitFor(run: Run, operation: Operation): Kit<Tx> {
  return productAt(run, operation.product).kitWith(hubApi(run, operation), relyingParty(operation))
}

function hubApi({ sides, wire }: Run, { name, product, about, isImpatient = false }: Operation): HubApi {
  const api = sides.hub.apiOf(deploymentAt(product))
  let sent = 0
  const send = <Answer>(kind: Message['kind'], link: string | null, deliver: () => Promise<Answer>) => {
    const links = link === null ? about : [...about, link]
    return wire.send({ name: `${name}.${sent++}`, kind, product, about: links, deliver }, isImpatient)
  }
  return {
    confirm: (id, auditId) => send('confirm', id, () => api.confirm(id, auditId)),
    end: (id, auditId) => send('end', id, () => api.end(id, auditId)),
    status: (id) => send('status', id, () => api.status(id)),
    events: (after) => send('events', null, () => api.events(after)),
    // Neither decides anything.
    report: (...report) => api.report(...report),
    apps: async () => null,
    tellAccess: async () => true,
  }
}

function relyingParty({ product, begun, exchange }: Operation): RelyingParty {
  return {
    async begin({ state, parameters }) {
      begun?.({ id: state, request: readRequest(parameters['authorization_details'], product) })
      return new URL(issuer)
    },
    finish: async () => (await exchange?.()) ?? { kind: 'silent' },
    endSession: () => Promise.reject(new Error('Nobody logs out there')),
    configuration: () => Promise.reject(new Error('The hub is at the other end of the wire')),
  }
}

/** What the hub reads in a pushed request. */
function readRequest(details: string | undefined, product: number): TenantLinkRequest | null {
  if (details === undefined) return null
  const [detail] = JSON.parse(details) as [
    { link_id: string; audit_id: string } & Pick<TenantLinkRequest, 'tenant' | 'user'>,
  ]
  const { link_id, audit_id, tenant, user } = detail
  const auditId = audit_id as TenantLinkRequest['auditId']
  return { id: link_id as LinkId, deployment: deploymentAt(product), tenant, user, auditId }
}
