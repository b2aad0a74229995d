import { type HubTables, memberKey, type ProductTables, type Tables, type Removed } from './tables.ts'

/** A formula that does not hold, and where. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

function fail(formula: string, where: string): never {
  throw new Violation(`${formula}: ${where}`)
}

type HubLink = HubTables['links'][number]
type ProductLink = ProductTables['links'][number]

const isHeldAtHub = ({ state }: HubLink): boolean => state !== 'ended'
const isHeldAtProduct = ({ state }: ProductLink): boolean => state !== 'ended'

/**
 * S1, S2, S3, S5, S6, S8 in what stands in the tables.
 *
 * @param isForgetful the hub's log was pruned: what it said of an end may be gone (S2 is weaker then)
 * @throws {Violation}
 */
export function checkTables(tables: Tables, deployments: readonly string[], isForgetful: boolean): void {
  checkHeld(tables)
  for (const [index, product] of tables.products.entries()) {
    checkAgreement(tables.hub, product, deployments[index] ?? '', isForgetful)
    checkUsers(product)
    checkSessions(product)
    if (!isForgetful) checkUnlinked(tables.hub, product, deployments[index] ?? '')
  }
}

function checkHeld({ hub, products }: Tables): void {
  const held = hub.links.filter(isHeldAtHub)
  checkUnique(
    'S1 hub',
    held.map((link) => link.organization),
  )
  checkUnique(
    'S1 hub',
    held.map((link) => `${link.deployment} ${link.tenant}`),
  )
  for (const { links } of products) {
    const here = links.filter(isHeldAtProduct)
    checkUnique(
      'S1 product',
      here.map((link) => link.organization_id),
    )
    checkUnique(
      'S1 product',
      here.map((link) => link.tenant_id),
    )
  }
}

function checkUnique(formula: string, keys: readonly (string | null)[]): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) fail(formula, `twice ${twice}`)
}

function checkAgreement(hub: HubTables, product: ProductTables, deployment: string, isForgetful: boolean): void {
  for (const { id, state } of product.links) {
    const there = hub.links.find((link) => link.id === id)
    if (state !== 'active' || there?.state === 'active') continue
    const travels = hub.events.some((event) => event.link === id && event.n > product.cursor)
    if (there === undefined && hub.lost.includes(id)) continue
    if (there?.state !== 'ended' || !(travels || isForgetful)) fail('S2 stale', id)
  }
  for (const { id, state, deployment: of } of hub.links) {
    if (state !== 'active' || of !== deployment) continue
    const isHeld = product.links.some((link) => link.id === id && isHeldAtProduct(link))
    if (!isHeld && product.ends.get(id) !== 1) fail('S2 orphan', id)
  }
}

function checkUsers({ links, users }: ProductTables): void {
  checkUnique(
    'S6',
    users.map((user) => user.user_id),
  )
  checkUnique(
    'S6',
    users.map((user) => `${user.tenant_id} ${user.organization_id} ${user.subject}`),
  )
  for (const { tenant_id, organization_id, state, link_id, user_id } of users) {
    if (users.some((other) => other.tenant_id === tenant_id && other.organization_id !== organization_id)) {
      fail('S5', `two organizations in ${tenant_id}`)
    }
    const active = links.find((link) => link.state === 'active' && link.tenant_id === tenant_id)
    if (state === 'suspended' && active) fail('S5', `${user_id} is suspended beside ${active.id}`)
    if (state === 'active' && (active?.id !== link_id || active?.organization_id !== organization_id)) {
      fail('S5', `${user_id} is active under ${link_id}`)
    }
  }
}

function checkSessions({ links, users, sessions, epochs, uninvited }: ProductTables): void {
  for (const { tenant_id, user_id, link_id, organization_id, subject, member_epoch } of sessions) {
    // That the user link is active under an active link of its organization is S5.
    const user = users.find((one) => one.user_id === user_id && one.state === 'active')
    if (user?.link_id !== link_id || user.subject !== subject || user.organization_id !== organization_id) {
      fail('S3', `${user_id} has a session under ${link_id}`)
    }
    if (links.some(({ id, suspended_at }) => id === link_id && suspended_at !== null)) {
      fail('S3', `${user_id} has a session under ${link_id}, which is suspended`)
    }
    if (uninvited.includes(tenant_id)) fail('S3', `${user_id} has a session without the feature`)
    const known = epochs.get(memberKey(organization_id, subject)) ?? 0
    if (member_epoch < known) fail('S3', `${user_id} has a session of epoch ${member_epoch} beside ${known}`)
  }
}

/** S8: of what a member has ended at the hub, and the product has read, nothing stands that was proved before. */
function checkUnlinked(hub: HubTables, product: ProductTables, deployment: string): void {
  for (const { n, unlinked, deployment: of } of hub.events) {
    if (unlinked === null || of !== deployment || n > product.cursor) continue
    const left = product.users.find((user) => isEnded(product, unlinked, user))
    if (left) fail('S8', `${left.user_id} is linked still`)
  }
}

/** Is this the user link that a member has ended, and is its proof from before? */
function isEnded(
  { links }: ProductTables,
  { link, organization, sub, epoch }: HubTables['unlinkRequests'][number],
  { tenant_id, organization_id, subject, member_epoch }: ProductTables['users'][number],
): boolean {
  const tenant = links.find(({ id }) => id === link)?.tenant_id
  return tenant_id === tenant && organization_id === organization && subject === sub && member_epoch < epoch
}

/**
 * S8 for a step that does nothing but read the hub's log: a user link goes only by the request of its member, and one that
 * is newer than its proof.
 *
 * @throws {Violation}
 */
