import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { eventually } from '@lanyard/suite/testing.ts'
import type { Page } from 'playwright-core'
import { openTab, endFor, rowOf } from './hub-steps.ts'
import { openPlainProduct, type PlainProduct } from './plain-product.ts'
import { logInAtHub, logOut } from './steps.ts'
import { expectAlert } from './tenant-steps.ts'
import { type Account, type Company, openWorld } from './world.ts'

/** docs/tenant-linking.md, held against the hub by its numbers, by a product that is nothing but HTTP. */
const world = await openWorld({ parts: ['hub'] })
const hub = world.origin('hub')
const product = await openPlainProduct(world, 'psa-us')
const elsewhere = await openPlainProduct(world, 'psa-uk')
after(async () => {
  await product[Symbol.asyncDispose]()
  await elsewhere[Symbol.asyncDispose]()
})

const newId = (kind: string) => `${kind}_${randomBytes(16).toString('base64url')}`
const linkPath = (id: string) => `/tenant-links/${id}`
const confirm = (id: string, by: PlainProduct = product, version = 1) =>
  by.send('PUT', linkPath(id), { body: { version, state: 'active', audit_id: newId('aud') } })
const status = (id: string) => product.send('GET', linkPath(id))
const end = (id: string, by: PlainProduct = product) =>
  by.send('DELETE', linkPath(id), { headers: { 'Audit-Id': newId('aud') } })
const headOf = async () => Number((await product.send('GET', '/events?after=0')).body['head'])

interface Sides {
  readonly id?: string
  readonly tenant?: string
  readonly deployment?: string
  readonly version?: number
}

function detailsOf({ id = newId('lnk'), tenant = newId('ten'), deployment = 'psa-us', version = 1 }: Sides = {}) {
  const detail = {
    type: 'tenant_link',
    version,
    link_id: id,
    tenant: { id: tenant, name: 'A tenant' },
    deployment,
    user: { id: 'usr_1', name: 'Its admin' },
    audit_id: newId('aud'),
  }
  return { max_age: '0', authorization_details: JSON.stringify([detail]) }
}

/** Asks for a link and goes with a person up to the hub's last page. */
async function upToConfirmation(page: Page, account: Account, sides: Sides) {
  const request = await product.push(detailsOf(sides))
  await page.goto(request.url)
  await logInAtHub(page, account)
  return request
}

/** A master says yes; the product has the token, and has confirmed nothing yet. */
async function approve(page: Page, { accounts }: Company, sides: Sides = {}) {
  const id = sides.id ?? newId('lnk')
  const request = await upToConfirmation(page, accounts.master, { ...sides, id })
  await page.getByRole('button', { name: 'Connect and link me' }).click()
  return { id, ...(await request.redeem()) }
}

async function connect(page: Page, company: Company, sides: Sides = {}) {
  const approved = await approve(page, company, sides)
  assert.equal((await confirm(approved.id)).body['state'], 'active')
  return approved
}

/** A sign-in of the person to whom the browser's session at the hub belongs. */
async function signIn(page: Page) {
  const request = await product.ask()
  await page.goto(request.url)
  return request.redeem()
}

