import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, overlap } from '../../testing.ts'
import { getMember } from '../people/members/find-member.ts'
import { createToken } from '../people/provisioning/create-token.ts'
import { endToken } from '../people/provisioning/end-token.ts'
import { findToken } from '../people/provisioning/find-token.ts'
import { createScim } from './scim.ts'
import { by, okta, oktaSays, openDirectory } from './testing/open-directory.ts'

describe('a directory at /scim/v2', () => {
  it('changes nothing for what is malformed, oversized, or only read here', async () => {
    await using site = await openDirectory()
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

  it('takes what is there but says nothing as if it were absent (FT5)', async () => {
    await using site = await openDirectory()
    const { tech } = site
    const patch = (...Operations: unknown[]) => ({ ...okta, Operations })
    const nothings = [null, [], {}, '']

    for (const nothing of nothings) {
      const said = JSON.stringify(nothing)
      for (const [method, body] of [
        ['PUT', { active: nothing }],
        ['PUT', { active: nothing, userName: nothing, emails: nothing, name: nothing }],
        ['PATCH', patch({ op: 'replace', value: { active: nothing } })],
        ['PATCH', patch({ op: 'add', path: nothing, value: { displayName: nothing } })],
      ] as const) {
        const { status, json } = await site.send(method, site.user(tech), { body })
        assert.deepEqual([status, json['active']], [200, true], `${method} ${said}`)
      }
      const off = patch({ op: 'replace', path: nothing, value: { active: false, title: nothing } })
      const on = { active: true, Active: nothing }
      assert.equal((await site.send('PATCH', site.user(tech), { body: off })).json['active'], false, said)
      assert.equal((await site.send('PUT', site.user(tech), { body: on })).json['active'], true, said)
      for (const op of ['add', 'replace']) {
        const { json } = await site.send('PATCH', site.user(tech), {
          body: patch({ op, path: 'active', value: nothing }),
        })
        assert.equal(json['scimType'], 'invalidValue', `${op} ${said}`)
      }
      const remove = patch({ op: 'remove', path: nothing, value: nothing })
      assert.equal((await site.send('PATCH', site.user(tech), { body: remove })).json['scimType'], 'mutability', said)
    }
    for (const filter of ['userName eq null', 'id eq NULL', 'userName eq ""']) {
      const { status, json } = await site.find(filter)
      assert.deepEqual([status, json['totalResults']], [200, 0], filter)
    }
  })

  it('is named to masters, in their export, and to the person', async () => {
    await using site = await openDirectory()
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
    assert.ok(![page, list, activity].some(({ body }) => body.includes(site.secret)))
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
          const scim = createScim(
            { ...node, log },
            { hubName: 'IT Complete', notifySoon: (act) => void told.push(act) },
          )
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
