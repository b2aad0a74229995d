import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from './axe.ts'
import { expectLauncher, expectStatus, openLauncher, openTab, openTile } from './hub-steps.ts'
import { logInToPsa, switchOnUpToConfirmation } from './steps.ts'
import { adminAtSwitch, expectSwitch, expectText, reloadUntil } from './tenant-steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'psa-uk', 'psa-apac'])
const hub = world.origin('hub')

const changesTo = (page: Page, region: string) =>
  page.getByText(new RegExp(`module URL for PSA of .* becomes ${region}`))

async function chooseAddress(page: Page, settings: 'Admin Settings' | 'Profile Settings', region: string) {
  await openTab(page, settings, 'Module URLs')
  await page.getByRole('combobox', { name: 'PSA' }).selectOption({ label: region })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').waitFor()
}

describe('The module URL of a connected organization', () => {
  for (const region of ['uk', 'apac'] as const) {
    it(`becomes ${region.toUpperCase()} by connecting a company that lives there, which is said before (A11)`, async () => {
      const company = await world.company({ region })
      const page = await world.visitor()
      await logInToPsa(page, company.employees.admin)
      await switchOnUpToConfirmation(page, company.accounts.master)
      await changesTo(page, region.toUpperCase()).waitFor()

      await page.getByRole('button', { name: 'Connect and link me' }).click()
      await expectSwitch(page, 'on')
      await expectText(page, 'leads here')

      await page.goto(hub)
      await openTab(page, 'Admin Settings', 'Module URLs')
      const chosen = page.getByRole('combobox', { name: 'PSA' }).locator('option:checked')
      assert.equal(await chosen.innerText(), region.toUpperCase())
      await page.goto(hub)
      await openTile(page, 'PSA')
      await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
      assert.equal(new URL(page.url()).origin, company.origin)
    })
  }

  it('stays unmentioned where it leads to the company already (A11)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    await openLauncher(page, hub, company.accounts.master)
    await chooseAddress(page, 'Admin Settings', 'US')

    await logInToPsa(page, company.employees.admin)
    await switchOnUpToConfirmation(page, company.accounts.master)

    await page.getByRole('button', { name: 'Connect and link me' }).waitFor()
    assert.equal(await changesTo(page, '').count(), 0)
  })

  it('that leads elsewhere is shown to masters, members and the admin of the PSA, each with the repair (A11)', async () => {
    const company = await world.company({ linked: true })
    const master = await world.visitor()
    await openLauncher(master, hub, company.accounts.master)
    await chooseAddress(master, 'Admin Settings', 'UK')
    await master.goto(hub)
    await expectText(master, /Your company’s PSA data is in US, but your link opens UK/)
    await axe(master)

    const admin = await world.visitor()
    await adminAtSwitch(admin, company.employees.admin)
    await reloadUntil(admin, admin.getByText(/module URL at IT Complete leads to another region/))
    const fix = admin.getByRole('link', { name: 'Fix it at IT Complete' })
    assert.equal(await fix.getAttribute('href'), `${hub}/admin-settings/module-urls`)

    const tech = await world.visitor()
    await openLauncher(tech, hub, company.accounts.tech)
    await expectText(tech, /Your company’s PSA data is in US, but your link opens UK/)
    await tech.getByRole('button', { name: 'Use US for PSA', exact: true }).click()
    await expectStatus(tech, 'PSA opens in US for you now')
    await openTile(tech, 'PSA')
    await tech.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
    assert.equal(new URL(tech.url()).origin, company.origin)

    await master.getByRole('button', { name: 'Use US for PSA for everyone' }).click()
    await expectStatus(master, 'PSA opens in US for everyone now')
    await master.goto(hub)
    await expectLauncher(master)
    assert.equal(await master.getByText(/Your company’s PSA data is in US/).count(), 0)
    await reloadUntil(admin, admin.getByText('leads here'))
  })
})
