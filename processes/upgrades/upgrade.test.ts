import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { authenticator } from '@lanyard/journeys/authenticator.ts'
import { kyselyStore } from '@lanyard/connect/kysely'
import { removeMember } from '@lanyard/hub/src/connections/rights/remove-member.ts'
import { lapseTenantLinks } from '@lanyard/hub/src/connections/tenant-links/lapse-tenant-links.ts'
import type { Ledger } from '@lanyard/hub/src/db/schema.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { listMembers } from '@lanyard/hub/src/people/members/list-members.ts'
import { auditSources as hubAudit } from '@lanyard/hub/src/records/audit/audit-source.ts'
import { openPostOffice, type PostOffice } from '@lanyard/mail/testing'
import { readHub, readKit } from '@lanyard/model/src/drive/tables.ts'
import { auditSources as psaAudit } from '@lanyard/psa/src/audit/audit-source.ts'
import type { PsaSchema } from '@lanyard/psa/src/db/schema.ts'
import { openDatabase } from '@lanyard/storage'
import { eraseNames } from '@lanyard/storage/audit-chain'
import { nameKeys } from '@lanyard/storage/name-keys'
import { eventually } from '@lanyard/storage/testing'
import { openHub, openPsa, openRmm } from '@lanyard/suite/src/open-parts.ts'
import type { Kysely } from 'kysely'
import { refreshTokenGrant } from 'openid-client'
import { openVisitor, type Page } from '../crashes/visitor.ts'
import { type KeptPerson, keptReleases, releaseFolder } from './kept-world.ts'
import { discover } from './other-client.ts'
import { type RestoredSuite, restoreSuite } from './restored-suite.ts'
import { verifyChains } from './verify-chains.ts'

const ofAnother = { code: 'database_of_another' }
/** Milliseconds: longer than an approval waits. */
const HOUR = 3_600_000
const PRODUCTS = ['psa-us', 'rmm-us'] as const

