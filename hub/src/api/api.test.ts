import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { asPerson, addPerson, aLinkRequest, operator, psaUk, psaUs } from '../../testing.ts'
import { newId } from '../ids.ts'
import { deactivateMember } from '../connections/rights/change-status.ts'
import { approveTenantLink } from '../connections/tenant-links/approve-tenant-link.ts'
import { severTenantLink } from '../connections/tenant-links/sever-tenant-link.ts'
import { unlinkUser } from '../connections/user-links/unlink-user.ts'
import type { TenantLinkRequest } from '../connections/tenant-links/tenant-link.ts'
import { openApi, type Sent } from './testing/open-api.ts'

type Opened = Awaited<ReturnType<typeof openApi>>

async function approve(hub: Opened, request: TenantLinkRequest, sessionUid: string | null = null) {
  const approval = { request, approvedBy: hub.alderMaster.id, linksUser: false, sessionUid }
  await approveTenantLink(hub, approval)
  return `/tenant-links/${request.id}`
}

const confirmation = { version: 1, state: 'active', audit_id: newId('aud') }

for (const database of databases) {
  describe(`the API for products on ${database.name}`, () => {
    it('confirms, tells and ends a link by its id (protocol.md, "On the wire")', async () => {
      await using hub = await openApi(database)
      const request = aLinkRequest(psaUs, 'alder')
      const path = await approve(hub, request, 'session-1')
      const stands = (state: string, rest: object = {}) => ({
        version: 1,
        id: request.id,
        state,
        organization: 'alder',
        module_url: state === 'approved' ? null : 'psa-us',
        ...rest,
      })

      assert.deepEqual((await hub.send('GET', path)).json, stands('approved'))
      assert.deepEqual((await hub.send('PUT', path, { body: confirmation })).json, stands('active'))
      assert.deepEqual((await hub.send('PUT', path, { body: confirmation })).json, stands('active'))
      const headers = { 'Audit-Id': newId('aud') }
      const ended = stands('ended', { reason: 'ended_by_product' })
      assert.deepEqual((await hub.send('DELETE', path, { headers })).json, ended)
      assert.deepEqual((await hub.send('GET', path)).json, ended)
      assert.deepEqual(hub.endedSessions, ['session-1'])
    })

    it("answers `ended` for an id that it never saw, or that is another deployment's", async () => {
      await using hub = await openApi(database)
      const request = aLinkRequest(psaUs, 'alder')
      const path = await approve(hub, request)
      const nothing = { version: 1, id: request.id, state: 'ended', reason: 'unknown' }

      assert.deepEqual((await hub.send('GET', path, { as: psaUk })).json, nothing)
      assert.deepEqual((await hub.send('PUT', path, { as: psaUk, body: confirmation })).json, nothing)
      assert.deepEqual((await hub.send('DELETE', path, { as: psaUk })).json, nothing)

      const unseen = aLinkRequest(psaUs, 'alder').id
      const answer = await hub.send('GET', `/tenant-links/${unseen}`)
      assert.deepEqual([answer.status, answer.json], [200, { ...nothing, id: unseen }])
    })

    it('is for deployments alone: everyone else hears 401 and nothing more (T4)', async () => {
      await using hub = await openApi(database)
      const path = await approve(hub, aLinkRequest(psaUs, 'alder'))
      for (const [method, below] of [
        ['GET', ''],
        ['PUT', ''],
        ['DELETE', ''],
        ['GET', '/../events'],
      ] as const) {
        const { status, type, json } = await hub.send(method, path + below, { as: 'nobody' })
        assert.equal(status, 401)
        assert.equal(type, 'application/problem+json')
        assert.equal(Object(json).code, 'product_refused')
        assert.match(Object(json).reference, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
      }
      assert.equal(Object((await hub.send('GET', path)).json).state, 'approved')
    })

    it('reads events in order from a number on, and waits for the next', async () => {
      await using hub = await openApi(database)
      const request = aLinkRequest(psaUs, 'alder')
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      const path = await approve(hub, request)
      await hub.send('PUT', path, { body: confirmation })

      const waiting = hub.send('GET', '/events?after=0&wait=20')
      await deactivateMember(hub, { member: member.id, by: operator })
      const first = Object((await waiting).json)
      await severTenantLink(hub, { id: request.id, by: operator })
      const second = Object((await hub.send('GET', `/events?after=${first.head}`)).json)

      assert.equal(first.head, 1)
      const { audit_id: _one, ...epoch } = first.events[0]
      const at = hub.now()
      const said = { sub: account.id, org_id: 'alder', epoch: 2, reason: 'deactivated' }
      assert.deepEqual(epoch, { n: 1, type: 'member_epoch', at, ...said })
      const { audit_id: _two, ...ended } = second.events[0]
      assert.deepEqual(ended, { n: 2, type: 'link_ended', at, link_id: request.id, reason: 'severed' })
      assert.deepEqual((await hub.send('GET', '/events?after=2')).json, { events: [], head: 2 })
      assert.deepEqual((await hub.send('GET', '/events?after=0', { as: psaUk })).json, { events: [], head: 0 })
    })

    it('says that a person unlinked: as a new epoch with the link that it is about, and in the link’s state', async () => {
      await using hub = await openApi(database)
      const request = aLinkRequest(psaUs, 'alder')
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      const path = await approve(hub, request)
      await hub.send('PUT', path, { body: confirmation })
      const linked = { version: 1, revision: 1, state: 'linked' }
      await hub.send('PUT', `${path}/user-links/${account.id}`, { body: linked })
      assert.equal(Object((await hub.send('GET', path)).json).unlinked, undefined)

      await unlinkUser(hub, { member: member.id, link: request.id, by: asPerson(hub, member.id) })

      const [event] = Object((await hub.send('GET', '/events?after=0')).json).events
      const { audit_id: _, ...said } = event
      const raised = { sub: account.id, org_id: 'alder', epoch: 2, reason: 'unlinked', link_id: request.id }
      assert.deepEqual(said, { n: 1, type: 'member_epoch', at: hub.now(), ...raised })
      for (const state of [await hub.send('GET', path), await hub.send('PUT', path, { body: confirmation })]) {
        assert.deepEqual(Object(state.json).unlinked, [{ sub: account.id, epoch: 2 }])
      }
      await hub.send('PUT', `${path}/user-links/${account.id}`, { body: { ...linked, revision: 2, state: 'unlinked' } })
      assert.equal(Object((await hub.send('GET', path)).json).unlinked, undefined)
    })

    it('hears what still opens a product to a member, once per event, and only of the event it is about (FE3, E-2)', async () => {
      await using hub = await openApi(database)
      const path = await approve(hub, aLinkRequest(psaUs, 'alder'))
      await hub.send('PUT', path, { body: confirmation })
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      await deactivateMember(hub, { member: member.id, by: operator })
      const [event] = Object((await hub.send('GET', '/events?after=0&features=ends+other')).json).events
      const said = { version: 1, audit_id: event.audit_id, sub: account.id, linked: true }
      const body = { ...said, access: ['local_password', 'retina'], settings: '/settings' }
      const rows = () => hub.db.selectFrom('hub_events').selectAll().execute()
      const where = '/events/1/remaining-access'

      const others = [
        await hub.send('PUT', where, { body: { ...body, audit_id: newId('aud') } }),
        await hub.send('PUT', where, { body: { ...body, sub: newId('acc') } }),
        await hub.send('PUT', where, { body, as: psaUk }),
        await hub.send('PUT', '/events/9/remaining-access', { body }),
      ]
      assert.deepEqual(
        others.map(({ status }) => status),
        [204, 204, 204, 204],
      )
      assert.equal((await rows())[0]?.remaining_access, null)
      for (const access of [['local_password', 'retina'], []]) {
        assert.equal((await hub.send('PUT', where, { body: { ...body, access } })).status, 204)
      }
      await hub.send('GET', '/events?after=1&features=ends')

      const [row] = await rows()
      assert.deepEqual(JSON.parse(row?.remaining_access ?? ''), {
        linked: true,
        access: ['local_password'],
        settings: '/settings',
      })
      assert.equal(row?.awaits_access, 1)
    })

    it('keeps what a product announced last, and awaits nothing of one that announced nothing (E-1)', async () => {
      await using hub = await openApi(database)
      const path = await approve(hub, aLinkRequest(psaUs, 'alder'))
      await hub.send('PUT', path, { body: confirmation })
      const { member } = await addPerson(hub, hub.alder, 'tech')
      const features = async () =>
        (await hub.db.selectFrom('hub_feeds').selectAll().where('deployment', '=', psaUs).executeTakeFirst())?.features

      await hub.send('GET', '/events?after=0&features=ends')
      assert.equal(await features(), 'ends')
      await hub.send('GET', '/events?after=0')
      assert.equal(await features(), '')
      await deactivateMember(hub, { member: member.id, by: operator })
      await hub.send('GET', '/events?after=1')

      const [row] = await hub.db.selectFrom('hub_events').selectAll().execute()
      assert.deepEqual([row?.acknowledged_at !== null, row?.awaits_access], [true, 0])
    })

    it('says 410 and where the log stands to a reader that it cannot serve in order', async () => {
      await using hub = await openApi(database)

      const { status, json } = await hub.send('GET', '/events?after=3')

      assert.deepEqual([status, Object(json).code, Object(json).head], [410, 'events_gone', 0])
    })

    it('serves the app menu of a person, whose states follow the reports (A1)', async () => {
      await using hub = await openApi(database)
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      const path = await approve(hub, aLinkRequest(psaUs, 'alder'))
      assert.equal((await hub.send('GET', `${path}/apps/${account.id}`)).status, 404)
      await hub.send('PUT', path, { body: confirmation })
      const report = { version: 1, revision: 1, state: 'linked' }
      assert.equal((await hub.send('PUT', `${path}/user-links/${account.id}`, { body: report })).status, 204)

      const { apps } = Object((await hub.send('GET', `${path}/apps/${account.id}`)).json)

      assert.deepEqual(apps, [
        {
          module: 'psa',
          name: 'PSA',
          state: 'ready',
          url: 'http://localhost:5521/connect/initiate-login?iss=http%3A%2F%2Flocalhost%3A5520&login_hint=tech%40alder.example&organization=alder',
        },
        { module: 'rmm', name: 'RMM', state: 'not_connected' },
        { module: 'docs', name: 'Docs', state: 'not_subscribed' },
      ])
      assert.equal((await hub.send('GET', `${path}/apps/${account.id}`, { as: psaUk })).status, 404)
      await deactivateMember(hub, { member: member.id, by: operator })
      assert.equal((await hub.send('GET', `${path}/apps/${account.id}`)).status, 403)
    })

    it('refuses what is malformed, oversized or of another version, and changes nothing', async () => {
      await using hub = await openApi(database)
      const path = await approve(hub, aLinkRequest(psaUs, 'alder'))
      const remaining = { version: 1, audit_id: newId('aud'), sub: newId('acc'), linked: true, access: [] }
      const wrongs: readonly (readonly [number, string, string, Sent])[] = [
        [400, 'PUT', path, { body: { ...confirmation, version: 2 } }],
        [400, 'PUT', path, { body: { ...confirmation, state: 'ended' } }],
        [400, 'PUT', path, { body: { ...confirmation, audit_id: '' } }],
        [400, 'PUT', path, { body: null }],
        [400, 'PUT', path, {}],
        [413, 'PUT', path, { body: { ...confirmation, more: 'x'.repeat(20_000) } }],
        [400, 'PUT', '/tenant-links/short', { body: confirmation }],
        [400, 'PUT', `${path}/user-links/somebody`, { body: { version: 1, revision: 1, state: 'linked' } }],
        [400, 'GET', '/events?after=-1', {}],
        [400, 'GET', '/events', {}],
        [404, 'GET', '/tenant-links', {}],
        [400, 'GET', `/events?after=0&features=${'x'.repeat(600)}`, {}],
        [400, 'PUT', '/events/0/remaining-access', { body: remaining }],
        [400, 'PUT', '/events/1/remaining-access', { body: { ...remaining, version: 2 } }],
        [400, 'PUT', '/events/1/remaining-access', { body: { ...remaining, access: Array(99).fill('a') } }],
        ...['//evil.example', 'https://evil.example/', '/\\evil.example', 'settings', '/x'.repeat(400)].map(
          (settings) => [400, 'PUT', '/events/1/remaining-access', { body: { ...remaining, settings } }] as const,
        ),
      ]
      for (const [status, method, where, sent] of wrongs) {
        const answer = await hub.send(method, where, sent)
        assert.equal(answer.status, status, `${method} ${where} ${JSON.stringify(sent).slice(0, 80)}`)
        assert.equal(answer.type, 'application/problem+json')
      }
      assert.equal(Object((await hub.send('GET', path)).json).state, 'approved')
    })
  })
}
