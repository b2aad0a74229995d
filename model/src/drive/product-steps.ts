import { beginLinkTenant } from '../../../connect/src/ceremonies/begin-link-tenant.ts'
import { beginLinkUser } from '../../../connect/src/ceremonies/begin-link-user.ts'
import { beginSignIn } from '../../../connect/src/ceremonies/begin-sign-in.ts'
import { cancelConnecting } from '../../../connect/src/ceremonies/cancel-connecting.ts'
import { returnFromHub } from '../../../connect/src/ceremonies/return-from-hub.ts'
import type { HubAnswer } from '../../../connect/src/hub/hub-answer.ts'
import { deliverEnd } from '../../../connect/src/tenant-links/deliver.ts'
import { THE_PRODUCT } from '../../../connect/src/doer.ts'
import { pullEvents } from '../../../connect/src/reconcile/pull-events.ts'
import { allQueued, runRound } from '../../../connect/src/reconcile/run-round.ts'
import type { Records } from '../../../connect/src/records/store.ts'
import { confirmLink, recheckLink } from '../../../connect/src/tenant-links/confirm-link.ts'
import { endConnecting } from '../../../connect/src/tenant-links/end-connecting.ts'
import { endTenantSessions } from '../../../connect/src/tenant-links/forget-tenant.ts'
import { forgetUser } from '../../../connect/src/tenant-links/forget-user.ts'
import { switchOff } from '../../../connect/src/tenant-links/switch-off.ts'
import { unlinkUser } from '../../../connect/src/user-links/unlink-user.ts'
import { hubSteps } from './hub-steps.ts'
import { userId } from './product-side.ts'
import { deploymentAt, kitFor, type OpenAttempt, type Operation, productAt, type Run } from './run.ts'
import { productOf, tenants } from './sides.ts'
import type { AnyStep, StepFunction } from './step.ts'

const tenantAt = (tenant: number): string => tenants[tenant] ?? ''
const nameOf = ({ id }: AnyStep): string => `s${id}`
const atProduct = (product: number) => ({ product, about: [] })

