import type { OpenAttempt, Run } from './run.ts'
import { productOf, tenants } from './sides.ts'
import type { Step } from './steps.ts'

type PlannedStep = Omit<Step, 'id'>

/** Steps of one kind, each as likely as the other, and how likely the kind is. */
export interface Choice {
  readonly weight: number
  readonly value: readonly PlannedStep[]
}

/** Attempts to link in one run. */
const MOST_LINKS = 4

const members = [0, 1, 2]
const employees = [0, 1]
const booleans = [true, false]

/** What the hub may do in a run beside its duty. */
export interface HubFailures {
  /** It prunes its log. */
  readonly mayForget: boolean
  /** It loses rows of links. */
  readonly mayLose: boolean
}

/** What may happen next, as likely as it is worth trying. What makes no sense may happen too, now and then. */
export function choicesOf(run: Run, { mayForget, mayLose }: HubFailures): Choice[] {
  const choices = [
    ...ofTenants(run),
    ...ofAttempts(run),
    ...ofMessages(run),
    ...ofPeople(run),
    ...ofTime(run, mayForget),
    ...(mayLose ? ofLoss(run) : []),
  ]
  return choices.filter(({ value }) => value.length > 0)
}

const seats = tenants.flatMap((name, tenant) =>
  employees.map((employee) => ({ tenant, employee, user: `${name}/e${employee}` })),
)

function ofLoss({ attempts, tables, sides }: Run): Choice[] {
  const linking = [...attempts.values()].filter(({ kind }) => kind === 'link_tenant')
  const lost = sides.hub.lostRows.ids
  const there = linking.filter(({ id }) => tables.hub.links.some((link) => link.id === id))
  const suspended = tables.products.flatMap(({ links }) =>
    links.filter(({ suspended_at }) => suspended_at !== null).map(({ id }) => id),
  )
  const request = (verb: PlannedStep['verb'], of: readonly OpenAttempt[]) =>
    of.map(({ name: on }): PlannedStep => ({ verb, on }))
  return [
    { weight: 16, value: request('loseRow', there) },
    {
      weight: 12,
      value: request(
        'findRow',
        linking.filter(({ id }) => lost.includes(id)),
      ),
    },
    {
      weight: 20,
      value: request(
        'recheck',
        linking.filter(({ id }) => lost.includes(id) || suspended.includes(id)),
      ),
    },
  ]
}

function ofTenants({ attempts, tables }: Run): Choice[] {
  const links = [...attempts.values()].filter(({ kind }) => kind === 'link_tenant').length
  const stateOf = (tenant: number) =>
    tables.products[productOf(tenant)]?.links.find(
      (link) => link.tenant_id === tenants[tenant] && link.state !== 'ended',
    )?.state ?? null
  const free = seats.filter(({ tenant }) => stateOf(tenant) === null)
  const held = seats.filter(({ tenant }) => stateOf(tenant) !== null)
  const pending = seats.filter(({ tenant }) => stateOf(tenant) === 'pending')
  const request = (verb: PlannedStep['verb'], of: typeof seats, more: Partial<PlannedStep> = {}) =>
    of.map(({ tenant, employee }) => ({ verb, tenant, employee, ...more }))
  return [
    { weight: links === 0 ? 60 : 8, value: links < MOST_LINKS ? request('switchOn', free) : [] },
    { weight: 1, value: links < MOST_LINKS ? request('switchOn', held) : [] },
    {
      weight: links === 0 ? 60 : 9,
      value:
        links < MOST_LINKS ? members.flatMap((member) => request('connect', free, { member, flag: member !== 1 })) : [],
    },
    { weight: 7, value: request('switchOff', held) },
    { weight: 2, value: request('switchOff', held, { flag: true }) },
    { weight: 5, value: request('cancel', pending) },
    { weight: 2, value: booleans.flatMap((flag) => request('employ', seats, { flag })) },
    { weight: 2, value: booleans.flatMap((flag) => request('appoint', seats, { flag })) },
    {
      weight: 2,
      value: booleans.flatMap((flag) => tenants.map((_, tenant): PlannedStep => ({ verb: 'invite', tenant, flag }))),
    },
  ]
}

function ofAttempts({ attempts, tables }: Run): Choice[] {
  const all = [...attempts.values()]
  const linking = all.filter(({ kind }) => kind === 'link_tenant')
  const isReady = ({ answer, approval }: OpenAttempt) => answer !== null || approval !== null
  const there = ({ id }: OpenAttempt) => tables.hub.links.find((link) => link.id === id)?.state ?? null
  const here = ({ id, product }: OpenAttempt) => tables.products[product]?.links.find((link) => link.id === id)?.state
  const request = (verb: PlannedStep['verb'], of: readonly OpenAttempt[], more: Partial<PlannedStep> = {}) =>
    of.map(({ name: on }): PlannedStep => ({ verb, on, ...more }))
  const approvals = (of: readonly OpenAttempt[]) =>
    members.flatMap((member) => booleans.flatMap((flag) => request('approve', of, { member, flag })))
  const fresh = all.filter((attempt) => isReady(attempt) && attempt.returns === 0)
  return [
    { weight: 20, value: approvals(linking.filter((attempt) => there(attempt) === null)) },
    { weight: 2, value: approvals(linking.filter((attempt) => there(attempt) !== null)) },
    { weight: 32, value: request('comeBack', fresh) },
    { weight: 8, value: request('comeBack', fresh, { flag: true }) },
    { weight: 3, value: request('comeBack', all) },
    {
      weight: 9,
      value: request(
        'sever',
        linking.filter((attempt) => there(attempt) === 'active'),
      ),
    },
    {
      weight: 8,
      value: request(
        'confirm',
        linking.filter((attempt) => here(attempt) === 'pending'),
      ),
    },
    {
      weight: 3,
      value: request(
        'recheck',
        linking.filter((attempt) => here(attempt) === 'active'),
      ),
    },
    {
      weight: 8,
      value: request(
        'deliverEnd',
        linking.filter(({ id, product }) => tables.products[product]?.ends.get(id) === 1),
      ),
    },
  ]
}