/** What the hub sends back when the person leaves the page with the reason. */
async function refusalOf(page: Page, request: { readonly answer: Promise<URL> }, code: string) {
  const { reference } = await expectAlert(page, code)
  await page.getByRole('link', { name: /^Back to/ }).click()
  const { searchParams } = await request.answer
  assert.equal(searchParams.get('error'), 'access_denied')
  assert.equal(searchParams.get('error_description'), `${code} ${reference}`)
  assert.equal(searchParams.get('iss'), hub)
}

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
    await rowOf(page, second.name).getByRole('button', { name: 'Make master' }).click()
    await rowOf(page, second.name).getByRole('button', { name: 'Make member' }).waitFor()
    await colleague.goto(`${hub}/login`)
    await logInAtHub(colleague, second)
    await openTab(colleague, 'Admin Settings', 'Members')
    await endFor(colleague, master.name, 'Make member')
    await rowOf(colleague, master.name).getByRole('button', { name: 'Make master' }).waitFor()

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

  it('writes what it ends into a log without gaps, and hints at it (W-13, W-15, TL-8)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    const { id } = await connect(page, company)
    const head = await headOf()
    const hints = product.hints.length
    const news = product.send('GET', `/events?after=${head}&wait=30`)

    await page.goto(hub)
    await openTab(page, 'Admin Settings', 'Connections')
    await page.getByRole('row').filter({ hasText: 'PSA' }).getByRole('link', { name: 'Disconnect' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()

    const { events, head: last } = (await news).body as { events: Record<string, unknown>[]; head: number }
    const { at, audit_id: auditId, ...event } = events[0] ?? {}
    assert.deepEqual(event, { n: head + 1, type: 'link_ended', link_id: id, reason: 'severed' })
    assert.ok(Number(at) > 0 && auditId)
    assert.equal(last, head + events.length)
    const { body } = await status(id)
    assert.deepEqual([body['state'], body['reason']], ['ended', 'severed'])
    await eventually('a hint arrives', () => product.hints.length > hints)
    assert.equal(product.hints.at(-1), 0, 'a hint carries nothing')
    const all = (await product.send('GET', '/events?after=0')).body['events'] as { n: number }[]
    assert.deepEqual(
      all.map(({ n }) => n),
      all.map((_, index) => index + 1),
    )
  })

  it('raises a member’s epoch with their deactivation, and lets them in no more (W-5, W-13, TL-19)', async () => {
    const company = await world.company()
    const [page, colleague] = [await world.visitor(), await world.visitor()]
    await connect(page, company)
    const request = await product.ask()
    await colleague.goto(request.url)
    await logInAtHub(colleague, company.accounts.tech)
    const { claims } = await request.redeem()
    assert.equal(claims['org_role'], 'member')
    const news = product.send('GET', `/events?after=${await headOf()}&wait=30`)

    await page.goto(hub)
    await openTab(page, 'Admin Settings', 'Members')
    await endFor(page, company.accounts.tech.name, 'Deactivate')

    const [event] = (await news).body['events'] as Record<string, unknown>[]
    assert.equal(event?.['type'], 'member_epoch')
    assert.deepEqual([event['sub'], event['org_id']], [claims['sub'], company.id])
    assert.ok(Number(event['epoch']) > Number(claims['member_epoch']))
    const refused = await product.ask()
    await colleague.goto(refused.url)
    const { searchParams } = await refused.answer
    assert.equal(searchParams.get('error'), 'access_denied')
    assert.match(searchParams.get('error_description') ?? '', /^member_inactive \S{6,}$/)
  })

  it('says that a session is over, to who got a sign-in of it, by its name there (W-13)', async () => {
    const company = await world.company()
    const [page, colleague] = [await world.visitor(), await world.visitor()]
    await connect(page, company)
    const request = await product.ask()
    await colleague.goto(request.url)
    await logInAtHub(colleague, company.accounts.tech)
    const { claims } = await request.redeem()
    const head = await headOf()
    const news = product.send('GET', `/events?after=${head}&wait=30`)

    await colleague.goto(hub)
    await logOut(colleague)

    const { at, audit_id: auditId, ...event } = ((await news).body['events'] as Record<string, unknown>[])[0] ?? {}
    assert.deepEqual(event, { n: head + 1, type: 'session_ended', sub: claims['sub'], sid: claims['sid'] })
    assert.ok(claims['sid'] && Number(at) > 0 && auditId)
    assert.equal((await elsewhere.send('GET', '/events?after=0')).body['head'], 0)
  })

  it('says which user link a person ends, by an epoch above all proofs, until it is reported (W-8, W-13, TL-39)', async () => {
    const page = await world.visitor()
    const { id, claims } = await connect(page, await world.company())
    const report = (revision: number, state: string) =>
      product.send('PUT', `${linkPath(id)}/user-links/${String(claims['sub'])}`, {
        body: { version: 1, revision, state },
      })
    await report(1, 'linked')
    const news = product.send('GET', `/events?after=${await headOf()}&wait=30`)

    await page.goto(hub)
    await openTab(page, 'Profile Settings', 'Products')
    await rowOf(page, 'PSA').getByRole('link', { name: 'Unlink' }).click()
    await page.getByRole('button', { name: 'Unlink' }).click()

    const [event] = (await news).body['events'] as Record<string, unknown>[]
    assert.deepEqual([event?.['type'], event?.['reason'], event?.['link_id']], ['member_epoch', 'unlinked', id])
    const { sub, org_id, epoch } = event ?? {}
    assert.deepEqual([sub, org_id], [claims['sub'], claims['org_id']])
    assert.ok(Number(epoch) > Number(claims['member_epoch']))
    assert.equal((await signIn(page)).claims['member_epoch'], epoch, 'what is proved from now on is not meant')
    assert.deepEqual((await status(id)).body['unlinked'], [{ sub, epoch }])
    await report(2, 'unlinked')
    assert.equal((await status(id)).body['unlinked'], undefined)
  })

  it('takes reports in order, and tells the modules of a member (W-11, W-12)', async () => {
    const page = await world.visitor()
    const { id, claims } = await connect(page, await world.company())
    const sub = String(claims['sub'])
    const report = (revision: number, state: string) =>
      product.send('PUT', `${linkPath(id)}/user-links/${sub}`, { body: { version: 1, revision, state } })
    const psa = async () => {
      const { apps } = (await product.send('GET', `${linkPath(id)}/apps/${sub}`)).body as {
        apps: Record<string, string>[]
      }
      return apps.find(({ module }) => module === 'psa')
    }

    assert.equal((await psa())?.['state'], 'link_your_account')
    assert.ok([200, 204].includes((await report(2, 'linked')).status))
    await report(1, 'unlinked')

    const tile = await psa()
    assert.equal(tile?.['state'], 'ready')
    const address = new URL(tile['url'] ?? '')
    assert.equal(address.origin + address.pathname, `${world.origin('psa-us')}/connect/initiate-login`)
    assert.equal(address.searchParams.get('iss'), hub, 'W-18')
  })

  it('asks nothing more of a product that announces no feature, and hears of one that does who may still get in (E-1, E-2, E-3, E-4)', async () => {
    const company = await world.company()
    const [page, colleague] = [await world.visitor(), await world.visitor()]
    await connect(page, company)
    const request = await product.ask()
    await colleague.goto(request.url)
    await logInAtHub(colleague, company.accounts.tech)
    const { claims } = await request.redeem()
    const head = await headOf()
    await page.goto(hub)
    await openTab(page, 'Admin Settings', 'Members')

    await endFor(page, company.accounts.tech.name, 'Deactivate')

    const asked = `/events?after=${head}&wait=30&features=ends+of-tomorrow`
    const [event] = (await product.send('GET', asked)).body['events'] as Record<string, unknown>[]
    assert.deepEqual([event?.['type'], event?.['sub']], ['member_epoch', claims['sub']])
    const said = {
      version: 1,
      audit_id: event?.['audit_id'],
      sub: claims['sub'],
      linked: true,
      access: ['local_password', 'way-of-tomorrow'],
      settings: '/settings',
    }
    const path = `/events/${String(event?.['n'])}/remaining-access`
    const statuses = [
      await product.send('PUT', path, { body: said }),
      // The first word counts.
      await product.send('PUT', path, { body: { ...said, access: [] } }),
      await elsewhere.send('PUT', path, { body: { ...said, access: [] } }),
      await product.send('PUT', path, { body: { ...said, settings: 'https://evil.example/' } }),
    ].map(({ status }) => status)
    assert.deepEqual(statuses, [204, 204, 204, 400])
    await product.send('GET', `/events?after=${await headOf()}&features=ends`)
    const row = page.getByRole('dialog').getByRole('row').filter({ hasText: 'PSA US' })
    await row.getByText('Its own password still opens it.').waitFor()
    const link = row.getByRole('link', { name: 'Settings of PSA US' })
    assert.equal(await link.getAttribute('href'), `${world.origin('psa-us')}/settings`)
  })

  it('says where its log stands to who is not on it, and refuses other versions (W-14, W-17)', async () => {
    const gone = await product.send('GET', '/events?after=999999')
    assert.deepEqual([gone.status, gone.body['head']], [410, await headOf()])
    const unspoken = await confirm(newId('lnk'), product, 2)
    assert.deepEqual([unspoken.status, unspoken.body['code']], [400, 'version_unsupported'])
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

describe('The specification of tenant linking', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const numbersIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, number]) => Number(number))
  const specification = read('../docs/tenant-linking.md')
  const tests = read('./wire-contract.test.ts')

  it('numbers its 39 rules and its wire without a gap', () => {
    const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
    assert.deepEqual(numbersIn(specification, /^\| TL-(\d+) \| [A-Z_]+ \|/gm), upTo(39))
    assert.deepEqual(numbersIn(specification, /^\*\*W-(\d+)\*\* /gm), upTo(18))
    assert.deepEqual(numbersIn(specification, /^\*\*E-(\d+)\*\* /gm), upTo(4))
  })

  it('has a test here for every requirement on the hub', () => {
    const ofHub = numbersIn(specification.split('### 4.2')[0] ?? '', /^\| TL-(\d+) /gm)
    const between = numbersIn(specification, /^\| TL-(\d+) \| [A-Z_]+ \| hub: /gm)
    const tested = new Set(numbersIn(tests, /\bTL-(\d+)\b/g))
    assert.deepEqual(
      [...ofHub, ...between].filter((number) => !tested.has(number)),
      [],
    )
    const wire = new Set(numbersIn(tests, /\bW-(\d+)\b/g))
    assert.deepEqual(
      numbersIn(specification, /^\*\*W-(\d+)\*\* /gm).filter((number) => !wire.has(number)),
      [],
    )
    const features = new Set(numbersIn(tests, /\bE-(\d+)\b/g))
    assert.deepEqual(
      numbersIn(specification, /^\*\*E-(\d+)\*\* /gm).filter((number) => !features.has(number)),
      [],
    )
  })
})

const named = { id: 'some_1', name: 'Some name' }