export function checkReading(before: Tables, after: Tables, deployments: readonly string[]): void {
  for (const [index, product] of after.products.entries()) {
    const former = before.products[index]
    for (const user of former?.users ?? []) {
      if (product.users.some(({ user_id, subject }) => user_id === user.user_id && subject === user.subject)) continue
      const isAsked = after.hub.events.some(
        ({ n, deployment, unlinked }) =>
          unlinked !== null &&
          deployment === deployments[index] &&
          n > (former?.cursor ?? 0) &&
          n <= product.cursor &&
          isEnded(product, unlinked, user),
      )
      // Who missed events hears it in the state of the link.
      if (!isAsked && !after.hub.unlinkRequests.some((request) => isEnded(product, request, user)))
        fail('S8', `${user.user_id} was unlinked by no request`)
    }
  }
}

const MOVING = ['state', 'suspended_at']
const FORWARD = ['approved', 'pending', 'active', 'ended']

/**
 * S4, S5 and S6 in what a step has changed: nothing goes back, and nothing but the links that it is about.
 *
 * @param about the links that the step is about; null for one that may touch any
 * @throws {Violation}
 */
export function checkStep(before: Tables, after: Tables, about: readonly string[] | null): void {
  if (before.hub !== after.hub) {
    const known = before.hub.links.filter(({ id }) => !after.hub.lost.includes(id))
    checkForward('hub', known, after.hub.links, about)
  }
  for (const [index, product] of after.products.entries()) {
    const former = before.products[index]
    if (!former || former === product) continue
    checkForward('product', former.links, product.links, about)
    if (product.cursor < former.cursor) fail('S4', 'the cursor went back')
    for (const [id, owed] of former.ends)
      if ((product.ends.get(id) ?? 2) > owed) fail('S4', `the end of ${id} came back`)
    for (const [member, epoch] of former.epochs) {
      if ((product.epochs.get(member) ?? 0) < epoch) fail('S4', `the epoch of ${member} fell`)
    }
    checkUsersOfPending(former, product)
  }
}

type Row = HubLink | ProductLink

function checkForward(
  side: string,
  before: readonly Row[],
  after: readonly Row[],
  about: readonly string[] | null,
): void {
  for (const one of before) {
    const two = after.find((row) => row.id === one.id)
    if (!two) fail('S4', `${one.id} is gone at the ${side}`)
    if (FORWARD.indexOf(two.state) < FORWARD.indexOf(one.state)) fail('S4', `${one.id} went back at the ${side}`)
    if (two.state !== one.state && about !== null && !about.includes(one.id))
      fail('S4', `${one.id} changed at the ${side}`)
    const fixed = Object.keys(one).filter((column) => !MOVING.includes(column)) as (keyof Row)[]
    if (fixed.some((column) => one[column] !== two[column])) fail('S4', `${one.id} is another link at the ${side}`)
  }
}

/** USERS_AT_ACTIVATION: a link that becomes pending, and is no more than that yet, touches no user link. */
function checkUsersOfPending(before: ProductTables, after: ProductTables): void {
  for (const { id, state, tenant_id } of after.links) {
    if (state !== 'pending' || before.links.some((link) => link.id === id)) continue
    const of = ({ users }: ProductTables) => JSON.stringify(users.filter((user) => user.tenant_id === tenant_id))
    if (of(before) !== of(after)) fail('S5 early', id)
  }
}

/**
 * S8 of members who were removed, whether any request says it or not: nothing through which they log in was proved before.
 *
 * @throws {Violation}
 */
export function checkRemoved({ products }: Tables, removed: readonly Removed[]): void {
  for (const { organization, sub, epoch } of removed) {
    const left = products
      .flatMap(({ users }) => users)
      .find(
        (user) =>
          user.state === 'active' &&
          user.organization_id === organization &&
          user.subject === sub &&
          user.member_epoch < epoch,
      )
    if (left) fail('S8', `${left.user_id} is linked to a member who was removed`)
  }
}

/**
 * C1, S8: both sides say the same, and nothing is left that one of them has not heard.
 *
 * @throws {Violation}
 */
export function checkAgreed({ hub, products }: Tables, heads: readonly number[]): void {
  for (const [index, product] of products.entries()) {
    const { links, users, ends, cursor } = product
    const left = users.find(
      (user) => user.state === 'active' && hub.unlinkRequests.some((request) => isEnded(product, request, user)),
    )
    if (left) fail('S8', `${left.user_id} is linked still`)
    for (const { id, state, suspended_at } of links) {
      // A row that the hub has lost for good stays suspended: the one thing that no round can settle.
      if (state === 'active' && suspended_at !== null && hub.lost.includes(id)) continue
      if (state === 'active' && suspended_at !== null) fail('C1', `${id} is suspended at the product`)
      const isActive = hub.links.some((link) => link.id === id && link.state === 'active')
      if (state === 'pending' || (state === 'active') !== isActive) fail('C1', `${id} is ${state} at the product`)
    }
    for (const [id, owed] of ends) if (owed === 1) fail('C1', `the end of ${id} is owed`)
    if (cursor !== heads[index]) fail('C1', `the cursor stands at ${cursor}, the log at ${heads[index]}`)
  }
  for (const { id, state } of hub.links) {
    const isActive = products.some(({ links }) => links.some((link) => link.id === id && link.state === 'active'))
    if (state === 'approved' || (state === 'active') !== isActive) fail('C1', `${id} is ${state} at the hub`)
  }
}

export { fail }
