import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectLauncher, expectStatus, openTab, openTile } from './hub-steps.ts'
import { assertTabReachesAll, press, tabTo, type } from './keyboard.ts'
import {
  connectAndLinkMe,
  enableLogin,
  expectHome,
  logInThroughHub,
  logInToPsa,
  logOut,
  openMySettings,
  openTenantSettings,
  PASSWORD,
  switchOnUpToConfirmation,
  tenantSwitch,
} from './steps.ts'
import { type Account, type Company, shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'rmm-us'])
const hub = world.origin('hub')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const box = (page: Page, name: string) => page.getByRole('textbox', { name })

describe('the article, without script', () => {
  it('can be followed from the switch on to the switch off (A1, A8, A9, A10, A14, A15, A16, A19, A20)', async () => {
    const company = await world.company({ rmm: true })
    const admin = await world.visitor({ javaScriptEnabled: false })
    await switchOn(admin, company)
    await checkModuleUrls(admin)

    const tech = await world.visitor({ javaScriptEnabled: false })
    await logInToPsa(tech, company.employees.tech)
    await enableLogin(tech, company.accounts.tech)
    await expectHome(tech)
    await openMySettings(tech)
    await button(tech, 'Disable Log in with IT Complete').waitFor()
    await logOut(tech)
    await tech.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectHome(tech)
    await tech.getByRole('button', { name: 'Apps' }).click()
    await tech.getByRole('link', { name: 'All modules in IT Complete' }).click()
    await expectLauncher(tech)
    await openTile(tech, 'PSA')
    await expectHome(tech)
    await openMySettings(tech)
    await button(tech, 'Disable Log in with IT Complete').click()
    await box(tech, 'PSA password').fill(PASSWORD)
    await button(tech, 'Disable').click()
    await button(tech, 'Enable Login with IT Complete').waitFor()

    await switchOff(admin, company)
  })

  it('lets a newcomer set up an authenticator app (A6, A7)', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor({ javaScriptEnabled: false })
    await page.goto(`${hub}/login`)
    await box(page, 'Username').fill(accounts.newcomer.username)
    await box(page, 'Password').fill(PASSWORD)
    await button(page, 'Log in').click()
    await page.getByRole('img', { name: 'QR code' }).waitFor()
    assert.match(await box(page, 'Setup key').inputValue(), /^[A-Z2-7 ]{16,}$/)
  })
})

describe('the article, without a pointer', () => {
  it('can be followed with the keyboard, and the focus shows where one is (A8, A9, A14)', async () => {
    const { employees, accounts, name } = await world.company()
    const page = await world.visitor()
    await page.goto(`${employees.admin.origin}/login`)
    await assertTabReachesAll(page)
    await type(page, box(page, 'Company'), employees.admin.tenant)
    await type(page, box(page, 'Username'), employees.admin.username)
    await type(page, box(page, 'Password'), PASSWORD)
    await page.keyboard.press('Enter')
    await expectHome(page)
    for (const link of ['Admin', 'My Company', 'Company Settings', 'IT Complete']) {
      await press(page, page.getByRole('link', { name: link, exact: true }))
    }
    await tabTo(page, tenantSwitch(page))
    await page.keyboard.press('Space')
    await proveByKeyboard(page, accounts.master)
    await button(page, 'Connect and link me').waitFor()
    await assertTabReachesAll(page)
    await press(page, button(page, 'Connect and link me'))
    await expectStatus(page, `PSA is connected to ${name}`)
    await assertTabReachesAll(page)

    await press(page, page.getByRole('banner').getByRole('button', { name: employees.admin.name }))
    await press(page, page.getByRole('link', { name: 'My Settings' }))
    await press(page, button(page, 'Disable Log in with IT Complete'))
    await type(page, box(page, 'PSA password'), PASSWORD)
    await page.keyboard.press('Enter')
    await button(page, 'Enable Login with IT Complete').waitFor()
    await press(page, button(page, 'Enable Login with IT Complete'))
    await proveByKeyboard(page, accounts.master)
    await expectHome(page)
  })

  it('reaches everything on the busiest pages', async () => {
    const { accounts, origin } = await world.company({ linked: true, rmm: true })
    const page = await world.visitor()
    await logInThroughHub(page, origin, accounts.master)
    await expectHome(page)
    for (const path of ['/', '/my-settings', '/admin/employees', '/tickets']) {
      await page.goto(origin + path)
      await assertTabReachesAll(page)
    }
    for (const path of ['/', '/admin-settings/members', '/admin-settings/module-urls', '/admin-settings/connections']) {
      await page.goto(hub + path)
      await assertTabReachesAll(page)
    }
    await page.goto(`${world.origin('rmm-us')}/connect/sign-in`)
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
    await assertTabReachesAll(page)
  })
})

async function switchOn(page: Page, { employees, accounts, name }: Company): Promise<void> {
  await logInToPsa(page, employees.admin)
  await switchOnUpToConfirmation(page, accounts.master)
  await connectAndLinkMe(page)
  await expectStatus(page, `PSA is connected to ${name}`)
  assert.equal(await tenantSwitch(page).getAttribute('aria-checked'), 'true')
}

async function checkModuleUrls(page: Page): Promise<void> {
  await page.goto(hub)
  await openTab(page, 'Admin Settings', 'Module URLs')
  await page.getByText('Connected in US; not connected: UK, APAC.').waitFor()
  await page.getByRole('combobox', { name: 'PSA' }).selectOption('US')
  await button(page, 'Save').click()
  await expectStatus(page, 'The module URLs are saved.')
  await openTab(page, 'Profile Settings', 'Module URLs')
  await page.getByRole('combobox', { name: 'PSA' }).waitFor()
}

async function switchOff(page: Page, { origin }: Company): Promise<void> {
  await page.goto(origin)
  await openTenantSettings(page)
  await tenantSwitch(page).click()
  await box(page, 'PSA password').fill(PASSWORD)
  await button(page, 'Switch off').click()
  await expectStatus(page, 'PSA is no longer connected')
  assert.equal(await tenantSwitch(page).getAttribute('aria-checked'), 'false')
}

async function proveByKeyboard(page: Page, account: Account): Promise<void> {
  await type(page, box(page, 'Username'), account.username)
  await type(page, box(page, 'Password'), PASSWORD)
  await page.keyboard.press('Enter')
  await type(page, box(page, 'Authentication code'), await account.code())
  await page.keyboard.press('Enter')
}
