import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { connectAndLinkMe, logInAtHub, logInToPsa, logOut, switchOnUpToConfirmation, tenantSwitch } from './steps.ts'
import { postFromPage } from './tampering.ts'
import {
  adminAtSwitch,
  expectAlert,
  expectSwitch,
  expectText,
  linksOf,
  openSettingsOf,
  reloadUntil,
} from './tenant-steps.ts'
import { type Company, openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us'] })
const hub = world.origin('hub')

async function atConfirmation(company: Company): Promise<Page> {
  const page = await world.visitor()
  await logInToPsa(page, company.employees.admin)
  await switchOnUpToConfirmation(page, company.accounts.master)
  await page.getByRole('button', { name: 'Connect only' }).waitFor()
  return page
}

/** Presses Connect as the browser does, and keeps the address that it would be sent back to. */
async function catchCallback(page: Page): Promise<string> {
  const options = { headers: { origin: hub, 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 }
  let answer = await page.request.post(page.url(), { ...options, form: { decision: 'only' } })
  for (let hops = 0; hops < 5; hops += 1) {
    const location = new URL(answer.headers()['location'] ?? assert.fail(await answer.text()), answer.url()).href
    if (location.includes('/connect/callback?')) return location
    answer = await page.request.get(location, options)
  }
  return assert.fail('the hub sends nobody back')
}

describe('An answer of IT Complete', () => {
  it('opened in another browser, without a login or of another admin, links nothing there or here (T1, T2)', async () => {
    const [company, victim] = [await world.company(), await world.company()]
    const page = await atConfirmation(company)
    const callback = await catchCallback(page)

    const stranger = await world.visitor()
    await stranger.goto(callback)
    await expectAlert(stranger, 'attempt_invalid')
    assert.equal(new URL(stranger.url()).pathname, '/login')
    const other = await world.visitor()
    await adminAtSwitch(other, victim.employees.admin)
    await other.goto(callback)
    await expectAlert(other, 'attempt_invalid')
    await openSettingsOf(other, victim)
    await expectSwitch(other, 'off')

    await page.goto(callback)
    await expectSwitch(page, 'on')
  })

  it('opened after its admin has logged out, or logged in again, links nothing (T2)', async () => {
    const company = await world.company()
    const page = await atConfirmation(company)
    const callback = await catchCallback(page)
    await page.goto(company.origin)
    await logOut(page)
    await adminAtSwitch(page, company.employees.admin)

    await page.goto(callback)

    await expectAlert(page, 'attempt_invalid')
    await openSettingsOf(page, company)
    await expectSwitch(page, 'off')
  })

  it('with another state, issuer or code than it came with links nothing (T1, T3, T19)', async () => {
    const company = await world.company()
    const page = await atConfirmation(company)
    const callback = await catchCallback(page)

    for (const [name, value] of [
      ['state', 'A'.repeat(43)],
      ['iss', 'http://localhost:1'],
      ['code', 'B'.repeat(43)],
    ] as const) {
      const forged = new URL(callback)
      forged.searchParams.set(name, value)
      await page.goto(forged.href)
      await page.getByRole('alert').waitFor()
      await openSettingsOf(page, company)
      await expectSwitch(page, 'off')
    }
    assert.deepEqual(await linksOf(world, company), [])
  })

  it('opened twice, there or elsewhere, does nothing any more (T6)', async () => {
    const company = await world.company()
    const page = await atConfirmation(company)
    const answered = page.waitForRequest('**/connect/callback?**')
    await page.getByRole('button', { name: 'Connect only' }).click()
    await expectSwitch(page, 'on')
    const callback = (await answered).url()

    for (const browser of [page, await world.visitor()]) {
      await browser.goto(callback)
      await expectAlert(browser, 'attempt_invalid')
    }
    await openSettingsOf(page, company)
    await expectSwitch(page, 'on')
    assert.equal((await linksOf(world, company)).length, 1)
  })
})

describe('Two who connect the same company at once', () => {
  it('in two browsers make one link or none, and both sides agree which (A12, T5)', async () => {
    const company = await world.company()
    const pages = [await atConfirmation(company), await atConfirmation(company)]

    await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Connect only' }).click()))
    for (const page of pages) await page.getByRole('alert').or(page.getByRole('status')).first().waitFor()

    const links = await linksOf(world, company)
    assert.ok(links.length <= 1)
    for (const page of pages) {
      await openSettingsOf(page, company)
      await expectSwitch(page, links.length === 1 ? 'on' : 'off')
    }
  })

  it('in two tabs, finished in reverse order: the first to finish wins, the other is told (T45)', async () => {
    const company = await world.company()
    const first = await world.visitor()
    const second = await first.context().newPage()
    await adminAtSwitch(first, company.employees.admin)
    await openSettingsOf(second, company)
    await tenantSwitch(first).click()
    await first.getByRole('textbox', { name: 'Username' }).waitFor()
    await tenantSwitch(second).click()
    await logInAtHub(second, company.accounts.master)
    await connectAndLinkMe(second)
    await expectSwitch(second, 'on')

    await first.bringToFront()
    await logInAtHub(first, company.accounts.master)

    await expectAlert(first, 'tenant_already_linked')
    await first.getByRole('link', { name: 'Back to PSA' }).click()
    await expectAlert(first, 'attempt_invalid')
    await openSettingsOf(first, company)
    await expectSwitch(first, 'on')
    assert.equal((await linksOf(world, company)).length, 1)
  })
})

describe('A request that no page of the PSA makes', () => {
  it('with another company in its form still asks for the own one (T4)', async () => {
    const [company, other] = [await world.company(), await world.company()]
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)

    await postFromPage(page, '/connect/link-tenant', { tenant: other.id, tenant_id: other.id, company: other.id })

    await expectText(page, `to connect ${company.name} in PSA to IT Complete`)
    assert.equal(new URL(page.url()).origin, hub)
  })

  it('from another origin starts nothing (T1)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)

    for (const path of ['/connect/link-tenant', '/connect/link-user', '/connect/cancel-connecting']) {
      const answer = await page.request.post(`${company.origin}${path}`, {
        headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
        maxRedirects: 0,
      })
      assert.equal(answer.status(), 403, path)
    }
  })
})

describe('A master who takes too long', () => {
  it('is told at IT Complete, and the switch stays off', async () => {
    const company = await world.company()
    await world.stop('hub')
    await world.start('hub', { LANYARD_LIFETIMES: JSON.stringify({ interaction: 1 }) })
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)
    await tenantSwitch(page).click()
    await page.getByRole('textbox', { name: 'Username' }).waitFor()

    await reloadUntil(page, page.getByRole('alert'))

    await expectAlert(page, 'attempt_invalid')
    await openSettingsOf(page, company)
    await expectSwitch(page, 'off')
  })

  it('after pressing Connect, because the PSA is slow, finds it off, and can start again (C2)', async () => {
    const company = await world.company()
    await world.stop('hub')
    await world.start('hub', { LANYARD_LIFETIMES: JSON.stringify({ approval: 0.001 }) })
    const page = await atConfirmation(company)

    await page.getByRole('button', { name: 'Connect only' }).click()

    await expectAlert(page, 'attempt_invalid')
    await expectSwitch(page, 'off')
    assert.deepEqual(await linksOf(world, company), [])
    await world.stop('hub')
    await world.start('hub')
    await tenantSwitch(page).click()
    await logInAtHub(page, company.accounts.master)
    await page.getByRole('button', { name: 'Connect only' }).click()
    await expectSwitch(page, 'on')
  })
})
