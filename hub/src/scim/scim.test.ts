import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { databases, WAIT_LIMIT } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator, overlap, psaUs } from '../../testing.ts'
import { addClient } from '../people/organizations/add-client.ts'
import { inviteMember } from '../people/invitations/invite-member.ts'
import { getMember } from '../people/members/find-member.ts'
import { suspendOrganization } from '../connections/rights/suspend-organization.ts'
import { recordProductSession } from '../people/sessions/record-product-session.ts'
import { createToken } from '../people/provisioning/create-token.ts'
import { endToken } from '../people/provisioning/end-token.ts'
import { findToken } from '../people/provisioning/find-token.ts'
import { readEvents } from '../delivery/event-log/read-events.ts'
import { startTestSite } from '../web/testing/start-test-site.ts'
import { createScim } from './scim.ts'

const by = operator as `operator:${string}`
const okta = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] }
const oktaSays = (active: boolean) => ({ ...okta, Operations: [{ op: 'replace', value: { active } }] })
const entraSays = (value: string) => ({ ...okta, Operations: [{ op: 'Replace', path: 'active', value }] })

interface Sent {
  readonly token?: string | null
  readonly body?: unknown
  readonly type?: string
}

/** Alder with a master, a tech and a person who is only invited, and Birch with a master; a token of Alder's directory. */
async function openSite() {
  const site = await startTestSite()
  const { hub } = site
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const birch = await site.addOrganization('birch', 'Birch MSP')
  const master = await site.addPerson(alder, 'master', 'master')
  const tech = await site.addPerson(alder, 'tech')
  const stranger = await site.addPerson(birch, 'master', 'master')
  const { member: invited } = await inviteMember(hub, {
    organization: alder,
    email: 'new@alder.example',
    role: 'member',
    by,
  })
  const { token, secret } = await createToken(hub, { organization: alder, name: 'Okta', by })

  const send = async (
    method: string,
    path: string,
    { token = secret, body, type = 'application/scim+json' }: Sent = {},
  ) => {
    const headers = new Headers(body === undefined ? {} : { 'Content-Type': type })
    if (token !== null) headers.set('Authorization', `Bearer ${token}`)
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(`${site.origin}/scim/v2${path}`, { method, headers, body: text ?? null })
    const answer = await response.text()
    const json: Record<string, unknown> = answer === '' ? {} : JSON.parse(answer)
    return { status: response.status, headers: response.headers, json, text: answer }
  }
  const find = async (filter: string) => send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
  const statusOf = async (person: typeof tech) => (await getMember(hub, person.member.id)).status
  const user = (person: { readonly member: { readonly id: string } }) => `/Users/${person.member.id}`
  return { ...site, alder, birch, master, tech, stranger, invited, token, secret, send, find, statusOf, user }
}

