import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Kysely } from 'kysely'
import type { ConnectTables } from '../src/kysely.ts'
import { type Browser, openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement } from './agreement.ts'
import type { Fault } from './hub-double.ts'
import { birchMaster, master, openWorld, second, tech, type World } from './world.ts'

const CALLBACK = /\/connect\/callback/
const ADMINS = { ten_alder: 'usr_admin', ten_aspen: 'usr_aspen' } as const
const MASTERS = { alder: master, birch: birchMaster }
const PEOPLE = { tech, second }

type Tenant = keyof typeof ADMINS
type Step =
  | { readonly does: 'begin'; readonly tenant: Tenant; readonly organization: keyof typeof MASTERS }
  | { readonly does: 'return'; readonly which: number }
  | { readonly does: 'switch off' | 'cancel' | 'withdraw' | 'invite'; readonly tenant: Tenant }
  | { readonly does: 'link'; readonly user: 'usr_tech' | 'usr_tech2'; readonly person: keyof typeof PEOPLE }
  | { readonly does: 'sign in'; readonly person: keyof typeof PEOPLE }
  | { readonly does: 'sever' | 'lapse'; readonly which: number }
  | { readonly does: 'deactivate' | 'activate' | 'reconcile' | 'restart' }
  | { readonly does: 'break'; readonly method: 'PUT' | 'DELETE' | 'GET'; readonly fault: Fault }
  | { readonly does: 'mend' }

const tenant = fc.constantFrom<Tenant>('ten_alder', 'ten_aspen')
const which = fc.nat(5)
const always = <const Does extends string>(...does: Does[]) => fc.record({ does: fc.constantFrom(...does) })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('begin'), tenant, organization: fc.constantFrom('alder', 'birch') }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('return'), which }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('switch off', 'cancel', 'withdraw', 'invite', 'invite'), tenant }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('link'),
      user: fc.constantFrom('usr_tech', 'usr_tech2'),
      person: fc.constantFrom('tech', 'second'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('sign in'), person: fc.constantFrom('tech', 'second') }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('sever', 'lapse'), which }) },
  { weight: 3, arbitrary: always('deactivate', 'activate', 'reconcile', 'restart', 'mend') },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('break'),
      method: fc.constantFrom('PUT', 'DELETE', 'GET'),
      fault: fc.constantFrom<Fault>('lost message', 'lost answer', 404, 503),
    }),
  },
)

/** One run: the world, and the browsers that are on their way back. */
interface Walk {
  readonly world: World
  readonly away: { readonly browser: Browser; readonly url: string }[]
}

async function take({ world, away }: Walk, taken: Step): Promise<void> {
  const { hub, product } = world
  const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)]
  switch (taken.does) {
    case 'begin': {
      const browser = await world.logIn(ADMINS[taken.tenant])
      hub.person = MASTERS[taken.organization]
      const page = await browser.post(`${product.origin}/connect/link-tenant`, {}, { until: CALLBACK })
      if (CALLBACK.test(page.url.href)) away.push({ browser, url: page.url.href })
      return
    }
    case 'return': {
      const returning = pick(away, taken.which)
      if (returning) await returning.browser.open(returning.url)
      return
    }
    case 'switch off': {
      const acting = { id: 'ses', tenantId: taken.tenant, userId: ADMINS[taken.tenant], productSessionId: null }
      await product.connect.switchOff(acting).catch((error: unknown) => {
        assert.equal(error instanceof Error && error.message, 'tenant_not_linked')
      })
      return
    }
    case 'cancel': {
      await (await world.logIn(ADMINS[taken.tenant])).post(`${product.origin}/connect/cancel-connecting`)
      return
    }
    case 'withdraw':
    case 'invite': {
      const feature = taken.does === 'invite' ? 'on' : 'off'
      await product.db.transaction().execute(async (tx) => {
        await tx.updateTable('host_tenants').set({ feature }).where('id', '=', taken.tenant).execute()
        if (feature === 'off') await product.connect.endTenantSessions(tx, taken.tenant)
      })
      return
    }
    case 'link':
      await world.linkUser(await world.logIn(taken.user), PEOPLE[taken.person])
      return
    case 'sign in':
      await world.signIn(openBrowser(), PEOPLE[taken.person])
      return
    case 'sever':
    case 'lapse':
      hub.ledger[taken.does](pick([...hub.ledger.links.keys()], taken.which) ?? '')
      return
    case 'deactivate':
    case 'activate':
      hub.ledger.setActive('acc_tech', 'alder', taken.does === 'activate')
      return
    case 'reconcile':
      await product.connect.reconcile()
      return
    case 'restart':
      world.restart()
      return
    case 'break':
      hub.fault = (method) => (method === taken.method ? taken.fault : null)
      return
    case 'mend':
      hub.fault = () => null
  }
}