for (const version of keptReleases()) {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    describe(`the databases of ${version} on ${dialect}, under this version`, () => {
      let postOffice: PostOffice
      let suite: RestoredSuite
      before(async () => {
        postOffice = await openPostOffice()
        const mail = { LANYARD_SMTP: postOffice.address, LANYARD_MAIL_FROM: 'Suite <no-reply@suite.example>' }
        suite = await restoreSuite(releaseFolder(version), dialect, { hub: mail, 'psa-us': mail })
      })
      after(async () => {
        await suite[Symbol.asyncDispose]()
        await postOffice[Symbol.asyncDispose]()
      })

      it('are taken by the parts whose they are, and by no other deployment or hub (FE5)', async () => {
        const as = (part: 'hub' | (typeof PRODUCTS)[number], more: Readonly<Record<string, string>> = {}) => ({
          ...suite.environment(part),
          LANYARD_ISSUER: suite.world.issuer,
          LANYARD_FORMER_ISSUERS: '',
          ...more,
        })
        const [uk, elsewhere] = [{ LANYARD_DEPLOYMENT: 'psa-uk' }, { LANYARD_ISSUER: 'http://localhost:1' }]
        await assert.rejects(openHub(as('hub', elsewhere)), ofAnother)
        await assert.rejects(openPsa(as('psa-us', uk)), ofAnother)
        await assert.rejects(openRmm(as('rmm-us', elsewhere)), ofAnother)

        await (await openHub(as('hub')))[Symbol.asyncDispose]()
        await (await openPsa(as('psa-us')))[Symbol.asyncDispose]()
        await (await openRmm(as('rmm-us')))[Symbol.asyncDispose]()
        await suite.start()
      })

      it('keep every link as it was, and what has ended has ended', async () => {
        await using parts = await openDatabases(suite)

        const { tenantLinks, userLinks } = suite.world
        const stateOf = ({ id, state }: { readonly id: string; readonly state: string }) => [id, state]
        assert.deepEqual(Object.fromEntries((await readHub(parts)).links.map(stateOf)), tenantLinks.hub)
        for (const product of PRODUCTS) {
          const { links, users } = await readKit(parts[product])
          const people = users.map(({ user_id: user, subject, state }) => [user, `${subject} ${state}`])
          assert.deepEqual(Object.fromEntries(links.map(stateOf)), tenantLinks[product])
          assert.deepEqual(Object.fromEntries(people), userLinks[product])
        }
      })

      it('key the names and subjects that the version before wrote (FT6)', async () => {
        await using parts = await openDatabases(suite)

        await eventually('every name has its key', async () => {
          const accounts = await parts.hub.db.selectFrom('accounts').select(['name', 'email', 'keys_of']).execute()
          const users = await parts['psa-us'].db.selectFrom('users').select(['name', 'email', 'keys_of']).execute()
          const tickets = await parts['psa-us'].db.selectFrom('tickets').select(['subject', 'keys_of']).execute()
          assert.ok(accounts.length > 0 && users.length > 0 && tickets.length > 0)
          return (
            [...accounts, ...users].every((row) => row.keys_of === nameKeys(row).keys_of) &&
            tickets.every((row) => row.keys_of === row.subject)
          )
        })
      })

      it('serve the sessions of before, and sign a linked person in silently by the session at the hub (A1)', async () => {
        const tech = browserOf(suite, 'tech')
        for (const part of ['hub', ...PRODUCTS] as const) {
          assert.equal((await tech.get(`${suite.origin(part)}/`)).url.pathname, '/', part)
        }

        const elsewhere = openVisitor(tech.cookies().filter(({ pair }) => !/^(psa|rmm)-us-session=/.test(pair)))
        for (const product of PRODUCTS) {
          const page = await elsewhere.get(`${suite.origin(product)}/connect/sign-in`)
          assert.equal(page.url.href, `${suite.origin(product)}/`)
        }
      })

      it('keep out a person whom the hub had shut out before a product heard of it, and those whose link had ended (A19, A20, A22)', async () => {
        await using parts = await openDatabases(suite)
        await eventually('every product has read its log', async () => {
          const feeds = parts.hub.db.selectFrom('hub_feeds').selectAll().whereRef('acknowledged_to', '<', 'last')
          return (await feeds.execute()).every(({ deployment }) => !PRODUCTS.some((product) => product === deployment))
        })
        const leaver = browserOf(suite, 'leaver')
        for (const product of PRODUCTS) {
          assert.equal((await leaver.get(`${suite.origin(product)}/`)).url.pathname, '/login', product)
        }
        for (const [name, code] of [
          ['leaver', 'member_inactive'],
          ['second', 'user_not_linked'],
          ['former', 'tenant_not_linked'],
        ] as const) {
          const { url, text } = await signInWithFactors(suite, name)
          assert.equal(`${url.origin}${url.pathname}`, `${suite.origin('psa-us')}/login`)
          assert.match(text, new RegExp(code))
        }
      })

      it('hold chains of the audit that verify', async () => {
        await using parts = await openDatabases(suite)
        const chains = [await verifyChains(parts.hub, hubAudit), await verifyChains(parts['psa-us'], psaAudit)]

        for (const reports of chains) {
          assert.deepEqual(
            reports.filter(({ problem }) => problem !== null),
            [],
          )
          assert.ok(reports.some(({ batches }) => batches > 0))
        }
      })

      it('hand over the mails that waited, with links that open', async () => {
        for (const [part, address, subject] of [
          ['hub', 'newcomer@alder.example', /^Join .*alder MSP.* on /],
          ['hub', 'second@alder.example', /^Set a new .* password$/],
          ['hub', 'new-tech@alder.example', /^Confirm your address /],
          ['psa-us', 'second@alder.example', /^Set your PSA password$/],
        ] as const) {
          const page = await openVisitor().get(suite.origin(part) + (await linkOf(postOffice, address, subject)))
          assert.equal(page.status, 200, address)
        }
      })

      it('let a directory and a client go on by what they hold', async () => {
        const { directory, client, people } = suite.world
        const users = await fetch(`${suite.origin('hub')}/scim/v2/Users`, {
          headers: { authorization: `Bearer ${directory}` },
        })
        const { Resources } = (await users.json()) as { Resources: { userName: string; active: boolean }[] }
        const leaver = Resources.find(({ userName }) => userName === people.leaver.username)
        assert.equal(leaver?.active, false)

        const config = await discover(suite.origin('hub'), client.id, client.secret)
        const { refresh_token: next } = await refreshTokenGrant(config, client.refreshToken)
        assert.ok(next)
      })

      it('keep what was sealed as it was, and take entries with names on top, which can be erased (FW1)', async () => {
        await using parts = await openDatabases(suite)
        const before = await parts.hub.db
          .selectFrom('audit')
          .select('name_hashes')
          .where('at', '<', suite.world.madeAt)
          .execute()
        assert.ok(before.length > 20 && before.every(({ name_hashes: hashes }) => hashes === null))

        await using hub = await openHub(suite.environment('hub'))
        const { username } = suite.world.people.leaver
        const [member] = await listMembers(hub, 'alder' as OrganizationId, { username })
        assert.ok(member?.account)
        await removeMember(hub, { member: member.id, by: 'operator:test' })

        const ended = async () => {
          const rows = await kyselyStore(parts['psa-us'].db).records.audit.ofTenant(await tenantOf(parts['psa-us'].db))
          return rows.findLast(({ action }) => action === 'user_unlinked')
        }
        await eventually('the PSA has heard of it', async () => (await ended())?.actor === 'hub')
        assert.equal((await ended())?.details?.['reason'], 'removed_at_hub')
        const unsealed = async () => {
          const reports = [
            ...(await verifyChains(parts.hub, hubAudit)),
            ...(await verifyChains(parts['psa-us'], psaAudit)),
          ]
          return reports.filter(({ unsealed, problem }) => unsealed > 0 || problem !== null)
        }
        await eventually('all is sealed', async () => (await unsealed()).length === 0)
        assert.ok((await eraseNames(parts.hub.db, hubAudit, member.account.id)) > 0)
        assert.deepEqual(await unsealed(), [])
      })

      it('let an approval lapse that no product had confirmed (C1)', async () => {
        await using parts = await openDatabases(suite)
        await lapseTenantLinks({ db: parts.hub.db, now: () => Date.now() + HOUR })

        const { links } = await readHub(parts)
        assert.deepEqual(
          links.filter(({ state }) => state === 'approved'),
          [],
        )
      })
    })
  }
}