describe('a directory at /scim/v2', () => {
  it('reads the people who have joined, in pages, and looks them up by username or id', async () => {
    await using site = await openSite()
    const { tech, master } = site

    const all = await site.send('GET', '/Users')
    const first = await site.send('GET', '/Users?startIndex=1&count=1')
    const second = await site.send('GET', '/Users?startIndex=2&count=1')
    const none = await site.send('GET', '/Users?startIndex=-3&count=-1')
    const one = await site.send('GET', site.user(tech))

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
    await using site = await openSite()

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
    await using site = await openSite()
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
    await using site = await openSite()
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
    await using site = await openSite()

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
    await using site = await openSite()
    const nobody = { member: { id: `mem_${'x'.repeat(22)}` } }

    const answers = []
    for (const person of [site.stranger, { member: site.invited }, nobody, { member: { id: '%00' } }]) {
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
    await using site = await openSite()
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
    await using site = await openSite()
    const { tech } = site
    const replace = (path: string, value: unknown) => ({ op: 'Replace', path, value })
    const bodies = [
      { ...okta, Operations: [replace('displayName', 'x'), replace('active', 'False')] },
      { ...okta, Operations: [{ op: 'replace', value: { userName: 'x', active: true } }] },
      {
        ...okta,
        Operations: [replace('active', false), { op: 'add', path: 'emails[type eq "work"].value', value: 'x' }],
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

  it('changes nothing for what is malformed, oversized, or only read here', async () => {
    await using site = await openSite()
    const { tech } = site
    const operations = (...Operations: unknown[]) => ({ ...okta, Operations })
    const replace = (path: unknown, value: unknown) => operations({ op: 'replace', path, value })
    const off = { op: 'replace', path: 'active', value: false }
    const wrongs: readonly (readonly [number, string | undefined, unknown])[] = [
      [400, 'mutability', replace('displayName', 'x')],
      [400, 'mutability', operations({ op: 'replace', value: { userName: 'x' } })],
      [400, 'mutability', '{"Operations":[{"op":"replace","value":{"__proto__":{"active":false}}}]}'],
      [400, 'mutability', operations(off, { op: 'remove', path: 'active' })],
      [400, 'mutability', operations({ op: 'remove', path: 'emails[type eq "work"].value' })],
      [400, 'invalidValue', replace('active', 'no')],
      [400, 'invalidValue', replace('active', 0)],
      [400, 'invalidValue', replace('active', null)],
      [400, 'invalidValue', replace('active', [false])],
      [400, 'invalidValue', operations(off, { op: 'replace', value: [{ active: false }] })],
      [400, 'invalidSyntax', replace(7, false)],
      [400, 'invalidSyntax', operations(off, { op: 'move', path: 'active' })],
      [400, 'invalidSyntax', operations(off, null)],
      [400, 'invalidSyntax', operations()],
      [400, 'invalidSyntax', { operations: [off] }],
      [400, 'invalidSyntax', `{"__proto__":${JSON.stringify(operations(off))}}`],
      [400, 'invalidSyntax', []],
      [400, 'invalidSyntax', 'active=false'],
      [400, 'invalidSyntax', ''],
      [400, 'invalidSyntax', '['.repeat(16_000)],
      [
        400,
        'invalidValue',
        `{"Operations":[{"op":"replace","path":"active","value":${'['.repeat(7000)}${']'.repeat(7000)}}]}`,
      ],
      [413, undefined, { ...operations(off), more: 'x'.repeat(1024 * 1024) }],
    ]

    for (const [status, scimType, body] of wrongs) {
      const answer = await site.send('PATCH', site.user(tech), { body })
      const sent = JSON.stringify(body).slice(0, 100)
      assert.deepEqual([answer.status, answer.json['scimType']], [status, scimType], sent)
      assert.equal(answer.headers.get('content-type'), 'application/scim+json', sent)
      assert.doesNotMatch(answer.text, /\bat \S+:\d+|node_modules/, sent)
    }
    const form = await site.send('PATCH', site.user(tech), { body: operations(off), type: 'text/plain' })
    assert.equal(form.status, 400)
    for (const body of [[], null, 'x', { active: 'no' }]) {
      assert.equal((await site.send('PUT', site.user(tech), { body: JSON.stringify(body) })).status, 400)
    }
    const filters = [
      'userName eq "x\\u0000"',
      'userName sw "t"',
      'userName eq x',
      'active eq true',
      '',
      '(',
      'id eq "x" or id pr',
    ]
    for (const filter of filters) {
      const { status, json } = await site.find(filter)
      assert.deepEqual([status, json['scimType']], [400, 'invalidFilter'], filter)
    }
    assert.equal((await site.find('userName eq "\0"')).status, 400)
    for (const query of ['startIndex=x', 'count=1.5', 'startIndex=99999999999999999999']) {
      assert.equal((await site.send('GET', `/Users?${query}`)).json['scimType'], 'invalidValue', query)
    }
    assert.equal((await site.send('GET', '/Users?startIndex=9007199254740991')).status, 200)
    assert.equal((await site.send('GET', '/Groups')).status, 404)
    const { status, epoch } = await getMember(site.hub, tech.member.id)
    assert.deepEqual([status, epoch], ['active', 1])
  })

  it('is named to masters, in their export, and to the person', async () => {
    await using site = await openSite()
    await site.send('PATCH', site.user(site.tech), { body: oktaSays(false) })
    await site.send('PATCH', site.user(site.tech), { body: oktaSays(true) })

    const master = await site.logIn(site.master)
    const page = await master.get('/admin-settings/audit')
    const list = await master.get('/admin-settings/audit/export?format=csv')
    const activity = await (await site.logIn(site.tech)).get('/profile-settings/activity')

    assert.match(page.text, /Provisioning: Okta.*Member deactivated/s)
    assert.match(page.text, /Provisioning token made.*Okta/s)
    assert.match(list.text, /Provisioning: Okta/)
    assert.match(activity.text, /Provisioning: Okta/)
    assert.ok(![page, list, activity].some(({ text }) => text.includes(site.secret)))
  })
})

for (const database of databases) {
  describe(`a directory’s request on ${database.name}`, () => {
    it('changes nothing where its token ends meanwhile, and leaves no secret in the log', async () => {
      await using hub = await openPeopledHub(database)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      const { token, secret } = await createToken(hub, { organization: hub.alder, name: 'HR', by })
      const logged: unknown[] = []
      const keep = (...line: unknown[]) => void logged.push(...line)
      const log = { info: keep, warn: keep, error: keep }
      const told: unknown[] = []
      const request = () =>
        new Request(`http://localhost:5520/scim/v2/Users/${member.id}`, {
          method: 'PATCH',
          headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/scim+json' },
          body: JSON.stringify(oktaSays(false)),
        })
      await findToken(hub, secret)

      const late = await overlap(
        hub,
        (node) => endToken(node, { organization: hub.alder, token: token.id, by }),
        async (node) => {
          const scim = createScim({ ...node, log }, { hubName: 'IT Complete', tellSoon: (act) => void told.push(act) })
          return scim.fetch(request())
        },
      )

      assert.equal(late.status, 401)
      assert.equal((await getMember(hub, member.id)).status, 'active')
      assert.deepEqual(told, [])
      assert.match(JSON.stringify(logged), /provisioning_refused/)
      assert.ok(!JSON.stringify(logged).includes(secret))
    })
  })
}
