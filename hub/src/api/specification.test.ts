import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { protocolConfiguration } from '../oidc/protocol-configuration.ts'
import { requestParameters } from '../oidc/linking-requests.ts'
import { CEREMONY_CODES } from '../oidc/refuse-request.ts'
import { claimsByScope } from '../oidc/scopes.ts'
import { signInAddress } from '../modules/sign-in-address.ts'
import type { DeploymentId, ModuleId, OrganizationId } from '../ids.ts'
import { refusals } from '../refusal.ts'

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
})
