import { operator } from '../../../testing.ts'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { getMember } from '../../people/members/find-member.ts'
import { createToken } from '../../people/provisioning/create-token.ts'
import { startTestSite } from '../../web/testing/start-test-site.ts'

export const by = operator as `operator:${string}`
export const okta = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] }
export const oktaSays = (active: boolean) => ({ ...okta, Operations: [{ op: 'replace', value: { active } }] })
export const entraSays = (value: string) => ({ ...okta, Operations: [{ op: 'Replace', path: 'active', value }] })

interface Sent {
  readonly token?: string | null
  readonly body?: unknown
  readonly type?: string
}

/** Alder with a master, a tech and a person who is only invited, and Birch with a master; a token of Alder's directory. */
export async function openDirectory() {
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