function ofMessages({ wire }: Run): Choice[] {
  const waiting = wire.messages.filter(({ resolve }) => resolve !== null)
  const late = wire.messages.filter(({ resolve, kind }) => resolve === null && (kind === 'confirm' || kind === 'end'))
  return [
    { weight: 26, value: waiting.map(({ name: on }) => ({ verb: 'complete', on })) },
    { weight: 12, value: waiting.map(({ name: on }) => ({ verb: 'deliver', on })) },
    { weight: 4, value: waiting.map(({ name: on }) => ({ verb: 'lose', on })) },
    {
      weight: 14,
      value: waiting.flatMap(({ name: on, answers }) => answers.map((_, nth) => ({ verb: 'answer', on, nth }))),
    },
    { weight: 4, value: late.map(({ name: on }) => ({ verb: 'deliver', on })) },
  ]
}

function ofPeople({ sides, tables }: Run): Choice[] {
  const productAt = (tenant: number) => tables.products[productOf(tenant)]
  const isActive = (tenant: number) =>
    productAt(tenant)?.links.some((link) => link.tenant_id === tenants[tenant] && link.state === 'active') ?? false
  const linked = (user: string) => tables.products.flatMap(({ users }) => users).some(({ user_id }) => user_id === user)
  const asks = seats
    .filter(({ tenant }) => isActive(tenant))
    .flatMap(({ tenant, employee, user }) =>
      members.map((member) => ({ request: { verb: 'askToLink', tenant, employee, member } as const, user })),
    )
  const signIns = members.flatMap((member) =>
    tables.products.map(({ users }, product) => ({
      request: { verb: 'askToSignIn', product, member } as const,
      users,
    })),
  )
  const inside = tables.products.flatMap(({ sessions }) => sessions.map(({ tenant_id }) => tenant_id))
  return [
    {
      weight: 5,
      value: tenants.flatMap((name, tenant) =>
        inside.includes(name) ? [{ verb: 'invite', tenant, flag: false }] : [],
      ),
    },
    { weight: inside.length > 0 ? 5 : 0, value: members.map((member) => ({ verb: 'endSessions', member })) },
    { weight: 9, value: asks.filter(({ user }) => !linked(user)).map(({ request }) => request) },
    {
      weight: 9,
      value: asks.filter(({ user }) => !linked(user)).map(({ request }) => ({ ...request, verb: 'enable' })),
    },
    { weight: 1, value: asks.map(({ request }) => request) },
    {
      weight: 10,
      value: signIns
        .filter(({ users }) => users.some(({ state }) => state === 'active'))
        .map(({ request }) => ({ ...request, verb: 'signIn' })),
    },
    {
      weight: 12,
      value: signIns.filter(({ users }) => users.some(({ state }) => state === 'active')).map(({ request }) => request),
    },
    { weight: 1, value: signIns.map(({ request }) => request) },
    {
      weight: 4,
      value: seats
        .filter(({ user }) => linked(user))
        .map(({ tenant, employee }) => ({ verb: 'unlink', tenant, employee })),
    },
    {
      weight: 6,
      value: signIns
        .filter(({ users }) => users.some(({ state }) => state === 'active'))
        .map(({ request: { product, member } }) => ({ verb: 'unlinkAtHub', product, member })),
    },
    {
      weight: 25,
      value: members.flatMap((member) => {
        const subject = sides.hub.members[member]?.account
        const waits = tables.products.some(({ users }) =>
          users.some((user) => user.subject === subject && user.state === 'suspended'),
        )
        return waits ? [{ verb: 'leaveAndReturn', member } as const] : []
      }),
    },
    {
      weight: 30,
      value: seats.flatMap(({ tenant, employee, user }) => {
        const row = tables.products.flatMap(({ users }) => users).find(({ user_id }) => user_id === user)
        const request = row && tables.hub.unlinkRequests.find(({ sub }) => sub === row.subject)
        const member = sides.hub.members.findIndex(({ account }) => account === request?.sub)
        return request ? [{ verb: 'linkAnew', tenant, employee, member } as const] : []
      }),
    },
    {
      weight: 7,
      value: (['deactivate', 'activate', 'endSessions', 'makeMember', 'makeMaster'] as const).flatMap((verb) =>
        members.map((member) => ({ verb, member })),
      ),
    },
  ]
}

function ofTime({ tables }: Run, mayForget: boolean): Choice[] {
  const isApproved = tables.hub.links.some(({ state }) => state === 'approved')
  const products = tables.products.map(({ cursor }, product) => ({ cursor, product }))
  const behind = products.filter(({ cursor, product }) =>
    tables.hub.events.some(({ deployment, n }) => (deployment === 'psa-us') === (product === 0) && n > cursor),
  )
  const request = (verb: PlannedStep['verb'], of: typeof products) =>
    of.map(({ product }): PlannedStep => ({ verb, product }))
  return [
    { weight: 5, value: isApproved ? booleans.map((flag) => ({ verb: 'lapse', flag })) : [] },
    { weight: 20, value: mayForget && tables.hub.events.length > 0 ? [{ verb: 'forget' }] : [] },
    { weight: 14, value: request('pull', behind) },
    { weight: 1, value: request('pull', products) },
    {
      weight: 5,
      value: request(
        'round',
        products.filter(({ product }) => tables.products[product]?.links.length !== 0),
      ),
    },
    { weight: 1, value: request('expire', products) },
  ]
}
