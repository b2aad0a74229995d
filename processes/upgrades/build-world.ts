import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { authenticator, encodeBase32 } from '@lanyard/journeys/authenticator.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { inviteMember } from '@lanyard/hub/src/people/invitations/invite-member.ts'
import { createToken } from '@lanyard/hub/src/people/provisioning/create-token.ts'
import { listMembers } from '@lanyard/hub/src/people/members/list-members.ts'
import { auditSources as hubAudit } from '@lanyard/hub/src/records/audit/audit-source.ts'
import { asPerson } from '@lanyard/hub/testing.ts'
import { readHub, readKit } from '@lanyard/model/src/drive/tables.ts'
import { auditSources as psaAudit } from '@lanyard/psa/src/audit/audit-source.ts'
import type { ChainReport } from '@lanyard/storage/audit-chain'
import { eventually } from '@lanyard/storage/testing'
import { openHub, type OpenHub, type OpenPsa, openPsa, openRmm } from '@lanyard/suite/src/open-parts.ts'
import type { SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { openConfirmation, openSettings, SETTINGS, switchOff, switchOn } from '../crashes/ceremonies.ts'
import { openVisitor, type Visitor } from '../crashes/visitor.ts'
import { KEPT_PEOPLE, type KeptPerson, type KeptWorld } from './kept-world.ts'
import { grantClient } from './other-client.ts'
import { accountOf, changeOwnAccount, endSessions, forgetPassword } from './own-accounts.ts'
import { verifyChains } from './verify-chains.ts'

const PASSWORD = 'lanyard-demo-password'
const PSA = 'psa-us'
const RMM = 'rmm-us'
const DEPLOYMENTS = [PSA, RMM] as const

/** Who belongs to which company; in the PSA they are called as here, but for who connects. */
const COMPANY_OF = {
  master: 'alder',
  tech: 'alder',
  second: 'alder',
  leaver: 'alder',
  former: 'birch',
  halfway: 'dogwood',
} as const satisfies Record<KeptPerson, string>
const ADMINS: readonly KeptPerson[] = ['master', 'former', 'halfway']

interface Person {
  readonly id: string
  readonly psa: string
  readonly account: { readonly username: string; code(): Promise<string> }
  readonly visitor: Visitor
  readonly key: string
}

type People = Readonly<Record<KeptPerson, Person>>

/** Everything of a world but what its configuration says. */
type Built = Omit<KeptWorld, 'about' | 'keys'>

/**
 * Lets people use the suite, and stops it: with links of each state, sessions, tokens, second factors, mails and a logout that
 * wait, events that no product has read, and sealed audit chains. What lasts for moments stays empty, and so do requests for an
 * invitation, choices among several organizations, and logout tokens of other providers.
 */
export async function buildWorld(suite: SuiteUnderTest): Promise<Built> {
  const people = meetPeople(suite)
  await seedCompanies(suite, people)
  await using hub = await openHub(suite.environment('hub'))

  await connectCompanies(people)
  for (const name of ['tech', 'second', 'leaver'] as const) await enable(people[name], name)
  await disable(people.second)
  for (const name of ['tech', 'leaver'] as const) await signInEverywhere(suite, people[name])
  await setPolicies(people.master)
  const { id: account } = await accountOf(hub, people.second.account.username)
  const granted = await grantClient(hub, people.tech.visitor, { visitor: people.second.visitor, account })
  await changeOwnAccount(hub, people.tech.account.username)
  await forgetPassword(hub, people.second.account.username)
  await endSessions(hub, people.former.account.username)
  const given = await giveAccess(suite, hub)
  await approve(people.halfway)
  await using psa = await openPsa(suite.environment(PSA))
  await eventually('what people did in the PSA is sealed', async () => isWhole(await verifyChains(psa, psaAudit)))

  for (const product of DEPLOYMENTS) await suite.stop(product)
  await deactivate(hub, people)
  await eventually('what people did at the hub is sealed', async () => isWhole(await verifyChains(hub, hubAudit)))
  await suite.stop('hub')

  return {
    issuer: suite.origin('hub'),
    madeAt: Date.now(),
    clientKeys: { [PSA]: await clientKeyOf(suite, PSA), [RMM]: await clientKeyOf(suite, RMM) },
    password: PASSWORD,
    people: ofEach(({ account, key }) => ({ username: account.username, authenticator: key }), people),
    browsers: ofEach(({ visitor }) => visitor.cookies(), people),
    client: granted,
    ...given,
    ...(await readLinks(suite, { hub, psa })),
  }
}

function meetPeople(suite: SuiteUnderTest): People {
  const people = KEPT_PEOPLE.map((name) => {
    const id = COMPANY_OF[name]
    const key = encodeBase32(randomBytes(20))
    const account = { username: `${name}@${id}.example`, code: authenticator(key) }
    return [name, { id, psa: suite.origin(PSA), account, visitor: openVisitor(), key }] as const
  })
  return Object.fromEntries(people) as Record<KeptPerson, Person>
}

function ofEach<Result>(take: (person: Person) => Result, people: People): Readonly<Record<KeptPerson, Result>> {
  return Object.fromEntries(KEPT_PEOPLE.map((name) => [name, take(people[name])])) as Record<KeptPerson, Result>
}

async function seedCompanies(suite: SuiteUnderTest, people: People): Promise<void> {
  for (const id of new Set(Object.values(COMPANY_OF))) {
    const members = KEPT_PEOPLE.filter((name) => COMPANY_OF[name] === id)
    const accounts = members.map((name) => ({
      username: people[name].account.username,
      name: `${id} ${name}`,
      role: ADMINS.includes(name) ? ('master' as const) : ('member' as const),
      key: people[name].key,
      about: '',
    }))
    const employees = members.map((name) => ({
      username: ADMINS.includes(name) ? 'admin' : name,
      name: `${id} ${name}`,
      role: ADMINS.includes(name) ? ('admin' as const) : ('technician' as const),
    }))
    const linked = members.map((name, index) => ({
      username: employees[index]?.username ?? '',
      name: `${id} ${name}`,
      role: employees[index]?.role ?? 'technician',
      linkedTo: people[name].account.username,
    }))
    const gone = { username: 'gone', name: `${id} gone`, role: 'technician', inactive: true } as const
    const contact = { email: 'contact@client.example', name: 'Contact', client: 'Juniper Bakery' }
    await suite.seedCompany({
      organization: { id, name: `${id} MSP`, accounts, moduleUrls: {} },
      tenants: {
        [PSA]: { company: id, name: `${id} MSP`, invited: true, employees: [...employees, gone], contact },
        ...(id === 'alder' && {
          [RMM]: { company: id, name: `${id} MSP`, invited: true, employees: linked, linkedTo: id },
        }),
      },
    })
  }
}

async function connectCompanies({ master, former }: People): Promise<void> {
  for (const person of [master, former]) {
    await openSettings(person)
    assert.ok(await switchOn(person), `${person.id} is connected`)
  }
  assert.ok(await switchOff(former), `${former.id} is not connected`)
}

async function logInToPsa({ visitor, psa, id }: Person, username: string): Promise<void> {
  const home = await visitor.post(`${psa}/login`, { company: id, username, password: PASSWORD })
  assert.equal(home.url.pathname, '/')
}

/** An employee enables the login through the hub. */
async function enable(person: Person, username: string): Promise<void> {
  await logInToPsa(person, username)
  const { visitor, psa, account } = person
  const password = await visitor.post(`${psa}/connect/link-user`)
  const code = await visitor.post(password.url.href, { username: account.username, password: PASSWORD })
  const home = await visitor.post(code.url.href, { code: await account.code() })
  assert.equal(`${home.url.origin}${home.url.pathname}`, `${psa}/`)
}

async function disable({ visitor, psa }: Person): Promise<void> {
  const settings = await visitor.post(`${psa}/my-settings/disable`, { password: PASSWORD })
  assert.equal(settings.url.pathname, '/my-settings')
}

/** By an admin of the PSA: who may link, and what becomes of local sessions. */
async function setPolicies({ visitor, psa }: Person): Promise<void> {
  for (const [page, fields] of [
    ['who-may-link', { kind: 'roles', role: 'technician' }],
    ['local-sessions', { end: '1' }],
  ] as const) {
    const settings = await visitor.post(`${psa}${SETTINGS}/${page}`, fields)
    assert.equal(settings.url.pathname, SETTINGS)
  }
}

/** By the session at the hub; at the PSA in place of the session that began with the password. */
async function signInEverywhere(suite: SuiteUnderTest, { visitor }: Person): Promise<void> {
  for (const product of DEPLOYMENTS) {
    const home = await visitor.get(`${suite.origin(product)}/connect/sign-in`)
    assert.equal(home.url.href, `${suite.origin(product)}/`)
  }
}

/** A directory's token, an invitation and a link for a new password: each with what was mailed, which waits. */
async function giveAccess(suite: SuiteUnderTest, hub: OpenHub): Promise<Pick<KeptWorld, 'directory'>> {
  const organization = 'alder' as OrganizationId
  const { secret: directory } = await createToken(hub, { organization, name: 'HR', by: 'operator:test' })
  const [master] = await listMembers(hub, organization, { role: 'master' })
  assert.ok(master)
  const input = { organization, email: 'newcomer@alder.example', role: 'member' } as const
  await inviteMember(hub, { ...input, by: asPerson(hub, master.id) })
  const forgotten = { company: organization, username: 'second' }
  await openVisitor().post(`${suite.origin(PSA)}/forgot-password`, forgotten)
  return { directory }
}

/** By a master, for a product that never reads it. */
async function approve(person: Person): Promise<void> {
  await openSettings(person)
  const confirmation = await openConfirmation(person)
  assert.ok(confirmation)
  await person.visitor.post(confirmation.url.href, { decision: 'link_me' }, /\/connect\/callback/)
}

/** By the master, at the hub, while no product listens. */
async function deactivate(hub: OpenHub, { master, leaver }: People): Promise<void> {
  const [member] = await listMembers(hub, 'alder' as OrganizationId, { username: leaver.account.username })
  assert.ok(member)
  const page = await master.visitor.post(`${hub.config.issuer}/admin-settings/members/${member.id}/deactivate`)
  assert.equal(page.status, 200)
}

function isWhole(chains: readonly ChainReport[]): boolean {
  return chains.every(({ unsealed, problem }) => unsealed === 0 && problem === null)
}

async function clientKeyOf(suite: SuiteUnderTest, product: typeof PSA | typeof RMM): Promise<JsonWebKey> {
  return JSON.parse(await readFile(suite.environment(product)['LANYARD_CLIENT_KEY'] ?? '', 'utf8')) as JsonWebKey
}

async function readLinks(
  suite: SuiteUnderTest,
  { hub, psa }: { readonly hub: OpenHub; readonly psa: OpenPsa },
): Promise<Pick<KeptWorld, 'tenantLinks' | 'userLinks'>> {
  await using rmm = await openRmm(suite.environment(RMM))
  const [atPsa, atRmm] = [await readKit(psa), await readKit(rmm)]
  const { links } = await readHub({ hub })
  const states = (rows: readonly { readonly id: string; readonly state: string }[]) =>
    Object.fromEntries(rows.map(({ id, state }) => [id, state]))
  const subjects = (users: typeof atPsa.users) =>
    Object.fromEntries(users.map(({ user_id: user, subject, state }) => [user, `${subject} ${state}`]))
  return {
    tenantLinks: { hub: states(links), [PSA]: states(atPsa.links), [RMM]: states(atRmm.links) },
    userLinks: { [PSA]: subjects(atPsa.users), [RMM]: subjects(atRmm.users) },
  }
}