/** The formulas of docs/protocol.md, "What must hold", over both sides' rows. */
async function assertInvariants({ hub, product }: World): Promise<void> {
  const db = product.db as unknown as Kysely<ConnectTables>
  const links = await db.selectFrom('connect_tenant_links').selectAll().execute()
  const users = await db.selectFrom('connect_user_links').selectAll().execute()
  const sessions = await db.selectFrom('connect_product_sessions').selectAll().execute()
  const owed = await db.selectFrom('connect_owed_ends').selectAll().where('acknowledged_at', 'is', null).execute()
  const cursor = (await db.selectFrom('connect_hub_cursor').select('position').executeTakeFirst())?.position ?? 0
  const page = hub.ledger.eventsAfter('psa-us', cursor)
  const unread = page === 'gone' ? [] : page.events.map((event) => event['link_id'])

  const heldByHub = [...hub.ledger.links.values()].filter(({ state }) => state !== 'ended')
  const held = links.filter(({ state }) => state !== 'ended')
  for (const [rows, key] of [
    [heldByHub, 'organization'],
    [heldByHub, 'tenant'],
    [held, 'organization_id'],
    [held, 'tenant_id'],
  ] as const) {
    const places = rows.map((row) => Reflect.get(row, key))
    assert.equal(new Set(places).size, places.length, `S1: one place per ${key}`)
  }
  for (const { id, state } of links) {
    if (state !== 'active') continue
    const atHub = hub.ledger.links.get(id)?.state
    assert.ok(
      atHub === 'active' || unread.includes(id),
      'S2: active here is active at the hub, or its end is on the way',
    )
  }
  for (const { id, state } of hub.ledger.links.values()) {
    if (state !== 'active') continue
    const travels = owed.some(({ link_id }) => link_id === id)
    assert.ok(travels || held.some((link) => link.id === id), 'S2: active at the hub is held here, or the end is owed')
  }
  const active = new Map(links.filter(({ state }) => state === 'active').map((link) => [link.id, link]))
  for (const user of users) {
    if (user.state !== 'active') continue
    assert.equal(active.get(user.link_id ?? '')?.organization_id, user.organization_id, 'S5: its link’s organization')
  }
  for (const session of sessions) {
    const user = users.find(({ user_id: id, link_id }) => id === session.user_id && link_id === session.link_id)
    assert.ok(
      user?.state === 'active' && active.has(session.link_id),
      'S3: a session under an active user link of its link',
    )
  }
}

describe('any walk through both sides', () => {
  it('keeps what must hold after each step, and agrees after one round (S1, S2, S3, S5, C1)', async () => {
    const walks = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      await using world = await openWorld()
      const walk: Walk = { world, away: [] }
      for (const taken of steps) {
        await take(walk, taken)
        await assertInvariants(world)
      }
      world.hub.fault = () => null
      await assertAgreement(world)
      await assertInvariants(world)
    })
    await fc.assert(walks, { numRuns: 12, endOnFailure: true })
  })
})