/** The company of Alder's people in the PSA. */
async function tenantOf(db: Kysely<PsaSchema>): Promise<string> {
  const { id } = await db.selectFrom('tenants').select('id').where('company', '=', 'alder').executeTakeFirstOrThrow()
  return id
}

/** The databases of the running parts, as they are. */
async function openDatabases({ environment }: RestoredSuite) {
  await using opened = new AsyncDisposableStack()
  const open = async <Schema>(part: 'hub' | (typeof PRODUCTS)[number], variable: string) =>
    opened.adopt(await openDatabase<Schema>(environment(part)[variable] ?? ''), (database) => database.close())
  const hub = await open<Ledger>('hub', 'LANYARD_HUB_DATABASE')
  const psa = await open<PsaSchema>('psa-us', 'LANYARD_DATABASE')
  const rmm = await open<object>('rmm-us', 'LANYARD_DATABASE')
  const kept = opened.move()
  return { hub, 'psa-us': psa, 'rmm-us': rmm, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

function browserOf({ world }: RestoredSuite, name: KeptPerson) {
  return openVisitor(world.browsers[name])
}

/** Without its origin, which is another one now. */
async function linkOf({ received }: PostOffice, address: string, subject: RegExp): Promise<string> {
  const find = () => received.find(({ to, mail }) => to.includes(address) && subject.test(mail.subject ?? ''))
  await eventually(`${address} gets ${subject.source}`, () => find() !== undefined)
  const [link] = /http:\S+/.exec(find()?.mail.text ?? '') ?? []
  assert.ok(link, `a link for ${address}`)
  return new URL(link).pathname
}

/** From the PSA's login page through both factors at the hub, in a new browser. */
async function signInWithFactors({ world, origin }: RestoredSuite, name: KeptPerson): Promise<Page> {
  const { username, authenticator: key } = world.people[name]
  const visitor = openVisitor()
  const password = await visitor.get(`${origin('psa-us')}/connect/sign-in`)
  const second = await visitor.post(password.url.href, { username, password: world.password })
  return visitor.post(second.url.href, { code: await authenticator(key)() })
}
