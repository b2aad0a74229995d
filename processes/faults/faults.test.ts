import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { listMembers } from '@lanyard/hub/src/people/members/list-members.ts'
import { retryNotices } from '@lanyard/hub/src/records/notices/outbox.ts'
import { suspendOrganization } from '@lanyard/hub/src/connections/rights/suspend-organization.ts'
import { kyselyStore } from '@lanyard/connect/kysely'
import { eventually } from '@lanyard/storage/testing'
import { openPsa } from '@lanyard/suite/src/open-parts.ts'
import { isOn, openConfirmation, openSettings, switchOn } from '../crashes/ceremonies.ts'
import { openVisitor, type Visitor } from '../crashes/visitor.ts'
import { aCompany, type CrashCompany } from '../crashes/world.ts'
import type { LogOutWorld } from '../logouts/world.ts'
import { failures, proveAmidSilence, returnAmid, writeAmidTermination } from './link-people.ts'
import { type FaultWorld, openFaultWorld, PARTS } from './world.ts'

/** How often everything is terminated, silenced and stopped. */
const TIMES = process.env['LANYARD_LONG_TESTS'] ? 10 : 1

interface SignedIn {
  readonly id: OrganizationId
  /** Two browsers that are logged in everywhere: a member's, and a master's who can deactivate them. */
  readonly leaver: Visitor
  readonly boss: Visitor
  readonly button: string
}

/** What a page may be while the database comes and goes: itself, on the way to it, or unavailable. */
const FINE = new Set([200, 302, 303, 503])

/** The ids of the links that an organization holds: at the hub, and at the PSA. */
async function heldOf(
  { hub, suite }: LogOutWorld,
  id: string,
): Promise<readonly [readonly string[], readonly string[]]> {
  await using psa = await openPsa(suite.environment('psa-us'))
  const atHub = hub.db
    .selectFrom('tenant_links')
    .select('id')
    .where('organization', '=', id as OrganizationId)
  const atProduct = kyselyStore(psa.db).records.tenantLinks
  const held = await atProduct.findHeldOfOrganization(suite.origin('hub'), id)
  const rows = await atHub.where('state', '!=', 'ended').execute()
  return [rows.map((row) => row.id), held?.state === 'active' ? [held.id] : []]
}

