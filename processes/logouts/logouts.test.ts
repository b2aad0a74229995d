import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { inviteMember } from '@lanyard/hub/src/people/invitations/invite-member.ts'
import { listMembers } from '@lanyard/hub/src/people/members/list-members.ts'
import { approveTenantLink } from '@lanyard/hub/src/connections/tenant-links/approve-tenant-link.ts'
import { confirmTenantLink } from '@lanyard/hub/src/connections/tenant-links/confirm-tenant-link.ts'
import { findTenantLink, listActiveLinks } from '@lanyard/hub/src/connections/tenant-links/find-links.ts'
import { severTenantLink } from '@lanyard/hub/src/connections/tenant-links/sever-tenant-link.ts'
import { aLinkRequest, asPerson } from '@lanyard/hub/testing.ts'
import { openVisitor, type Visitor } from '../crashes/visitor.ts'
import { untilItHolds } from '../crashes/world.ts'
import { currentKey, makeLogoutToken } from './logout-token.ts'
import type { RelyingParty } from './relying-party.ts'
import { type LogOutWorld, openLogOutWorld } from './world.ts'

const SESSIONS = '/profile-settings/sessions'

/** Presses "End this" beside the session that this browser is in. */
async function endOwnSession({ hub }: LogOutWorld, visitor: Visitor): Promise<unknown> {
  const { text } = await visitor.get(`${hub.config.issuer}${SESSIONS}`)
  // It is the first on the page.
  const [action] = /\/profile-settings\/sessions\/[\w-]{43}\/end/.exec(text) ?? []
  assert.ok(action)
  return visitor.post(`${hub.config.issuer}${action}`)
}

async function deliveriesOf({ hub }: LogOutWorld, { id }: Pick<RelyingParty, 'id'>) {
  return hub.db.selectFrom('logout_deliveries').selectAll().where('client', '=', id).execute()
}

/** Every message of the hub has been answered, by outsiders and by products. */
async function assertAllTold({ hub }: LogOutWorld): Promise<void> {
  const deliveries = await hub.db.selectFrom('logout_deliveries').selectAll().where('answered_at', 'is', null).execute()
  const feeds = await hub.db.selectFrom('hub_feeds').selectAll().whereRef('acknowledged_to', '<', 'last').execute()
  assert.deepEqual([deliveries, feeds], [[], []])
}

const PRODUCTS = ['psa-us', 'rmm-us'] as const
const PARTS = ['hub', ...PRODUCTS] as const

/** Which of these serve this browser as a person who is logged in. */
async function standingAt(
  parts: readonly (typeof PARTS)[number][],
  world: LogOutWorld,
  visitor: Visitor,
): Promise<string[]> {
  const served = await Promise.all(parts.map((part) => world.isServed(visitor, part)))
  return parts.filter((_part, index) => served[index])
}

/** Signs a browser in to every product. */
async function signInEverywhere(world: LogOutWorld, visitor: Visitor): Promise<void> {
  for (const product of PRODUCTS) await world.signIn(visitor, product)
}

/** The path of a button beside the organization's one plain member. */
async function changeOfMember({ hub }: LogOutWorld, organization: OrganizationId, change: string): Promise<string> {
  const [member] = await listMembers(hub, organization, { role: 'member' })
  return `${hub.config.issuer}/admin-settings/members/${member?.id}/${change}`
}

