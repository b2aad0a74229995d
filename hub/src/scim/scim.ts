import type { Context, Hono } from 'hono'
import { createService, readJson, type ServiceEnv } from '../api/service.ts'
import type { Hub } from '../hub.ts'
import { type AuditId, isMemberId, newId, type OrganizationId } from '../ids.ts'
import { activateMember, deactivateMember } from '../connections/rights/change-status.ts'
import { countMembers, findListedMember, listMembers } from '../people/members/list-members.ts'
import type { ListedMember, MemberFilter } from '../people/members/listed-member.ts'
import { removeMember } from '../connections/rights/remove-member.ts'
import { getOrganization } from '../people/organizations/find-organization.ts'
import { findToken } from '../people/provisioning/find-token.ts'
import type { ProvisioningToken } from '../people/provisioning/provisioning-token.ts'
import { Refusal } from '../refusal.ts'
import { describeService, describeUserSchema, describeUsers } from './describe-service.ts'
import { readPatch, readReplacement, type WantedActive } from './read-change.ts'
import { readQuery, type UserQuery } from './read-query.ts'
import { errorOf, SCIM_JSON } from './scim-error.ts'
import { USER_SCHEMA, writeList, writeUser } from './write-user.ts'

type ScimEnv = ServiceEnv<ProvisioningToken>

export interface ScimOptions {
  /** Tells products of an act that is committed. */
  readonly notifySoon: (auditId: AuditId) => void
  /** The hub's name, for the wording of errors. */
  readonly hubName: string
}

/**
 * Where directories outside the hub, HR systems and other identity providers, read an organization's people, shut them out
 * and let them in again: SCIM 2.0 (RFC 7643, RFC 7644), users alone, and no one is created. A request stands for the token
 * that it carries, and so for one organization; people of another one are unknown to it.
 */
export function createScim(
  hub: Pick<Hub, 'db' | 'config' | 'now' | 'log'>,
  { notifySoon, hubName }: ScimOptions,
): Hono<ScimEnv> {
  const base = `${hub.config.issuer}/scim/v2`
  const scim = createService<ProvisioningToken>(hub, '/scim/v2', {
    async authenticate(request) {
      const token = await findCaller(hub, request.headers.get('Authorization') ?? '')
      const { suspendedAt, name } = await getOrganization(hub, token.organization)
      if (suspendedAt !== null) throw new Refusal('organization_suspended', { organization: name })
      return token
    },
    write: (refusal) => errorOf(refusal, hubName),
  })

  scim.get('/ServiceProviderConfig', (c) => send(c, describeService(base)))
  scim.get('/ResourceTypes', (c) => send(c, writeList([describeUsers(base)])))
  scim.get('/ResourceTypes/User', (c) => send(c, describeUsers(base)))
  scim.get('/Schemas', (c) => send(c, writeList([describeUserSchema(base)])))
  scim.get(`/Schemas/${USER_SCHEMA}`, (c) => send(c, describeUserSchema(base)))

  scim.get('/Users', async (c) => {
    const { organization } = c.var.caller
    const query = readQuery(new URL(c.req.url).searchParams)
    const filter = filterOf(query)
    if (filter === null) return send(c, writeList([], { first: query.first }))
    const people = query.most === 0 ? [] : await listMembers(hub, organization, filter, query)
    const total = await countMembers(hub, organization, filter)
    const users = people.map((person) => writeUser(person, base))
    return send(c, writeList(users, { total, first: query.first }))
  })

  scim.get('/Users/:id', async (c) => {
    return send(c, writeUser(await getUser(hub, c.var.caller.organization, c.req.param('id')), base))
  })

  const change = async (c: Context<ScimEnv, '/Users/:id'>, read: (body: unknown) => WantedActive) => {
    const { id: token, organization } = c.var.caller
    const { id } = await getUser(hub, organization, c.req.param('id'))
    const active = read(await readScim(c))
    if (active !== null) {
      const auditId = newId('aud')
      const act = active ? activateMember : deactivateMember
      await act(hub, { member: id, by: `provisioning:${token}`, auditId })
      notifySoon(auditId)
    }
    return send(c, writeUser(await getUser(hub, organization, id), base))
  }
  scim.patch('/Users/:id', (c) => change(c, readPatch))
  scim.put('/Users/:id', (c) => change(c, readReplacement))

  scim.delete('/Users/:id', async (c) => {
    const { id: token, organization } = c.var.caller
    const { id } = await getUser(hub, organization, c.req.param('id'))
    const auditId = newId('aud')
    await removeMember(hub, { member: id, by: `provisioning:${token}`, auditId })
    notifySoon(auditId)
    return c.body(null, 204)
  })

  scim.post('/Users', () => {
    throw new Refusal('scim_unsupported')
  })
  return scim
}

/** @throws {Refusal} `provisioning_refused`: one answer for no token, an unknown one and one that has ended */
async function findCaller(hub: Pick<Hub, 'db' | 'now'>, header: string): Promise<ProvisioningToken> {
  const [, secret] = /^Bearer +([\w-]+)$/i.exec(header) ?? []
  const token = secret === undefined ? null : await findToken(hub, secret)
  if (token === null) throw new Refusal('provisioning_refused')
  return token
}

/** Null where no one can be meant. */
function filterOf({ by }: UserQuery): MemberFilter | null {
  if (by === null) return { joined: true }
  if (by.attribute === 'userName') return { joined: true, username: by.value }
  return isMemberId(by.value) ? { joined: true, id: by.value } : null
}

/** @throws {Refusal} `member_unknown`, also for a person of another organization, and for one who is only invited */
async function getUser(hub: Pick<Hub, 'db'>, organization: OrganizationId, id: string): Promise<ListedMember> {
  const member = isMemberId(id) ? await findListedMember(hub, organization, id) : null
  if (member === null || member.account === null) throw new Refusal('member_unknown')
  return member
}

/** @throws {Refusal} `scim_invalid` */
async function readScim(c: Context): Promise<unknown> {
  const type = (c.req.header('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== SCIM_JSON && type !== 'application/json') {
    throw new Refusal('scim_invalid', { scimType: 'invalidSyntax', field: 'Content-Type' })
  }
  return readJson(c, () => new Refusal('scim_invalid', { scimType: 'invalidSyntax' }))
}

function send(c: Context, body: object): Response {
  return c.body(JSON.stringify(body), 200, { 'Content-Type': SCIM_JSON })
}