describe('parts whose surroundings fail', () => {
  let faults: FaultWorld
  before(async () => {
    faults = await openFaultWorld()
  })
  after(() => faults[Symbol.asyncDispose]())

  /** A person who is logged in everywhere, and the master who can end that. */
  async function signedIn(): Promise<SignedIn> {
    const company = await faults.world.company()
    const [leaver, boss] = [await company.tech.logIn(), await company.master.logIn()]
    await faults.world.signIn(leaver, 'psa-us')
    await faults.world.signIn(boss, 'psa-us')
    const [member] = await listMembers(faults.world.hub, company.id, { role: 'member' })
    const button = `${faults.world.hub.config.issuer}/admin-settings/members/${member?.id}/deactivate`
    return { ...company, leaver, boss, button }
  }

  /** Presses "Deactivate" until it is answered by more than "unavailable", as a person does. */
  async function deactivate({ boss, button }: SignedIn): Promise<void> {
    await eventually('the deactivation is answered', async () => {
      const page = await boss.post(button).catch(() => null)
      return page !== null && page.status !== 503
    })
  }

  const untilRefused = (visitor: Visitor) =>
    eventually('the PSA refuses who was deactivated', async () => {
      return (await visitor.peek(new URL('/', faults.world.suite.origin('psa-us')))).status === 303
    })

  /** Asks both parts for pages until it is stopped. @returns which answers came that no page should give */
  function keepAsking(visitor: Visitor): () => Promise<readonly number[]> {
    const statuses = new Set<number>()
    const stopping = new AbortController()
    const asking = PARTS.map(async (part) => {
      while (!stopping.signal.aborted) {
        const answer = await visitor.peek(new URL('/', faults.world.suite.origin(part)))
        await answer.arrayBuffer()
        statuses.add(answer.status)
        await nextTurn()
      }
    })
    const done = Promise.all(asking)
    done.catch(() => undefined)
    return async () => {
      stopping.abort()
      await done
      return [...statuses].filter((status) => !FINE.has(status))
    }
  }

  it('outlive that every connection is terminated, again and again, and lose no logout (FR1)', async () => {
    const people = await signedIn()
    const stop = keepAsking(people.boss)

    for (let time = 0; time < 5 * TIMES; time++) await faults.terminate()
    const deactivated = deactivate(people)
    await faults.terminate()
    await deactivated
    await untilRefused(people.leaver)

    assert.deepEqual(await stop(), [])
    await faults.allReady()
    assert.equal(await faults.world.isServed(people.boss, 'psa-us'), true)
  })

  it('say that they are not ready while a database is silent, answer in bounded time, and recover by themselves (FR2)', async () => {
    const people = await signedIn()

    for (const [part, database] of [
      ['hub', faults.hubsDatabase],
      ['psa-us', faults.psasDatabase],
    ] as const) {
      database.silence()
      await eventually(`${part} is not ready`, async () => (await faults.readiness(part)) === 503)
      const answer = await people.boss.peek(new URL('/', faults.world.suite.origin(part)))
      assert.equal(answer.status, 503)
      database.restore()
    }

    await faults.allReady()
    await deactivate(people)
    await untilRefused(people.leaver)
  })

  it('tell everything that was decided although the database restarts and the hub dies meanwhile (FR2, T26)', async () => {
    const people = await signedIn()
    const { world, postgres, psasDatabase } = faults
    psasDatabase.refuse()
    await suspendOrganization(world.hub, { organization: people.id, by: 'operator:test' })

    await world.suite.kill('hub')
    await postgres.halt()
    await postgres.resume()
    psasDatabase.restore()
    await world.suite.start('hub')

    for (const each of [people.leaver, people.boss]) await untilRefused(each)
    await faults.allReady()
  })

  it('answer 503 while the database server is stopped, and go on when it is there again (FR6)', async () => {
    const { world, postgres } = faults
    const visitor = openVisitor()
    const mailedLink = () => visitor.peek(new URL(`/invitations/${'x'.repeat(43)}`, world.suite.origin('hub')))

    for (let time = 0; time < TIMES; time++) {
      await postgres.halt()
      const answer = await mailedLink()
      assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5'])
      for (const part of PARTS) {
        await eventually(`${part} is not ready`, async () => (await faults.readiness(part)) === 503)
        assert.equal((await fetch(`${world.suite.origin(part)}/healthz`)).status, 200)
      }
      await postgres.resume()
      await faults.allReady()
    }
    assert.equal((await mailedLink()).status, 410)
  })

  it('connect a company once and to the right organization, whatever fails in the middle, and say that they are unavailable (FR2, C1, S1)', async () => {
    const { world, hubsDatabase, psasDatabase } = faults
    const { suite } = world
    const begin = async () => {
      const company = aCompany(suite.origin('psa-us'))
      await suite.seedCompany(company.request)
      await openSettings(company)
      const confirmation = await openConfirmation(company)
      assert.ok(confirmation)
      const approve = (until?: RegExp) => company.visitor.post(confirmation.url.href, { decision: 'link_me' }, until)
      return { company, approve }
    }
    const settle = async (company: CrashCompany) => {
      await faults.allReady()
      if (!isOn(await openSettings(company))) assert.ok(await switchOn(company), 'it can be begun again')
      await eventually('both sides agree on one link', async () => {
        const [hub, product] = await heldOf(world, company.id)
        return hub.length === 1 && product.length === 1 && hub[0] === product[0]
      })
      assert.deepEqual(company.visitor.errors, [])
    }

    for (const how of ['refuse', 'silence'] as const) {
      const approving = await begin()
      hubsDatabase[how]()
      assert.equal((await approving.approve()).status, 503)
      hubsDatabase.restore()
      await faults.allReady()
      await approving.approve()
      await settle(approving.company)

      const { company, approve } = await begin()
      const { url } = await approve(/\/connect\/callback/)
      psasDatabase[how]()
      assert.equal((await company.visitor.get(url.href)).status, 503)
      psasDatabase.restore()
      await faults.allReady()
      await company.visitor.get(url.href)
      await settle(company)
    }

    const returning = await begin()
    const { url } = await returning.approve(/\/connect\/callback/)
    await suite.kill('hub')
    const page = await returning.company.visitor.get(url.href)
    assert.match(page.text, /hub_unavailable/)
    await suite.start('hub')
    await settle(returning.company)
  })

  for (const failure of failures) {
    it(`link two people, each to their own account, although ${failure.name} when they return (FR2, S1, A14, A24)`, () =>
      returnAmid(faults, failure))
  }

  it('link a person whose login the silence of the hub’s database interrupts (FR2, S1, A14)', () =>
    proveAmidSilence(faults))

  it('link a person in a second try where the connection is terminated that writes the link (FR1, S1, A14)', () =>
    writeAmidTermination(faults))

  it('keep mails while the mail server is silent or gone, and send them when it is back', async () => {
    const { world, mailServer, postOffice } = faults
    mailServer.refuse()
    const { tech } = await world.company()
    await tech.logIn()
    // One for each product that tells of the link, each in its time.
    const notices = () =>
      world.hub.db
        .selectFrom('notices')
        .select(['id', 'last_error', 'sent_at'])
        .where('recipient', '=', tech.username)
        .execute()
    const mails = () => postOffice.received.filter(({ to }) => to.includes(tech.username))
    await eventually('a try has failed', async () => (await notices()).some((notice) => notice.last_error !== null))
    assert.deepEqual(mails(), [])

    mailServer.restore()
    await retryNotices(world.hub)
    await eventually('each mail is sent', async () => (await notices()).every((notice) => notice.sent_at !== null))

    // Where a try was under way when the operator asked for another one, a mail comes twice, as one message. Another
    // product may tell of its link at any time.
    const sent = new Set<string>((await notices()).filter((notice) => notice.sent_at !== null).map(({ id }) => id))
    const came = new Set(mails().map(({ mail }) => mail.messageId?.replaceAll(/^<|@.*$/g, '') ?? ''))
    const queued = new Set<string>((await notices()).map(({ id }) => id))
    assert.deepEqual([sent.difference(came), came.difference(queued)], [new Set(), new Set()])
    assert.equal(await faults.readiness('hub'), 200)
  })
})
