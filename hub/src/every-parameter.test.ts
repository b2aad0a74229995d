import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { encodeForm, encodeText, ODD_TEXTS, oneOfEachKind } from '@lanyard/text/testing'
import { aLinkRequest, addPerson, openPeopledHub, operator, psaUs } from '../testing.ts'
import { createApi } from './api/api.ts'
import * as wire from './api/wire.ts'
import { approveTenantLink } from './connections/tenant-links/approve-tenant-link.ts'
import { newId } from './ids.ts'
import { mistakeInTenantLink, mistakeInUserLinking } from './oidc/tenant-link-request.ts'
import { aTenantLinkDetail } from './oidc/testing/test-product.ts'
import { createToken } from './people/provisioning/create-token.ts'
import { createScim } from './scim/scim.ts'

type Json = Readonly<Record<string, unknown>>
interface Service {
  readonly routes: readonly { readonly method: string; readonly path: string }[]
  request(url: string, init: RequestInit): Response | Promise<Response>
}

async function openHub(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const { member, account } = await addPerson(hub, hub.alder, 'tech')
  const request = aLinkRequest(psaUs, 'alder')
  await approveTenantLink(hub, { request, approvedBy: hub.alderMaster.id, linksUser: false, sessionUid: null })
  const api = createApi(hub, {
    hubName: 'IT Complete',
    stopping: AbortSignal.abort(),
    endSession: async () => {},
    authenticate: async () => psaUs,
  })
  const { secret } = await createToken(hub, { organization: hub.alder, name: 'Okta', by: operator })
  const scim = createScim(hub, { hubName: 'IT Complete', notifySoon: () => {} })
  return Object.assign(hub, { api, scim, secret, member, account, link: request.id })
}

/** The parameters of every shape that the wire has, so that a new one is tried without being named. */
const parameters = [...new Set(Object.values(wire).flatMap((made) => ('shape' in made ? Object.keys(made.shape) : [])))]

/** Sends a request, and says what its answer must not be. */
async function findFault(service: Service, url: string, init: RequestInit): Promise<string | null> {
  const answer = await service.request(`http://localhost${url}`, init)
  const text = await answer.text()
  // 501 is SCIM's own word for people who cannot be created here.
  if (answer.status >= 500 && answer.status !== 501) return `status ${answer.status}`
  if (/\bat .{0,200}\.ts:\d+|node_modules/.test(text)) return 'tells of the inside'
  return answer.status >= 400 && !/"(code|detail)"/.test(text) ? 'refused without a word' : null
}