/** What happens at a product, until it is over or waits for the hub. */
export const productSteps = {
  /** An admin switches the link on: the browser is sent away. */
  async switchOn(run, step) {
    const { tenant = 0, employee = 0 } = step
    const user = userId(tenantAt(tenant), employee)
    await begin(run, step, productOf(tenant), { kind: 'link_tenant', user, answer: null }, (kit, request) =>
      beginLinkTenant(kit, request),
    )
    return atProduct(productOf(tenant))
  },

  /** Both sides are up and every step follows at once: an admin connects as a member (`flag`: "Connect and link me"). */
  async connect(run, step) {
    const { tenant = 0, member = 0, flag = false } = step
    await fast(run, async () => {
      await productSteps.switchOn(run, step)
      const on = nameOf(step)
      if (!run.attempts.has(on)) return
      await hubSteps.approve(run, { ...step, on, member, flag })
      await productSteps.comeBack(run, { id: step.id, verb: 'comeBack', on })
    })
    return { hub: true, product: productOf(tenant), about: null }
  },

  /** In one go, an employee is linked to a member. */
  async enable(run, step) {
    await productSteps.askToLink(run, step)
    await productSteps.comeBack(run, { id: step.id, verb: 'comeBack', on: nameOf(step) })
    return atProduct(productOf(step.tenant ?? 0))
  },

  /** In one go, an employee who asked the hub to be unlinked is unlinked here, too, and links again. */
  async linkAnew(run, step) {
    await productSteps.unlink(run, step)
    await productSteps.enable(run, step)
    return atProduct(productOf(step.tenant ?? 0))
  },

  /** In one go, a member signs in. */
  async signIn(run, step) {
    await productSteps.askToSignIn(run, step)
    const attempt = run.attempts.get(nameOf(step))
    await productSteps.comeBack(run, { id: step.id, verb: 'comeBack', on: nameOf(step) })
    return { product: step.product ?? 0, about: attempt ? [attempt.id] : [] }
  },

  /** An employee enables logging in through the hub, and logs in there as a member. */
  async askToLink(run, step) {
    const { tenant = 0, employee = 0, member = 0 } = step
    const product = productOf(tenant)
    const answer = await run.sides.hub.tokenFor(member, deploymentAt(product), false)
    const user = userId(tenantAt(tenant), employee)
    await begin(run, step, product, { kind: 'link_user', user, answer }, (kit, request) => beginLinkUser(kit, request))
    return atProduct(product)
  },

  /** A person logs in at the hub as a member, to sign in at a product. */
  async askToSignIn(run, step) {
    const { product = 0, member = 0 } = step
    const answer = await run.sides.hub.tokenFor(member, deploymentAt(product), false)
    await begin(run, step, product, { kind: 'sign_in', user: null, answer }, (kit, request) =>
      beginSignIn(kit, request),
    )
    return atProduct(product)
  },

  /** The browser is back, once or once more; `flag`: the exchange of its code takes its time. */
  async comeBack(run, step) {
    const attempt = run.attempts.get(step.on ?? '')
    if (!attempt?.cookie) return null
    const { product, id, user, cookie } = attempt
    attempt.returns++
    const name = nameOf(step)
    const deliver = () => exchange(run, attempt)
    const slowly = () => run.wire.send({ name: `${name}.code`, kind: 'exchange', product, about: [id], deliver })
    const operation: Operation = {
      name,
      product,
      about: [id],
      exchange: async () => (step.flag ? ((await slowly()) ?? { kind: 'silent' }) : deliver()),
    }
    const request = productAt(run, product).request(`/connect/callback?state=${id}`, user, cookie)
    await run.wire.run(() => returnFromHub(kitFor(run, operation), request))
    return { product, about: [id] }
  },

  /** A round finds a pending link and asks the hub to confirm it. */
  async confirm(run, step) {
    const { link, operation } = await findLink(run, step)
    if (link?.state !== 'pending') return null
    await run.wire.run(() => confirmLink(kitFor(run, operation), link))
    return { product: operation.product, about: [link.id] }
  },

  /** A round finds an active link and asks the hub how it stands. */
  async recheck(run, step) {
    const { link, operation } = await findLink(run, step)
    if (link?.state !== 'active') return null
    await run.wire.run(() => recheckLink(kitFor(run, operation), link))
    return { product: operation.product, about: [link.id] }
  },

  /** A round finds an end that is owed and tells the hub. */
  async deliverEnd(run, step) {
    const attempt = run.attempts.get(step.on ?? '')
    if (!attempt) return null
    const { product, user, id } = attempt
    const { records } = productAt(run, product).store
    const owed = await records.owedEnds.ofTenant((user ?? '').slice(0, 2))
    const end = owed.find(({ linkId }) => linkId === id)
    if (!end) return null
    const operation = { name: nameOf(step), product, about: [id] }
    await run.wire.run(() => deliverEnd(kitFor(run, operation), end))
    return { product, about: [id] }
  },

  async pull(run, step) {
    const { product = 0 } = step
    await run.wire.run(() => pullEvents(kitFor(run, { name: nameOf(step), product, about: [] })))
    return { product, about: null, isReading: true }
  },

  /** A whole round with nothing slow. */
  async round(run, step) {
    const { product = 0 } = step
    await fast(run, () =>
      runRound(kitFor(run, { name: nameOf(step), product, about: [] }), allQueued(productAt(run, product).now)),
    )
    return { hub: true, product, about: null }
  },

  /** An admin switches off; `flag`: and the hub hears of it at once. */
  async switchOff(run, step) {
    const { tenant = 0, employee = 0, flag = false } = step
    const product = productOf(tenant)
    const session = productAt(run, product).sessionOf(userId(tenantAt(tenant), employee))
    const kit = kitFor(run, { name: nameOf(step), product, about: [], isImpatient: true })
    await (flag ? fast(run, () => switchOff(kit, session)) : switchOff(kit, session))
    return { hub: true, product, about: flag ? null : heldOf(run, tenant) }
  },

  async cancel(run, step) {
    const { tenant = 0, employee = 0 } = step
    const product = productOf(tenant)
    const request = productAt(run, product).request('/connect/cancel-connecting', userId(tenantAt(tenant), employee))
    await cancelConnecting(kitFor(run, { name: nameOf(step), product, about: [] }), request)
    return { product, about: heldOf(run, tenant) }
  },

  /** Attempts that were begun until now are too old. */
  async expire(run, { product = 0 }) {
    productAt(run, product).now += 600_000
    return atProduct(product)
  },

  async unlink(run, step) {
    const { tenant = 0, employee = 0 } = step
    const product = productOf(tenant)
    const session = productAt(run, product).sessionOf(userId(tenantAt(tenant), employee))
    await unlinkUser(kitFor(run, { name: nameOf(step), product, about: [] }), session)
    return atProduct(product)
  },

  /** An employee leaves, or is back (`flag`). */
  employ: (run, step) => changeUser(run, step, 'active', forgetUser),

  /** An employee becomes an admin (`flag`), or is none any more. */
  appoint: (run, step) =>
    changeUser(run, step, 'admin', (kit, records, id) => endConnecting(kit, records, { userId: id }, THE_PRODUCT)),

  /** The tenant gets the feature (`flag`), or loses it with its sessions and a link that is still connecting. */
  async invite(run, step) {
    const { tenant = 0, flag = false } = step
    const product = productOf(tenant)
    const kit = kitFor(run, { name: nameOf(step), product, about: [] })
    await kit.store.transaction(async (records, tx) => {
      const feature = flag ? 'on' : 'off'
      await tx.updateTable('host_tenants').set({ feature }).where('id', '=', tenantAt(tenant)).execute()
      if (flag) return
      await endConnecting(kit, records, { tenantId: tenantAt(tenant) }, THE_PRODUCT)
      await endTenantSessions(kit, records, tenantAt(tenant))
    })
    return { product, about: heldOf(run, tenant) }
  },
} as const satisfies Record<string, StepFunction>

