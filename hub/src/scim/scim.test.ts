import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { WAIT_LIMIT } from '@lanyard/storage/testing'
import { psaUs } from '../../testing.ts'
import { addClient } from '../people/organizations/add-client.ts'
import { suspendOrganization } from '../connections/rights/suspend-organization.ts'
import { recordProductSession } from '../people/sessions/record-product-session.ts'
import { endToken } from '../people/provisioning/end-token.ts'
import { readEvents } from '../delivery/event-log/read-events.ts'
import { by, entraSays, okta, oktaSays, openDirectory } from './testing/open-directory.ts'

describe('a directory at /scim/v2', () => {
  it('reads the people who have joined, in pages, and looks them up by username or id', async () => {
    await using site = await openDirectory()
    const { tech, master } = site

    const all = await site.send('GET', '/Users')
    const first = await site.send('GET', '/Users?startIndex=1&count=1')
    const second = await site.send('GET', '/Users?startIndex=2&count=1')
    const none = await site.send('GET', '/Users?startIndex=-3&count=-1')
    const blank = await site.send('GET', '/Users?startIndex=&count=%20')
    const one = await site.send('GET', site.user(tech))

    assert.deepEqual(blank.json, all.json)
    assert.deepEqual(one.json, {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: tech.member.id,
      userName: 'tech@alder.example',
      displayName: 'alder tech',
      name: { formatted: 'alder tech' },
      emails: [{ value: 'tech@alder.example', type: 'work', primary: true }],
      active: true,
      meta: { resourceType: 'User', location: `${site.origin}/scim/v2/Users/${tech.member.id}` },
    })
    assert.equal(one.headers.get('content-type'), 'application/scim+json')
    assert.equal(one.headers.get('cache-control'), 'no-store')
    const pages = [all, first, second, none].map(({ json }) => [
      json['totalResults'],
      json['startIndex'],
      json['itemsPerPage'],
      Object(json['Resources']).map(({ id }: { id: string }) => id),
    ])
    assert.deepEqual(pages, [
      [2, 1, 2, [master.member.id, tech.member.id]],
      [2, 1, 1, [master.member.id]],
      [2, 2, 1, [tech.member.id]],
      [2, 1, 0, []],
    ])
    for (const filter of [
      'userName eq "TECH@alder.example"',
      `id eq "${tech.member.id}"`,
      'urn:ietf:params:scim:schemas:core:2.0:User:username EQ "tech@alder\\u002eexample"',
    ]) {
      assert.deepEqual((await site.find(filter)).json['Resources'], [one.json], filter)
    }
    for (const filter of ['userName eq "master@birch.example"', 'id eq "x"', `id eq "${site.invited.id}"`]) {
      const { status, json } = await site.find(filter)
      assert.deepEqual([status, json['totalResults'], json['Resources']], [200, 0, []], filter)
    }
  })

  it('says what it can, and that it creates no one', async () => {
    await using site = await openDirectory()

    const config = (await site.send('GET', '/ServiceProviderConfig')).json
    const types = (await site.send('GET', '/ResourceTypes')).json['Resources']
    const [schema] = Object((await site.send('GET', '/Schemas')).json['Resources'])
    const create = await site.send('POST', '/Users', { body: { userName: 'somebody' } })

    const supported = ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag'].map(
      (of) => Object(config[of]).supported,
    )
    assert.deepEqual(supported, [true, false, true, false, false, false])
    assert.deepEqual(
      Object(types).map(({ endpoint, schema }: Record<string, unknown>) => [endpoint, schema]),
      [['/Users', schema.id]],
    )
    const writable = schema.attributes.filter(({ mutability }: Record<string, unknown>) => mutability === 'readWrite')
    assert.deepEqual(
      writable.map(({ name }: Record<string, unknown>) => name),
      ['active'],
    )
    assert.deepEqual((await site.send('GET', `/Schemas/${schema.id}`)).json, schema)
    assert.deepEqual([create.status, create.json['status']], [501, '501'])
    assert.match(String(create.json['detail']), /A master invites people/)
  })

  it('tells products at once who is deactivated there (T27)', async () => {
    await using site = await openDirectory()
    const { tech, hub } = site
    await using product = createServer((_request, response) => response.writeHead(204).end()).listen(0, '127.0.0.1')
    await once(product, 'listening')
    const origin = `http://127.0.0.1:${(product.address() as AddressInfo).port}`
    const uris = { redirectUris: [`${origin}/`], backchannelLogoutUri: `${origin}/logout` }
    const wiki = await addClient(hub, { name: 'Wiki', ...uris, by })
    const facts = { client: wiki.id, sid: 'tech', hubSession: 'tech', account: tech.account.id }
    await recordProductSession(hub, { ...facts, organization: site.alder }, 1)
    const told = once(product, 'request', { signal: AbortSignal.timeout(WAIT_LIMIT) })

    await site.send('PATCH', site.user(tech), { body: oktaSays(false) })

    const [{ method, url }] = await told
    assert.deepEqual([method, url], ['POST', '/logout'])
  })

  it('logs a person out everywhere who is deactivated there, as Okta and as Entra ID say it (T27)', async () => {
    await using site = await openDirectory()
    const { hub, tech } = site
    await site.connect(site.master, psaUs, 'Alder')
    const wiki = await addClient(hub, {
      name: 'Wiki',
      redirectUris: ['http://localhost:5530/'],
      backchannelLogoutUri: 'http://localhost:5530/logout',
      by,
    })
    const facts = { client: wiki.id, sid: 'tech', hubSession: 'tech', account: tech.account.id }
    await recordProductSession(hub, { ...facts, organization: site.alder }, 1)

    const answers = []
    for (const body of [oktaSays(false), oktaSays(true), entraSays('False'), entraSays('True')]) {
      const { status, json } = await site.send('PATCH', site.user(tech), { body })
      answers.push([status, json['active']])
    }
    const whole = {
      ...(await site.send('GET', site.user(tech))).json,
      displayName: 'Another',
      title: 'x',
      active: false,
    }
    const put = await site.send('PUT', site.user(tech), { body: whole, type: 'application/json; charset=utf-8' })

    assert.deepEqual(answers, [
      [200, false],
      [200, true],
      [200, false],
      [200, true],
    ])
    assert.deepEqual([put.status, put.json['active'], put.json['displayName']], [200, false, 'alder tech'])
    const { events } = await readEvents(hub, { deployment: psaUs, after: 0 })
    assert.deepEqual(
      events.map((event) => event.type === 'member_epoch' && [event.sub, event.epoch, event.reason]),
      ['deactivated', 'reactivated', 'deactivated', 'reactivated', 'deactivated'].map((reason, index) => [
        tech.account.id,
        index + 2,
        reason,
      ]),
    )
    const told = await hub.db.selectFrom('logout_deliveries').select(['client', 'sid', 'audit_id']).execute()
    assert.deepEqual(told, [{ client: wiki.id, sid: 'tech', audit_id: events[0]?.auditId }])
    const acts = await hub.db
      .selectFrom('audit')
      .selectAll()
      .where('actor', '=', `provisioning:${site.token.id}`)
      .execute()
    assert.deepEqual(
      acts.map(({ audit_id: auditId }) => auditId),
      events.map(({ auditId }) => auditId),
    )
  })

  it('removes a person, and keeps the last master', async () => {
    await using site = await openDirectory()

    const removed = await site.send('DELETE', site.user(site.tech))
    const gone = await site.send('GET', site.user(site.tech))
    const kept = [
      await site.send('DELETE', site.user(site.master)),
      await site.send('PATCH', site.user(site.master), { body: oktaSays(false) }),
      await site.send('PUT', site.user(site.master), { body: { active: 'false' } }),
    ]

    assert.deepEqual([removed.status, removed.text, gone.status], [204, '', 404])
    for (const { status, json } of kept) {
      assert.deepEqual([status, json['status'], 'scimType' in json], [409, '409', false])
      assert.match(String(json['detail']), /\(last_master · [2-9A-Z]{4}-[2-9A-Z]{4}\)$/)
    }
    assert.equal(await site.statusOf(site.master), 'active')
  })

  it('knows no one of another organization, and no one who is only invited (T31)', async () => {
    await using site = await openDirectory()
    const unknown = { member: { id: `mem_${'x'.repeat(22)}` } }

    const answers = []
    for (const person of [site.stranger, { member: site.invited }, unknown, { member: { id: '%00' } }]) {
      for (const [method, body] of [
        ['GET'],
        ['DELETE'],
        ['PATCH', oktaSays(false)],
        ['PUT', { active: false }],
      ] as const) {
        const { status, json } = await site.send(method, site.user(person), { body })
        answers.push([status, String(json['detail']).replace(/\S+\)$/, '')])
      }
    }

    assert.equal(new Set(answers.map(String)).size, 1)
    assert.equal(answers[0]?.[0], 404)
    assert.equal(await site.statusOf(site.stranger), 'active')
  })

  it('is refused without a token, with another one, with one that has ended, and while its organization is suspended', async () => {
    await using site = await openDirectory()
    const { hub, alder, token } = site

    const answers = [null, 'x', token.id, `${site.secret}x`].map((token) => site.send('GET', '/Users', { token }))
    const basic = fetch(`${site.origin}/scim/v2/Users`, {
      headers: { Authorization: `Basic ${btoa(`x:${site.secret}`)}` },
    })
    for (const { status, headers, json } of await Promise.all(answers)) {
      assert.deepEqual([status, headers.get('www-authenticate')], [401, 'Bearer'])
      assert.deepEqual(json['schemas'], ['urn:ietf:params:scim:api:messages:2.0:Error'])
    }
    assert.equal((await basic).status, 401)

    await suspendOrganization(hub, { organization: alder, by })
    const suspended = await site.send('GET', '/Users')
    assert.equal(suspended.status, 403)
    assert.match(String(suspended.json['detail']), /organization_suspended/)
    await endToken(hub, { organization: alder, token: token.id, by })
    assert.equal((await site.send('GET', '/Users')).status, 401)
  })

  it('shuts a person out although attributes stand beside it that are only read here, and leaves those', async () => {
    await using site = await openDirectory()
    const { tech } = site
    const replace = (path: string, value: unknown) => ({ op: 'Replace', path, value })
    const bodies = [
      { ...okta, Operations: [replace('displayName', 'x'), replace('active', 'False')] },
      { ...okta, Operations: [{ op: 'replace', value: { userName: 'x', active: true } }] },
      {
        ...okta,
        Operations: [
          replace('urn:ietf:params:scim:schemas:core:2.0:User:Active', false),
          { op: 'add', path: 'emails[type eq "work"].value', value: 'x' },
          { op: 'remove', path: 'title' },
        ],
      },
    ]

    const states = []
    for (const body of bodies) {
      const { status, json } = await site.send('PATCH', site.user(tech), { body })
      states.push([status, json['active'], json['displayName'], json['userName']])
    }

    const { name, username } = tech.account
    assert.deepEqual(
      states,
      [false, true, false].map((active) => [200, active, name, username]),
    )
  })
})
