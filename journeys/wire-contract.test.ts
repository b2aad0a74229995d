import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/suite/testing.ts'
import { actFor, endFor, expectStatus, openTab } from './hub-steps.ts'
import { logInAtHub } from './steps.ts'
import { detailsOf, linkPath, newId, openWire } from './wire-steps.ts'

/** docs/tenant-linking.md, held against the hub by its numbers: requests, links and their ends. */
const { world, hub, product, elsewhere, ...wire } = await openWire()
const { confirm, status, end, upToConfirmation, approve, connect, signIn, refusalOf } = wire

describe('The hub on the wire of tenant linking', () => {
  it('says which version it speaks, what besides, and where (W-1, W-3)', () => {
    const { tenant_linking: linking, issuer } = product.discovery
    assert.deepEqual(linking, { version: 1, versions: [1], features: ['ends'], api: `${hub}/api` })
    assert.equal(issuer, hub)
    assert.equal(product.discovery['authorization_response_iss_parameter_supported'], true)
    assert.match(String(product.discovery['pushed_authorization_request_endpoint']), /^http/)
  })

  it('takes a linking request only pushed, fresh, well-formed and from the deployment that it names (W-2, W-4)', async () => {
    const { max_age: _, ...stale } = detailsOf()
    const two = [detailsOf(), detailsOf()].map((each) => each.authorization_details.slice(1, -1)).join()
    for (const wrong of [
      stale,
      detailsOf({ deployment: 'psa-uk' }),
      detailsOf({ id: 'short' }),
      detailsOf({ version: 2 }),
      { ...detailsOf(), authorization_details: `[${two}]` },
      { max_age: '0', linking: '{"version":1}' },
    ]) {
      await assert.rejects(product.push(wrong), /./, JSON.stringify(wrong))
    }
    const linking = JSON.stringify({ version: 1, kind: 'user', tenant: named, user: named, audit_id: newId('aud') })
    for (const unpushed of [detailsOf(), { max_age: '0', linking }]) {
      const { url } = await product.ask(unpushed)
      const answer = await fetch(url, { redirect: 'manual' })
      const back = new URL(answer.headers.get('Location') ?? '', hub)
      assert.match(back.searchParams.get('error') ?? '', /^invalid_/)
    }
    assert.ok((await product.push({ max_age: '0', linking })).url)
  })

  it('links: approved by a master, active when confirmed, named by the next ID token (W-6, W-8, TL-5, TL-7)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    const before = Math.floor(Date.now() / 1000)

    const { id, claims } = await approve(page, company)

    assert.equal(claims['org_id'], company.id)
    assert.equal(claims['org_name'], company.name)
    assert.equal(claims['org_role'], 'master')
    assert.ok(Number.isSafeInteger(claims['member_epoch']))
    assert.equal(claims['link_user'], true)
    assert.equal(claims['link_id'], undefined, 'nothing is active yet')
    assert.equal(claims['acr'], 'https://refeds.org/profile/mfa')
    assert.deepEqual([...(claims['amr'] as string[])].sort(), ['mfa', 'otp', 'pwd'])
    assert.ok(Number(claims['auth_time']) >= before)
    const { body: approved } = await status(id)
    assert.deepEqual([approved['version'], approved['id'], approved['state']], [1, id, 'approved'])
    for (let times = 0; times < 2; times++) {
      const { status: code, body } = await confirm(id)
      assert.equal(code, 200)
      assert.deepEqual(body, { version: 1, id, state: 'active', organization: company.id, module_url: 'psa-us' })
    }
    assert.equal((await signIn(page)).claims['link_id'], id)
  })

  it('ends a link by its id, for ever, however often it is told (W-10, TL-3, TL-5, TL-10)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    const tenant = newId('ten')
    const { id } = await connect(page, company, { tenant })

    for (let times = 0; times < 2; times++) {
      const { body } = await end(id)
      assert.deepEqual([body['state'], body['reason']], ['ended', 'ended_by_product'])
    }

    assert.equal((await confirm(id)).body['state'], 'ended', 'confirming revives nothing')
    assert.equal((await signIn(page)).claims['link_id'], undefined)
    const again = await upToConfirmation(page, company.accounts.master, { id, tenant })
    const button = page.getByRole('button', { name: 'Connect and link me' })
    await button.or(page.getByRole('alert')).first().waitFor()
    if (await button.isVisible()) await button.click()
    await refusalOf(page, again, 'attempt_invalid')
    assert.equal((await status(id)).body['state'], 'ended')
  })

  it('ends one link and not the next of the same tenant (TL-10)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    const tenant = newId('ten')
    const former = await connect(page, company, { tenant })
    await end(former.id)
    const next = await connect(page, company, { tenant })

    await end(former.id)

    assert.equal((await status(next.id)).body['state'], 'active')
  })

  it('gives an organization one tenant, and a tenant one organization (W-5, TL-1, TL-2)', async () => {
    const [company, other] = [await world.company(), await world.company()]
    const [page, otherPage] = [await world.visitor(), await world.visitor()]
    const tenant = newId('ten')
    const { id } = await connect(page, company, { tenant })

    const second = await upToConfirmation(page, company.accounts.master, {})
    await refusalOf(page, second, 'organization_already_linked')
    const taken = await upToConfirmation(otherPage, other.accounts.master, { tenant })
    await refusalOf(otherPage, taken, 'tenant_already_linked')
    assert.equal((await status(id)).body['state'], 'active')

    await end(id)
    assert.equal((await connect(otherPage, other, { tenant })).claims['org_id'], other.id)
  })

  it('lets a fresh approval replace one of the same pair, and never an active link (TL-4)', async () => {
    const [company, linked] = [await world.company(), await world.company()]
    const [page, linkedPage] = [await world.visitor(), await world.visitor()]
    const [tenant, held] = [newId('ten'), newId('ten')]

    const first = await approve(page, company, { tenant })
    const second = await approve(page, company, { tenant })
    const { body } = await confirm(first.id)
    assert.deepEqual([body['state'], body['reason']], ['ended', 'superseded'])
    assert.equal((await confirm(second.id)).body['state'], 'active')

    const { id } = await connect(linkedPage, linked, { tenant: held })
    const again = await upToConfirmation(linkedPage, linked.accounts.master, { tenant: held })
    await refusalOf(linkedPage, again, 'tenant_already_linked')
    assert.equal((await status(id)).body['state'], 'active')
  })

  it('makes no link on the word of a person who is no master any more (TL-9)', async () => {
    const company = await world.company()
    const { master, second } = company.accounts
    const [page, colleague] = [await world.visitor(), await world.visitor()]
    const { id } = await approve(page, company)
    await page.goto(hub)
    await openTab(page, 'Admin Settings', 'Members')
    await actFor(page, second.name, 'Make master')
    await expectStatus(page, 'is a master now.')
    await colleague.goto(`${hub}/login`)
    await logInAtHub(colleague, second)
    await openTab(colleague, 'Admin Settings', 'Members')
    await endFor(colleague, master.name, 'Make member')
    await expectStatus(colleague, 'is a member now.')

    const { body } = await confirm(id)

    assert.deepEqual([body['state'], body['reason']], ['ended', 'approver_not_master'])
  })

  it('believes a deployment’s own credentials and nothing else (W-7, W-9, W-10, W-16, TL-12)', async () => {
    const page = await world.visitor()
    const { id, accessToken } = await approve(page, await world.company())
    for (const token of ['', 'nonsense', accessToken]) {
      for (const [method, path] of [
        ['GET', linkPath(id)],
        ['PUT', linkPath(id)],
        ['DELETE', linkPath(id)],
        ['GET', '/events?after=0'],
      ] as const) {
        const answer = await product.send(method, path, { token })
        assert.equal(answer.status, 401)
        assert.equal(answer.type, 'application/problem+json')
        assert.ok(answer.body['code'] && answer.body['reference'])
      }
    }
    const unknown = (of: string) => ({ version: 1, id: of, state: 'ended', reason: 'unknown' })
    assert.deepEqual((await elsewhere.send('GET', linkPath(id))).body, unknown(id))
    assert.deepEqual((await confirm(id, elsewhere)).body, unknown(id))
    assert.deepEqual((await end(id, elsewhere)).body, unknown(id))
    const unheard = newId('lnk')
    assert.deepEqual((await status(unheard)).body, unknown(unheard))
    // An end that overtakes the approval closes the id for it.
    assert.deepEqual((await end(unheard)).body, { ...unknown(unheard), reason: 'ended_by_product' })

    assert.equal((await status(id)).body['state'], 'approved')
  })

  it('lets an approval that no one confirms lapse, and an active link never (TL-6, TL-7)', async () => {
    const page = await world.visitor()
    const { id: active } = await connect(page, await world.company())
    await world.stop('hub')
    await world.start('hub', { LANYARD_LIFETIMES: JSON.stringify({ approval: 1 }) })
    const late = await world.visitor()
    const { id } = await approve(late, await world.company())

    await eventually('the approval lapses', async () => (await status(id)).body['state'] !== 'approved')

    const { body } = await confirm(id)
    assert.deepEqual([body['state'], body['reason']], ['ended', 'lapsed'])
    assert.equal((await confirm(active)).body['state'], 'active')
  })
})

const named = { id: 'some_1', name: 'Some name' }