export async function fast<T>({ wire }: Run, work: () => Promise<T>): Promise<T> {
  wire.isFast = true
  try {
    return await work()
  } finally {
    wire.isFast = false
  }
}

/** The host gives a user something (`flag`), or takes it, with what ends by that. */
async function changeUser(
  run: Run,
  step: AnyStep,
  column: 'active' | 'admin',
  end: (kit: ReturnType<typeof kitFor>, records: Records, id: string) => Promise<void>,
) {
  const { tenant = 0, employee = 0, flag = false } = step
  const product = productOf(tenant)
  const id = userId(tenantAt(tenant), employee)
  const kit = kitFor(run, { name: nameOf(step), product, about: [] })
  await kit.store.transaction(async (records, tx) => {
    const set = { [column]: flag ? 1 : 0 }
    await tx.updateTable('host_users').set(set).where('id', '=', id).execute()
    if (!flag) await end(kit, records, id)
  })
  return { product, about: heldOf(run, tenant) }
}

async function begin(
  run: Run,
  step: AnyStep,
  product: number,
  attempt: Pick<OpenAttempt, 'kind' | 'user' | 'answer'>,
  ceremony: (kit: ReturnType<typeof kitFor>, request: Request) => Promise<Response>,
): Promise<void> {
  const name = nameOf(step)
  let begun: OpenAttempt | null = null
  const operation: Operation = {
    name,
    product,
    about: [],
    begun({ id, request }) {
      begun = { ...attempt, name, product, id, request, cookie: null, approval: null, returns: 0 }
      run.attempts.set(name, begun)
    },
  }
  await run.wire.run(async () => {
    const response = await ceremony(kitFor(run, operation), productAt(run, product).request('/', attempt.user))
    if (begun) begun.cookie = cookieFor(response, begun.id)
  })
}

function cookieFor(response: Response, id: string): string | null {
  const cookie = response.headers.getSetCookie().find((one) => one.includes(`${id}=`))
  return cookie?.split(';')[0] ?? null
}

/** The hub's answer to a code: what the member is now, in the ceremonies of tenants; else what the token said. */
async function exchange({ sides }: Run, { product, approval, answer }: OpenAttempt): Promise<HubAnswer> {
  if (answer) return answer
  if (!approval) return { kind: 'refused', code: 'attempt_cancelled', reference: null }
  return sides.hub.tokenFor(approval.member, deploymentAt(product), approval.linksUser)
}

async function findLink(run: Run, step: AnyStep) {
  const attempt = run.attempts.get(step.on ?? '')
  const product = attempt?.product ?? 0
  const id = attempt?.id ?? ''
  const link = await productAt(run, product).store.records.tenantLinks.find(id)
  return { link, operation: { name: nameOf(step), product, about: [id] } }
}

function heldOf({ tables }: Run, tenant: number): string[] {
  const { links } = tables.products[productOf(tenant)] ?? { links: [] }
  return links.filter((link) => link.tenant_id === tenantAt(tenant) && link.state !== 'ended').map(({ id }) => id)
}
