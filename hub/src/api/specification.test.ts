import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { AccountId, AuditId, DeploymentId, LinkId, ModuleId, OrganizationId } from '../ids.ts'
import type { TileState } from '../connections/launcher/tile.ts'
import { protocolConfiguration } from '../oidc/protocol-configuration.ts'
import { requestParameters } from '../oidc/linking-requests.ts'
import { claimsByScope } from '../oidc/scopes.ts'
import { signInAddress } from '../connections/launcher/sign-in-address.ts'
import { CEREMONY_CODES, refusals } from '../refusal.ts'
import type { EventContent, HubEvent } from '../delivery/event-log/events.ts'
import { FEATURES } from '../delivery/event-log/features.ts'
import type { LinkAnswer } from '../connections/tenant-links/link-answer.ts'
import { ACCESS } from '../delivery/event-log/remaining-access.ts'
import { confirmation, eventsQuery, remainingAccess, userLinkReport, writeEvent, writeLink, writeTile } from './wire.ts'

const page = await readFile(new URL('../../../docs/tenant-linking.md', import.meta.url), 'utf8')

/** The text of one requirement, up to the next one or the next chapter. */
function section(number: string): string {
  const start = page.indexOf(`**${number}**`)
  assert.notEqual(start, -1, number)
  const rest = page.slice(start + 4)
  return rest.slice(0, rest.search(/\n\*\*W-|\n#{2,3} /))
}

const quoted = (text: string) => new Set([...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word))
const sorted = (words: Iterable<string>) => [...words].sort()
/** The names of a table's first column. */
const firstColumn = (text: string) =>
  [...text.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) => [...quoted(cell)])

/** The names of every member in the examples of a text. */
const membersOf = (text: string) => new Set([...text.matchAll(/"(\w+)":/g)].map(([, name = '']) => name))
/** The words that follow a phrase, in code, up to the end of that list. */
function listAfter(text: string, phrase: string): readonly string[] {
  const start = text.indexOf(phrase)
  assert.notEqual(start, -1, phrase)
  const [list = ''] = /^[^.;:]*/.exec(text.slice(start + phrase.length)) ?? []
  return sorted(quoted(list))
}

// A new word of the hub does not compile until it stands here, and fails until it stands in the text.
const linkStates = { approved: true, active: true, ended: true } satisfies Record<LinkAnswer['state'], true>
const endReasons = {
  lapsed: true,
  superseded: true,
  approver_not_master: true,
  severed: true,
  ended_by_product: true,
  unknown: true,
} satisfies Record<NonNullable<LinkAnswer['reason']> | 'unknown', true>
const epochReasons = {
  deactivated: true,
  reactivated: true,
  sessions_ended: true,
  unlinked: true,
} satisfies Record<Extract<EventContent, { type: 'member_epoch' }>['reason'], true>
const tileStates = {
  ready: true,
  link_your_account: true,
  not_connected: true,
  not_subscribed: true,
  unreachable: true,
} satisfies Record<TileState, true>

const [link, sub, organization] = ['lnk_1' as LinkId, 'acc_1' as AccountId, 'alder' as OrganizationId]
const anyEvent = { n: 1, at: 1, auditId: 'aud_1' as AuditId }
const raised = { ...anyEvent, type: 'member_epoch', sub, organization, epoch: 2 } as const
const events = {
  link_ended: [{ ...anyEvent, type: 'link_ended', link, reason: 'severed' }],
  member_epoch: [
    { ...raised, reason: 'deactivated' },
    { ...raised, reason: 'unlinked', link },
  ],
  session_ended: [{ ...anyEvent, type: 'session_ended', sub, sid: 'sid' }],
} satisfies { [Type in HubEvent['type']]: readonly Extract<HubEvent, { type: Type }>[] }

describe('what the hub says and takes, held against the specification in both directions (FQ6)', () => {
  it('refusals that come back to a product (W-5)', () => {
    const [, list = ''] = /Codes: (.*?)\. Later versions/s.exec(section('W-5')) ?? []
    assert.deepEqual(sorted(quoted(list)), sorted(CEREMONY_CODES))
  })

  it('claims of an ID token (W-6)', () => {
    const named = new Set([...firstColumn(section('W-6')), ...quoted(section('W-6').split('\n')[0] ?? '')])
    const said = new Set([...Object.values(claimsByScope).flat(), 'sid'])
    said.delete('sub')
    for (const beside of ['email_verified', 'locale']) assert.ok(quoted(section('W-6')).has(beside), beside)
    assert.deepEqual(sorted([...named, 'email_verified', 'locale']), sorted(said))
  })

  it('parameters of requests (W-3, W-4)', () => {
    const text = page.slice(page.indexOf('**W-3**'), page.indexOf('**W-5**'))
    for (const parameter of [...Object.keys(requestParameters), 'authorization_details', 'claims', 'login_hint']) {
      assert.ok(quoted(text).has(parameter), parameter)
    }
  })

  it('how a client proves itself (W-3)', () => {
    const { enabledJWA } = protocolConfiguration('https://hub.example')
    for (const algorithm of enabledJWA?.clientAuthSigningAlgValues ?? [])
      assert.match(section('W-3'), new RegExp(algorithm))
    assert.match(section('W-3'), /`aud` is the hub's issuer, as a text and alone/)
  })

  it('what a tile brings along (W-18)', () => {
    const deployment = {
      id: 'psa-us' as DeploymentId,
      module: 'psa' as ModuleId,
      region: 'us',
      origin: 'https://psa.example',
    } as const
    const hub = { config: { issuer: 'https://hub.example' } } as Parameters<typeof signInAddress>[0]
    const address = signInAddress(hub, deployment, {
      username: 'tech',
      organization: 'alder' as OrganizationId,
    })
    const [, list = ''] = /initiate-login\?([\w&]+)`/.exec(section('W-18')) ?? []
    const sent = [...new URL(address ?? '').searchParams.keys()]
    assert.deepEqual(sorted([...sent, 'target_link_uri']), sorted(list.split('&')))
  })

  it('codes of the interface, each with the status that it has (W-16)', () => {
    const statuses = new Map(Object.entries(refusals).map(([code, { status: known }]) => [code, known]))
    const rows = [...section('W-16').matchAll(/^\| (\d{3}) \| (.*?) \|/gm)]
    assert.ok(rows.length > 4)
    for (const [, status, cell = ''] of rows) {
      for (const code of quoted(cell)) {
        if (code === 'head') continue
        assert.equal(String(statuses.get(code)), status, code)
      }
    }
  })

  it('states of links and reasons of an end (W-8)', () => {
    assert.deepEqual(listAfter(section('W-8'), '`state` is'), sorted(Object.keys(linkStates)))
    const [, list = ''] = /an ended one has a `reason`: (.*?);/.exec(section('W-8')) ?? []
    assert.deepEqual(sorted(quoted(list)), sorted(Object.keys(endReasons)))
  })

  it('members of an answer about a link, and of the messages about it (W-7, W-8)', () => {
    const answer = { id: link, state: 'active', reason: null, organization, moduleUrl: null, endSession: null } as const
    const said = [
      writeLink(answer, [{ sub, epoch: 2 }]),
      writeLink({ ...answer, state: 'ended', reason: 'severed' }),
    ].flatMap((one) => Object.keys(one))
    const examples = membersOf(section('W-7'))
    const named = new Set([...examples, 'reason', 'unlinked'])
    assert.deepEqual(sorted(new Set([...said, ...Object.keys(confirmation.shape)])), sorted(named))
    for (const word of ['reason', 'unlinked']) assert.ok(quoted(section('W-8')).has(word), word)
    assert.match(section('W-8'), /`\[\{ "sub", "epoch" \}\]`/)
  })

  it('reports of user links (W-11)', () => {
    assert.deepEqual(sorted(membersOf(section('W-11'))), sorted(Object.keys(userLinkReport.shape)))
    assert.deepEqual(
      listAfter(section('W-11'), 'whose `state` is').slice(0, 2),
      sorted(userLinkReport.shape.state.options),
    )
  })

  it('tiles, their states and members (W-12)', () => {
    assert.deepEqual(
      listAfter(section('W-12'), '`state` is').filter((word) => word !== 'url'),
      sorted(Object.keys(tileStates)),
    )
    const deployment = {
      id: 'psa-us' as DeploymentId,
      module: 'psa' as ModuleId,
      region: 'us',
      origin: 'https://psa.example',
    }
    const module = { id: 'psa' as ModuleId, name: 'PSA' }
    const tile = { module, state: 'ready', url: 'https://psa.example', wrongRegion: { linked: deployment } }
    const said = Object.keys(writeTile(tile as unknown as Parameters<typeof writeTile>[0]))
    const named = membersOf(section('W-12'))
    named.delete('apps')
    assert.deepEqual(sorted([...named, 'wrong_region']), sorted(said))
    assert.ok(quoted(section('W-12')).has('wrong_region'))
  })

  it('events, their members and reasons, and the question for them (W-13)', () => {
    const text = section('W-13')
    const examples = [...text.matchAll(/\{ "n": .*?\}/g)].map(([one]) => one)
    const types = new Set(examples.map((one) => /"type": "(\w+)"/.exec(one)?.[1] ?? ''))
    assert.deepEqual(sorted(types), sorted(Object.keys(events)))
    for (const [type, said] of Object.entries(events)) {
      const named = examples.filter((one) => one.includes(`"${type}"`)).map((one) => sorted(membersOf(one)).join())
      assert.deepEqual(sorted(named), sorted(said.map((one) => sorted(Object.keys(writeEvent(one))).join())), type)
    }
    const [, reasons = ''] = /The `reason` of `member_epoch` is (.*?)\. /.exec(text) ?? []
    assert.deepEqual(sorted(quoted(reasons)), sorted(Object.keys(epochReasons)))
    const asked = [...(/`GET \/events\?(.*?)`/.exec(text)?.[1] ?? '').matchAll(/(\w+)=/g)].map(([, name = '']) => name)
    assert.deepEqual(sorted([...asked, 'features']), sorted(Object.keys(eventsQuery.shape)))
  })

  it('features, and what the feature ends says (3.6)', () => {
    const text = page.slice(page.indexOf('### 3.6'), page.indexOf('## 4.'))
    const chapters = [...text.matchAll(/^#### `(\w+)`/gm)].map(([, name = '']) => name)
    assert.deepEqual(sorted(chapters), sorted(FEATURES))
    assert.deepEqual(sorted(membersOf(section('E-1'))), sorted(Object.keys(remainingAccess.shape)))
    const [, access = ''] = /at most 20 names: (.*?)\. `settings`/.exec(section('E-2')) ?? []
    assert.deepEqual(sorted(quoted(access)), sorted(ACCESS))
  })

  it('algorithms (W-3)', () => {
    const { enabledJWA } = protocolConfiguration('https://hub.example')
    const words = (list: string) => sorted(list.match(/\b[A-Z][A-Za-z]+\d{3}|EdDSA\b/g) ?? [])
    const [, tokens = ''] = /ID tokens are signed with (.*?)\./.exec(section('W-3')) ?? []
    const [, assertions = ''] = /; signed with (.*?) by a registered key/.exec(section('W-3')) ?? []
    assert.deepEqual(words(tokens), sorted(enabledJWA?.idTokenSigningAlgValues ?? []))
    assert.deepEqual(words(assertions), sorted(enabledJWA?.clientAuthSigningAlgValues ?? []))
  })

  it('parameters that are this text’s own (W-3)', () => {
    const [, list = ''] = /parameters are this text's own: (.*?) \(W-4\)/.exec(section('W-3')) ?? []
    assert.deepEqual(sorted(quoted(list)), sorted(Object.keys(requestParameters)))
  })

  it('every code that the interface can answer with stands in the list (W-16)', async () => {
    const named = quoted(section('W-16'))
    const codes = await codesOfInterface()
    assert.ok(codes.size > 5)
    for (const code of codes) assert.ok(named.has(code), code)
    const inTable = [...section('W-16').matchAll(/^\| 4\d\d \| (.*?) \|/gm)].flatMap(([, cell = '']) => [
      ...quoted(cell),
    ])
    assert.deepEqual(sorted(inTable.filter((code) => code !== 'head')), sorted(codes))
  })
})

/** Codes in the interface's own files, and in those of the operations that it calls. */
async function codesOfInterface(): Promise<ReadonlySet<string>> {
  const files = ['api.ts', 'service.ts', 'wire.ts', 'list-apps.ts', 'await-events.ts'].map(
    (name) => new URL(name, import.meta.url),
  )
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  const called = texts.join('\n').matchAll(/from '(\.\.\/(?!refusal)[\w/-]+\.ts)'/g)
  const operations = new Set([...called].map(([, path = '']) => new URL(path, import.meta.url).href))
  const all = [...texts, ...(await Promise.all([...operations].map((file) => readFile(new URL(file), 'utf8'))))]
  const thrown = [...all.join('\n').matchAll(/new Refusal\(([^,()]*)/g)].map(([, argument = '']) => argument)
  const words = thrown.flatMap((argument) => [...argument.matchAll(/'(\w+)'/g)].map(([, word = '']) => word))
  return new Set(words.filter((word) => word in refusals))
}
