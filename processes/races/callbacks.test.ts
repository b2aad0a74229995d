import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Browser, openBrowser } from '@lanyard/connect/testing'
import { aCompany, anEmployee, type TestCompany } from '@lanyard/psa/testing/a-company.ts'
import { databases } from '@lanyard/storage/testing'
import { CompiledQuery } from 'kysely'
import { openPsaNodes, type Outcome, type PsaNodes, type Visit } from './psa-nodes.ts'

const RIVALS = 50
const TIMES = 20

const master = { sub: 'acc_master', organization: 'alder', username: 'master', email: 'master@alder.example' }
const tech = { sub: 'acc_tech', organization: 'alder', username: 'tech', email: 'tech@alder.example' }

for (const dialect of databases) {
  describe(`processes of one deployment that are called back at once, on ${dialect.name}`, () => {
    let nodes: PsaNodes
    let company: TestCompany
    before(async () => {
      nodes = await openPsaNodes(dialect)
      company = await aCompany(nodes.psa)
    })
    after(() => nodes[Symbol.asyncDispose]())

    it(`link a tenant once when one callback comes ${TIMES} times (T6, ATTEMPT_ONCE)`, async () => {
      const { hub, psa } = nodes
      hub.person = master
      hub.lie = { claims: (claims) => ({ ...claims, link_user: true }) }
      const visit = await upToCallback(nodes, await nodes.logIn(company.admin), 'link-tenant')

      const outcomes = await nodes.openAtOnce(times(visit))

      hub.lie = {}
      assertOneWinner(outcomes, 'tenant_and_user_linked', ['attempt_invalid', null])
      await psa.connect.reconcile()
      assert.equal((await psa.connect.tenantState(company.tenant.id)).state, 'on')
      assert.deepEqual([...(await psa.connect.linkedUsers(company.tenant.id)).keys()], [company.admin.id])
      assert.deepEqual(await actsOf(nodes, company.admin.id), [
        'tenant_link_active',
        'tenant_link_pending',
        'user_linked',
      ])
    })

    it(`link a member to exactly one of ${RIVALS} employees, and refuse the others by name (A18, S6, T6)`, async () => {
      const { psa, hub } = nodes
      hub.person = tech
      const visits: Visit[] = []
      for (let index = 0; index < RIVALS; index++) {
        const request = { username: `rival${index}`, password: undefined }
        const rival = await anEmployee(psa, company.tenant, request)
        visits.push(await upToCallback(nodes, await nodes.logIn(rival), 'link-user'))
      }

      const outcomes = await nodes.openAtOnce(visits)

      assertOneWinner(outcomes, 'user_linked', ['member_already_linked'])
      const linked = await psa.connect.linkedUsers(company.tenant.id)
      assert.equal(linked.size, 2, 'the admin, and one of the rivals')
    })

    it(`link a user once when one callback comes ${TIMES} times (T6, ATTEMPT_ONCE)`, async () => {
      const { psa, hub } = nodes
      hub.person = { ...tech, sub: 'acc_other' }
      const visit = await upToCallback(nodes, await nodes.logIn(company.tech), 'link-user')

      const outcomes = await nodes.openAtOnce(times(visit))

      assertOneWinner(outcomes, 'user_linked', ['attempt_invalid', null])
      assert.ok((await psa.connect.linkedUsers(company.tenant.id)).has(company.tech.id))
      assert.deepEqual(await actsOf(nodes, company.tech.id), ['user_linked'])
    })

    it(`begin one session when one callback comes ${TIMES} times (T6, ATTEMPT_ONCE)`, async () => {
      const { psa, hub, origin } = nodes
      hub.person = { ...tech, sub: 'acc_other' }
      const browser = openBrowser()
      const { url } = await browser.open(`${origin}/connect/sign-in`, { until: /\/connect\/callback/ })
      const before = await sessionsOf(nodes, company.tech.id)

      const outcomes = await nodes.openAtOnce(times({ browser, url }))

      assertOneWinner(outcomes, null, ['attempt_invalid', null])
      assert.equal((await sessionsOf(nodes, company.tech.id)) - before, 1)
      assert.equal((await psa.connect.tenantState(company.tenant.id)).state, 'on')
    })
  })
}

/** Goes through a ceremony up to the address that brings the hub's answer, and does not open it. */
async function upToCallback({ origin }: PsaNodes, browser: Browser, what: 'link-tenant' | 'link-user'): Promise<Visit> {
  const { url } = await browser.post(`${origin}/connect/${what}`, {}, { until: /\/connect\/callback/ })
  assert.equal(url.pathname, '/connect/callback')
  return { browser, url }
}

/** The same tab, over and over. */
const times = (visit: Visit): readonly Visit[] => Array.from({ length: TIMES }, () => visit)

/** One of them has the effect, and no one sees an error of ours: each of the others is told why, or led on. */
function assertOneWinner(outcomes: readonly Outcome[], code: string | null, others: readonly (string | null)[]): void {
  const winners = outcomes.filter(({ beganSession }) => beganSession)
  assert.deepEqual(
    winners.map((winner) => winner.code),
    [code],
  )
  const losers = outcomes.filter(({ beganSession }) => !beganSession)
  const strange = losers.filter((loser) => loser.status !== 303 || !others.includes(loser.code))
  assert.deepEqual(strange, [])
}

/** The acts that the kit recorded, in alphabetical order. */
async function actsOf({ psa }: PsaNodes, user: string): Promise<readonly string[]> {
  const acts = CompiledQuery.raw('select action, user_id from connect_audit where user_id is not null')
  const { rows } = await psa.db.executeQuery<{ action: string; user_id: string }>(acts)
  return rows.flatMap(({ action, user_id }) => (user_id === user ? [action] : [])).toSorted()
}

/** Sessions through the hub. */
async function sessionsOf({ psa }: PsaNodes, user: string): Promise<number> {
  const { rows } = await psa.db.executeQuery<{ user_id: string }>(
    CompiledQuery.raw('select user_id from connect_product_sessions'),
  )
  return rows.filter(({ user_id }) => user_id === user).length
}