describe('a logout, with parts that are processes of their own', () => {
  let world: LogOutWorld
  before(async () => {
    world = await openLogOutWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  it('reaches everyone whom it concerns, and no one else, although the hub is killed right after its commit (T26)', async () => {
    const { master, tech } = await world.company()
    const [wiki, board] = [await world.relyingParty('Wiki'), await world.relyingParty('Board')]
    const [ended, standing, colleague] = [await tech.logIn(), await tech.logIn(), await master.logIn()]
    const sid = await wiki.signIn(ended)
    for (const each of [standing, colleague]) for (const at of [wiki, board]) await at.signIn(each)
    for (const each of [ended, standing, colleague]) await signInEverywhere(world, each)

    await world.dieAfterCommit(`POST ${SESSIONS}/*/end`, () => endOwnSession(world, ended))
    assert.deepEqual([await standingAt(PRODUCTS, world, ended), wiki.heard], [PRODUCTS, []], 'nobody knows yet')
    await world.restartHub()
    await untilItHolds(() => assertAllTold(world))

    assert.deepEqual(await standingAt(PARTS, world, ended), [])
    for (const each of [standing, colleague]) assert.deepEqual(await standingAt(PARTS, world, each), PARTS)
    assert.deepEqual([wiki.heard.map((token) => token.sid), board.heard], [[sid], []])
    assert.deepEqual([wiki.refused, board.refused], [[], []])
  })

  it('comes of a deactivation, too, although the hub is killed right after its commit, and no activation undoes it (T26, T27, FE1)', async () => {
    const { id, master, tech } = await world.company()
    const wiki = await world.relyingParty('Wiki')
    const [leaver, colleague] = [await tech.logIn(), await master.logIn()]
    const sid = await wiki.signIn(leaver)
    await wiki.signIn(colleague)
    for (const each of [leaver, colleague]) await signInEverywhere(world, each)
    const deactivate = await changeOfMember(world, id, 'deactivate')

    await world.dieAfterCommit('POST /admin-settings/members/*/deactivate', () => colleague.post(deactivate))
    assert.deepEqual([await standingAt(PRODUCTS, world, leaver), wiki.heard], [PRODUCTS, []], 'nobody knows yet')
    await world.restartHub()
    await untilItHolds(() => assertAllTold(world))

    assert.deepEqual(await standingAt(PARTS, world, leaver), [])
    assert.deepEqual(await standingAt(PARTS, world, colleague), PARTS)
    assert.deepEqual([wiki.heard.map((token) => token.sid), wiki.refused], [[sid], []])

    await colleague.post(await changeOfMember(world, id, 'activate'))
    assert.deepEqual(await standingAt(PARTS, world, leaver), [])
  })

  for (const change of ['deactivate', 'make-member'] as const) {
    it(`ends what a master gave and is unused, although the hub is killed right after the commit of ${change} (FE2, MASTER_ENDS_APPROVALS)`, async () => {
      const { hub } = world
      const { id, master } = await world.company()
      const boss = await master.logIn()
      const [giver] = await listMembers(hub, id, { role: 'member' })
      assert.ok(giver)
      const press = (what: string) => boss.post(`${hub.config.issuer}/admin-settings/members/${giver.id}/${what}`)
      await press('make-master')
      const link = (await listActiveLinks(hub, id)).find(({ deployment }) => deployment === 'psa-us')
      assert.ok(link)
      await severTenantLink(hub, { id: link.id, by: asPerson(hub, giver.id) })
      const request = aLinkRequest(link.deployment, 'ten_other')
      await approveTenantLink(hub, { request, approvedBy: giver.id, linksUser: false, sessionUid: null })
      const invited = { organization: id, email: `new@${id}.example`, role: 'master' } as const
      const invitation = await inviteMember(hub, { ...invited, by: asPerson(hub, giver.id) })
      const page = async () => (await openVisitor().peek(new URL(invitation.link))).status
      assert.equal(await page(), 200)

      await world.dieAfterCommit(`POST /admin-settings/members/*/${change}`, () => press(change))
      await world.restartHub()
      const { reason } = await confirmTenantLink(hub, request)
      assert.deepEqual([await page(), reason], [410, 'approver_not_master'])

      for (const back of change === 'deactivate' ? ['activate'] : ['make-master']) await press(back)
      assert.deepEqual([await page(), (await findTenantLink(hub, request.id))?.state], [410, 'ended'])
    })
  }

  it('is not undone by activating the member again, who logs in again and finds every link as it was (T27, A22, FE1)', async () => {
    const { id, master, tech } = await world.company()
    const [member, colleague] = [await tech.logIn(), await master.logIn()]
    await signInEverywhere(world, member)

    for (const change of ['deactivate', 'activate']) {
      await colleague.post(await changeOfMember(world, id, change))
      await untilItHolds(() => assertAllTold(world))
      assert.deepEqual(await standingAt(PRODUCTS, world, member), [], change)
    }

    assert.deepEqual(await standingAt(PARTS, world, member), [])
    const again = await tech.logIn()
    await signInEverywhere(world, again)
    assert.deepEqual(await standingAt(PARTS, world, again), PARTS)
  })

  it('is repeated by tokens of their own to clients that were slow, failed, lost the answer or restarted (T22)', async () => {
    const { tech } = await world.company()
    const named = async (name: string) => world.relyingParty(name)
    const [well, slow, failing, losing] = [await named('A'), await named('B'), await named('C'), await named('D')]
    const restarting = await named('E')
    const all = [well, slow, failing, losing, restarting]
    const visitor = await tech.logIn()
    const sids = []
    for (const each of all) sids.push(await each.signIn(visitor))
    let heardMeanwhile: readonly number[] = []
    slow.misbehaveOnce((response) => {
      response.once('close', () => (heardMeanwhile = all.map(({ heard }) => heard.length)))
    })
    failing.misbehaveOnce((response) => void response.writeHead(500).end())
    losing.misbehaveOnce((response) => response.destroy())
    restarting.misbehaveOnce(() => restarting.goDown())

    await endOwnSession(world, visitor)
    await untilItHolds(async () => {
      assert.equal((await deliveriesOf(world, restarting))[0]?.last_error, 'ECONNREFUSED')
    })
    await restarting.comeBack()
    await untilItHolds(() => assertAllTold(world))

    assert.deepEqual(
      heardMeanwhile.map((count) => count > 0),
      Array(5).fill(true),
      'nobody waits for the slow one',
    )
    assert.deepEqual(
      all.map(({ heard }) => new Set(heard.map(({ sid }) => sid))),
      sids.map((sid) => new Set([sid])),
    )
    assert.deepEqual(
      all.map(({ heard }) => new Set(heard.map(({ jti }) => jti)).size),
      [1, 2, 2, 2, 2],
    )
    assert.deepEqual(
      all.map(({ heard, refused }) => [heard.length, refused]),
      [1, 2, 2, 2, 2].map((count) => [count, []]),
    )
  })

  it('and a sign-in are verified by new keys at once when an operator replaces stolen ones (FR9)', async () => {
    const { hub, suite } = world
    const { master, tech } = await world.company()
    const [before, visitor] = [await master.logIn(), await tech.logIn()]
    await signInEverywhere(world, before)
    const stolen = await currentKey(hub)

    assert.equal((await suite.lanyard('signing-keys', 'rotate', '--now')).exitCode, 0)
    const { kid } = await currentKey(hub)
    assert.notEqual(kid, stolen.kid)
    await untilItHolds(async () => {
      assert.match(await (await fetch(`${hub.config.issuer}/oidc/jwks`)).text(), new RegExp(kid))
    })
    await signInEverywhere(world, visitor)

    assert.deepEqual(await standingAt(PARTS, world, visitor), PARTS)
    const { sid } = await hub.db
      .selectFrom('product_sessions')
      .select('sid')
      .where('client', '=', 'psa-us')
      .orderBy('first_at', 'desc')
      .executeTakeFirstOrThrow()
    const tell = async (key: typeof stolen) => {
      const body = new URLSearchParams({ logout_token: makeLogoutToken(hub, key, { audience: 'psa-us', sid }) })
      return (await fetch(`${suite.origin('psa-us')}/connect/backchannel-logout`, { method: 'POST', body })).status
    }
    assert.deepEqual([await tell(stolen), await world.isServed(visitor, 'psa-us')], [400, true])
    assert.deepEqual([await tell(await currentKey(hub)), await world.isServed(visitor, 'psa-us')], [200, false])
    assert.deepEqual(await standingAt(PARTS, world, before), PARTS)
  })
})
