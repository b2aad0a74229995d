import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { operator, psaUs, rmmUs } from '../../testing.ts'
import type { DeploymentId } from '../ids.ts'
import { newId } from '../ids.ts'
import { addMember } from '../people/members/add-member.ts'
import { activateMember, deactivateMember } from '../connections/rights/change-status.ts'
import { findMembership } from '../people/members/find-member.ts'
import { endTenantLink } from '../connections/tenant-links/end-tenant-link.ts'
import { reportUserLink } from '../connections/user-links/report-user-link.ts'
import { type Person, startTestSite } from '../web/testing/start-test-site.ts'
import type { Visitor } from '../web/testing/visitor.ts'
import { goThroughLogin } from './testing/go-through-login.ts'
import { aTenantLinkDetail, openTestProduct, type TestProduct } from './testing/test-product.ts'

/** A person in two organizations, at two products, one of them in two regions. */
async function openHub(database?: TestDialect) {
  const site = await startTestSite({}, database)
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const birch = await site.addOrganization('birch', 'Birch IT')
  const person = await site.addPerson(alder, 'consultant', 'master')
  await site.addPerson(birch, 'master', 'master')
  await addMember(site.hub, { organization: birch, account: person.account, role: 'master', by: operator })
  const member = await findMembership(site.hub, person.account.id, birch)
  if (member?.status !== 'active') throw new Error('The consultant is no member of both')
  const connect = async (master: Person, deployment: DeploymentId) => {
    const link = await site.connect(master, deployment, `${master.member.organization}-${deployment}`)
    const report = { link, deployment, sub: person.account.id, revision: 1, state: 'linked' } as const
    await reportUserLink(site.hub, report)
    return link
  }
  const inBirch = { ...person, member }
  await connect(inBirch, rmmUs)
  const links = { psaAlder: await connect(person, psaUs), psaBirch: await connect(inBirch, psaUs) }
  const psa = await openTestProduct(site.hub, psaUs)
  const rmm = await openTestProduct(site.hub, rmmUs)
  /** From the product's own login page in a fresh browser; `choice` is given where the hub asks. */
  const logIn = async (product: TestProduct, choice?: string, parameters = {}) => {
    const visitor = site.visitor()
    const begun = await product.begin(parameters)
    const after = await goThroughLogin(site, visitor, begun.url, person)
    const asked = after.headings('Choose an organization').length > 0
    assert.equal(asked, choice !== undefined, `${asked ? '' : 'not '}asked`)
    const { url } = choice === undefined ? after : await visitor.post(after.url.href, { organization: choice })
    return { visitor, organization: (await product.redeem(begun, url)).claims()?.['org_id'] }
  }
  const signInAgain = async (visitor: Visitor, product: TestProduct, parameters = {}) => {
    const begun = await product.begin(parameters)
    return (await product.redeem(begun, (await visitor.get(begun.url.href)).url)).claims()?.['org_id']
  }
  const choices = () => site.hub.db.selectFrom('organization_choices').selectAll().orderBy('module').execute()
  return {
    site,
    alder,
    birch,
    person,
    psa,
    rmm,
    logIn,
    signInAgain,
    choices,
    links,
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  }
}

for (const database of databases) {
  describe(`the organization of a person in several, on ${database.name}`, () => {
    it('is remembered for each module, whatever the session is in (P11)', async () => {
      await using hub = await openHub(database)
      const { psa, rmm, logIn, signInAgain, choices } = hub
      assert.equal((await logIn(psa, 'alder')).organization, 'alder')
      assert.equal((await logIn(rmm, 'birch')).organization, 'birch')

      const { visitor, organization } = await logIn(psa)
      assert.equal(organization, 'alder')
      assert.equal(await signInAgain(visitor, rmm), 'birch')
      assert.equal(await signInAgain(visitor, psa), 'alder')
      assert.equal((await logIn(rmm)).organization, 'birch')

      const kept = await choices()
      assert.deepEqual(
        kept.map(({ module, organization }) => [module, organization]),
        [
          ['psa', 'alder'],
          ['rmm', 'birch'],
        ],
      )
    })
  })
}

describe('the remembered organization', () => {
  it('is written down only when it changes', async () => {
    await using hub = await openHub()
    const { site, psa, logIn, signInAgain, choices } = hub
    const { visitor } = await logIn(psa, 'birch')
    const [first] = await choices()
    site.hub.pass(1000)
    assert.equal(await signInAgain(visitor, psa), 'birch')
    assert.deepEqual(await choices(), [first])
  })

  it('is one that leads in: a wrong choice is not remembered, nor an organization that was disconnected', async () => {
    await using hub = await openHub()
    const { site, person, psa, logIn, choices, links } = hub
    const report = { link: links.psaBirch, deployment: psaUs, sub: person.account.id }
    await reportUserLink(site.hub, { ...report, revision: 2, state: 'unlinked' })
    await logIn(psa, 'birch')
    assert.deepEqual(await choices(), [])

    await reportUserLink(site.hub, { ...report, revision: 3, state: 'linked' })
    await logIn(psa, 'birch')
    assert.equal((await logIn(psa)).organization, 'birch')
    const { link, deployment } = report
    await endTenantLink(site.hub, { id: link, deployment, auditId: newId('aud') })
    assert.equal((await logIn(psa, 'alder')).organization, 'alder')
  })

  it('follows a tile, which names its organization, and the chooser, which can be asked for', async () => {
    await using hub = await openHub()
    const { psa, logIn, signInAgain } = hub
    const { visitor } = await logIn(psa, 'alder')
    assert.equal(await signInAgain(visitor, psa, { organization: 'birch' }), 'birch')
    assert.equal(await signInAgain(visitor, psa), 'birch')
    assert.equal((await logIn(psa, 'alder', { prompt: 'organization login' })).organization, 'alder')
    assert.equal((await logIn(psa)).organization, 'alder')
  })

  it('gives way while the person is inactive there, and is back when they are active again (A22)', async () => {
    await using hub = await openHub()
    const { site, birch, person, psa, logIn } = hub
    await logIn(psa, 'birch')
    const member = (await findMembership(site.hub, person.account.id, birch))?.id
    assert.ok(member)
    await deactivateMember(site.hub, { member, by: operator })
    const visitor = site.visitor()
    const chooser = await goThroughLogin(site, visitor, (await psa.begin()).url, person)
    assert.match(chooser.text, /Birch IT \(you are inactive there\)/)

    await activateMember(site.hub, { member, by: operator })
    assert.equal((await logIn(psa)).organization, 'birch')
  })

  it('decides no link: who connects a company chooses its organization, and is not remembered by it (P10)', async () => {
    await using hub = await openHub()
    const { site, person, psa, logIn, choices, links } = hub
    await logIn(psa, 'birch')
    await endTenantLink(site.hub, { id: links.psaAlder, deployment: psaUs, auditId: newId('aud') })
    const kept = await choices()
    const detail = aTenantLinkDetail(psaUs, { id: 'alder', name: 'Alder' })
    const begun = await psa.push({ authorization_details: JSON.stringify([detail]) })
    const visitor = site.visitor()
    const chooser = await goThroughLogin(site, visitor, begun.url, person)
    assert.equal(chooser.headline, 'Choose an organization')
    const confirm = await visitor.post(chooser.url.href, { organization: 'alder' })
    const back = await visitor.post(confirm.url.href, { decision: 'only' })
    assert.ok(back.url.searchParams.has('code'))

    assert.deepEqual(await choices(), kept)
  })
})
