import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectLauncher, expectStatus, openLauncher, openTab, openTile, endFor, rowOf } from './hub-steps.ts'
import { inspect } from './inspect.ts'
import { expectHome, logInThroughHub, logInToPsa, logOut } from './steps.ts'
import { type Account, openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us', 'rmm-us'] })
const hub = world.origin('hub')
const psa = world.origin('psa-us')
const rmm = world.origin('rmm-us')

const expectDevices = (page: Page) => page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
const expectLogIn = (page: Page) => page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor()
const everywhere = (page: Page) => page.getByRole('button', { name: 'Log out everywhere' })
const throughHub = (page: Page) => page.getByRole('link', { name: 'Log in with IT Complete' })

/** The page of a person who has logged in to the PSA through the hub, and gone on to RMM. */
async function openBoth(account: Account): Promise<Page> {
  const page = await world.visitor()
  await logInThroughHub(page, psa, account)
  await expectHome(page)
  await page.goto(hub)
  await openTile(page, 'RMM')
  await expectDevices(page)
  return page
}

describe('logging out of a product', () => {
  it('ends that session alone, or everything with one more press (P23, FS6, T24)', async () => {
    const { accounts } = await world.company({ rmm: true, linked: true })
    const page = await openBoth(accounts.tech)

    // Here: the PSA alone.
    await page.goto(psa)
    await logOut(page)
    await expectStatus(page, 'You are logged out of PSA.')
    await page.getByText('You are still logged in at IT Complete').waitFor()
    await inspect(page, 'psa-logged-out-here')
    await page.goto(rmm)
    await expectDevices(page)
    await page.goto(hub)
    await expectLauncher(page)

    // A link to the hub's own logout, wherever it stands, asks.
    await page.goto(`${hub}/oidc/logout?client_id=psa-us&post_logout_redirect_uri=${psa}/connect/logged-out&state=x`)
    await page.getByRole('heading', { level: 1, name: 'Log out?' }).waitFor()
    await page.getByRole('link', { name: 'Stay logged in' }).click()
    await expectLauncher(page)

    // Everywhere, from the other product: one press.
    await page.goto(psa)
    await throughHub(page).click()
    await expectHome(page)
    await page.goto(rmm)
    await logOut(page)
    await expectStatus(page, 'You are logged out of RMM.')
    await inspect(page, 'rmm-logged-out-here')
    await everywhere(page).click()
    await expectStatus(page, 'You are logged out everywhere.')
    assert.ok(page.url().startsWith(`${rmm}/login`))
    await page.goto(psa)
    await expectLogIn(page)
    await throughHub(page).click()
    await page.getByRole('textbox', { name: 'Username' }).waitFor()
    assert.ok(page.url().startsWith(hub))

    // Once more, with no one logged in there.
    await page.goto(`${rmm}/login`)
    assert.equal(await everywhere(page).count(), 0, 'the offer is made once')
    await page.evaluate(() => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action: '/connect/log-out' })
      document.body.append(form)
      form.submit()
    })
    await expectStatus(page, 'You are logged out everywhere.')
  })

  it('of a person who is not linked offers no more than that; that of one who is does so without script, too (FS6)', async () => {
    const linked = await world.company({ linked: true })
    const { employees } = await world.company()
    const page = await world.visitor({ javaScriptEnabled: false })
    await logInToPsa(page, employees.tech)
    await expectHome(page)
    await logOut(page)
    await expectStatus(page, 'You are logged out.')
    assert.equal(await everywhere(page).count(), 0)

    await logInToPsa(page, linked.employees.tech)
    await expectHome(page)
    await logOut(page)
    await page.getByText('If you logged in at IT Complete in this browser').waitFor()
    assert.equal(await everywhere(page).count(), 1)

    await logInThroughHub(page, psa, linked.accounts.tech)
    await expectHome(page)
    await logOut(page)
    await everywhere(page).click()
    await expectStatus(page, 'You are logged out everywhere.')
  })

  it('comes with a deactivation, and the master sees each product confirm it, a late one as well (T26, T27)', async () => {
    const { accounts } = await world.company({ rmm: true, linked: true })
    const page = await openBoth(accounts.tech)
    await world.stop('rmm-us')

    const master = await world.visitor()
    await openLauncher(master, hub, accounts.master)
    await openTab(master, 'Admin Settings', 'Members')
    await endFor(master, accounts.tech.username, 'Deactivate')
    await expectStatus(master, `${accounts.tech.name} is inactive now.`)
    const dialog = master.getByRole('dialog', { name: 'Answers of the products' })
    await dialog.getByText(/^1 of 2 products confirmed in/).waitFor()
    await dialog.getByRole('row', { name: 'RMM' }).getByText('Not reached').waitFor()
    await inspect(master, 'hub-deactivated-live')
    await page.goto(psa)
    await expectLogIn(page)

    await world.start('rmm-us')
    await dialog.getByText(/^2 of 2 products confirmed in/).waitFor()
    await page.goto(rmm)
    await expectLogIn(page)
    await dialog.getByRole('link', { name: 'Details' }).click()
    await master.getByRole('row', { name: 'RMM' }).getByText('Confirmed').waitFor()
    await inspect(master, 'hub-log-out')
    await master.getByRole('link', { name: 'All logouts' }).click()
    await rowOf(master, `Member deactivated: ${accounts.tech.name}`).getByRole('link').waitFor()
    await inspect(master, 'hub-log-outs')
  })

  it('says so where the hub is down, and ends everything once it is back', async () => {
    const { accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await logInThroughHub(page, psa, accounts.tech)
    await expectHome(page)
    await logOut(page)
    await world.stop('hub')
    await everywhere(page).click()
    await page.getByRole('alert').filter({ hasText: 'still logged in at IT Complete' }).waitFor()
    await inspect(page, 'psa-still-logged-in')
    await world.start('hub')
    await everywhere(page).click()
    await expectStatus(page, 'You are logged out everywhere.')
    await inspect(page, 'psa-logged-out-everywhere')
  })
})