for (const database of databases) {
  describe(`every parameter of programs on ${database.name}`, () => {
    it('is taken or refused by the API, and never fails (FT1, FT2)', async () => {
      await using hub = await openHub(database)
      const right: Json = {
        version: 1,
        state: 'active',
        audit_id: newId('aud'),
        revision: 1,
        sub: hub.account.id,
        linked: true,
        access: [],
        settings: '/',
      }
      const faults: string[] = []
      const send = async (method: string, path: string, text: string, body: Json) => {
        const query = encodeForm(parameters.map((name) => [name, text.slice(0, 100)]))
        const init = method === 'GET' ? { method } : { method, body: JSON.stringify(body) }
        const fault = await findFault(hub.api, `${path}?${query}`, init)
        if (fault !== null) faults.push(`${method} ${path} ${JSON.stringify(body).slice(0, 200)}: ${fault}`)
      }

      for (const { method, path } of hub.api.routes.filter(({ method }) => method !== 'ALL')) {
        const real = path.replace(':id', hub.link).replace(':sub', hub.account.id).replace(':n', '1')
        for (const { text } of ODD_TEXTS) {
          await send(method, real, text, Object.fromEntries(parameters.map((name) => [name, text])))
          await send(method, path.replaceAll(/:\w+/g, encodeText(text.slice(0, 100)) || 'x'), text, right)
        }
        for (const [index, name] of method !== 'PUT' || database.name !== 'SQLite' ? [] : parameters.entries())
          for (const { text } of oneOfEachKind(index)) await send(method, real, '1', { ...right, [name]: text })
      }

      const known = [...Object.keys(right), 'after', 'wait', 'features']
      assert.deepEqual(new Set(known).difference(new Set(parameters)), new Set(), 'the shapes were found')
      assert.deepEqual(faults, [])
    })

    it('is taken or refused by SCIM, and never fails (FT1, FT2)', async () => {
      await using hub = await openHub(database)
      const headers = { Authorization: `Bearer ${hub.secret}`, 'Content-Type': 'application/scim+json' }
      const user = await hub.scim.request(`http://localhost/scim/v2/Users/${hub.member.id}`, { headers })
      const attributes = Object.keys((await user.json()) as Json).filter((name) => name !== 'active')
      const faults: string[] = []
      const send = async (method: string, path: string, body?: unknown) => {
        const sent = body === undefined ? {} : { body: JSON.stringify(body) }
        const fault = await findFault(hub.scim, path, { method, headers, ...sent })
        if (fault !== null) faults.push(`${method} ${path} ${JSON.stringify(body)?.slice(0, 200)}: ${fault}`)
      }

      const routes = hub.scim.routes.filter(({ method }) => method !== 'ALL' && method !== 'DELETE')
      for (const { method, path } of routes) {
        const real = path.replace(':id', hub.member.id)
        for (const { text } of ODD_TEXTS) {
          const short = text.slice(0, 100)
          const body = {
            Operations: attributes.flatMap((name) => [
              { op: 'replace', path: name, value: text },
              { op: text, path: text, value: { [name]: text, [text]: text } },
            ]),
            ...Object.fromEntries(attributes.map((name) => [name, text])),
          }
          const filter = `userName eq ${JSON.stringify(short)}`
          const query = encodeForm([
            ['filter', filter],
            ['startIndex', short],
            ['count', short],
          ])
          await send(method, path.replaceAll(/:\w+/g, encodeText(short) || 'x'), method === 'GET' ? undefined : body)
          await send(method, `${real}?${encodeForm([['filter', filter]])}`, method === 'GET' ? undefined : body)
          await send(method, `${real}?${query}`, method === 'GET' ? undefined : body)
        }
      }

      assert.deepEqual(attributes, ['schemas', 'id', 'userName', 'displayName', 'name', 'emails', 'meta'])
      assert.deepEqual(faults, [])
    })
  })
}

describe('every part of a pushed request', () => {
  it('is taken as it is or refused with its name, and shows something that turns nothing (FT2)', () => {
    const detail = aTenantLinkDetail(psaUs, { id: 'ten_1', name: 'Alder MSP' })
    const linking = { version: 1, kind: 'user', tenant: detail.tenant, user: detail.user, audit_id: 'A' }
    const shapes = [
      [detail, (sent: Json) => mistakeInTenantLink(sent, psaUs)],
      [linking, (sent: Json) => mistakeInUserLinking(JSON.stringify(sent))],
    ] as const

    for (const [shape, mistakeIn] of shapes) {
      assert.equal(mistakeIn(shape), null)
      for (const path of leavesOf(shape)) {
        for (const { kind, text } of ODD_TEXTS) {
          const mistake = mistakeIn(withText(shape, path, text))
          if (mistake !== null) assert.ok(mistake.includes(path.at(-1) ?? ''), `${path.join('.')}: ${mistake}`)
          else if (path.length > 1)
            assert.ok(!NEVER.includes(kind), `${path.join('.')}, ${kind} ${JSON.stringify(text)}`)
        }
      }
    }
  })
})

const NEVER: readonly string[] = ['turning the direction', 'NUL', 'half a pair', 'long']

function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
}

function withText(value: Json, [name = '', ...rest]: readonly string[], text: string): Json {
  return { ...value, [name]: rest.length === 0 ? text : withText(value[name] as Json, rest, text) }
}
