import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectLauncher, expectStatus } from './hub-steps.ts'
import {
  enableLogin,
  expectRefusal,
  fillPsaLogin,
  logInAtHub,
  logOut,
  openMySettings,
  PASSWORD,
  tenantSwitch,
} from './steps.ts'
import { shareWorld } from './world.ts'
import type { Company, Employee } from './world.ts'

/** RMM is no PSA: another framework, other tables, other pages. What the kit does is the same there. */

const world = await shareWorld(['hub', 'rmm-us'])
const rmm = world.origin('rmm-us')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const password = (page: Page) => page.getByRole('textbox', { name: 'RMM password' })
const expectDevices = (page: Page) => page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()

async function logInToRmm(page: Page, employee: Employee): Promise<void> {
  await page.goto(`${rmm}/login`)
  await fillPsaLogin(page, employee)
  await expectDevices(page)
}

async function switchOn(page: Page, { rmm: people, accounts, name }: Company): Promise<void> {
  await logInToRmm(page, people.admin)
  await page.getByRole('navigation').getByRole('link', { name: 'IT Complete' }).click()
  await tenantSwitch(page).click()
  await logInAtHub(page, accounts.master)
  await button(page, 'Connect and link me').click()
  await expectStatus(page, `RMM is connected to ${name}`)
  assert.equal(await tenantSwitch(page).getAttribute('aria-checked'), 'true')
}

describe('a second product on the kit', () => {
  for (const javaScriptEnabled of [true, false]) {
    it(`is connected, used and disconnected ${javaScriptEnabled ? 'with' : 'without'} script (A8, A14 to A16, A19, A20)`, async () => {
      const company = await world.company({ rmm: true })
      const { accounts, rmm: people } = company
      const admin = await world.visitor({ javaScriptEnabled })
      await switchOn(admin, company)

      const tech = await world.visitor({ javaScriptEnabled })
      await logInToRmm(tech, people.tech)
      await enableLogin(tech, accounts.tech)
      await expectDevices(tech)
      await openMySettings(tech)
      await tech.getByText(`Linked to ${accounts.tech.username}, ${company.name}`).waitFor()
      await logOut(tech)
      await tech.getByRole('link', { name: 'Log in with IT Complete' }).click()
      await expectDevices(tech)
      await button(tech, 'Apps').click()
      await tech.getByRole('link', { name: 'All modules in IT Complete' }).click()
      await expectLauncher(tech)

      await tech.goto(`${rmm}/my-settings`)
      await button(tech, 'Disable Log in with IT Complete').click()
      await password(tech).fill('not-the-password')
      await button(tech, 'Disable').click()
      await tech.getByRole('alert').waitFor()
      await button(tech, 'Keep it').click()
      await button(tech, 'Disable Log in with IT Complete').click()
      await password(tech).fill(PASSWORD)
      await button(tech, 'Disable').click()
      await expectStatus(tech, 'disabled')
      await button(tech, 'Enable Login with IT Complete').waitFor()

      await tenantSwitch(admin).click()
      await admin.getByRole('dialog').getByText('This ends 1 link').waitFor()
      await password(admin).fill(PASSWORD)
      await button(admin, 'Switch off').click()
      await expectStatus(admin, 'switched off')
      assert.equal(await tenantSwitch(admin).getAttribute('aria-checked'), 'false')
    })
  }

  it('ends what came through the hub when it is switched off, and keeps the admin logged in (A19)', async () => {
    const company = await world.company({ rmm: true, linked: true })
    const tech = await world.visitor()
    await tech.goto(`${rmm}/connect/sign-in`)
    await logInAtHub(tech, company.accounts.tech)
    await expectDevices(tech)
    const admin = await world.visitor()
    await admin.goto(`${rmm}/connect/sign-in`)
    await logInAtHub(admin, company.accounts.master)
    await expectDevices(admin)

    await admin.goto(`${rmm}/admin/it-complete/switch-off`)
    await admin.getByText('closes 2 sessions').waitFor()
    await password(admin).fill(PASSWORD)
    await button(admin, 'Switch off').click()
    await expectStatus(admin, 'switched off')

    await tech.goto(rmm)
    await tech.getByRole('heading', { level: 1, name: 'Log in' }).waitFor()
    await tech.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectRefusal(tech, 'tenant_not_linked')
  })

  it('asks before it changes who is logged in (A28), and leads a user who is not linked to where that is done (A24)', async () => {
    const { accounts, rmm: people } = await world.company({ rmm: true, linked: true })
    const page = await world.visitor()
    await logInToRmm(page, people.admin)
    await page.goto(`${rmm}/connect/sign-in`)
    await logInAtHub(page, accounts.tech)
    await page.getByRole('heading', { name: 'You are logged in as admin. Continue as tech?' }).waitFor()
    await button(page, 'Stay admin').click()
    await expectDevices(page)
    await page.getByRole('banner').getByRole('button', { name: people.admin.name }).waitFor()

    const stranger = await world.visitor()
    await stranger.goto(`${rmm}/connect/sign-in`)
    await logInAtHub(stranger, accounts.second)
    await expectRefusal(stranger, 'user_not_linked')
    await fillPsaLogin(stranger, people.tech)
    await stranger.getByRole('heading', { level: 1, name: 'My Settings' }).waitFor()
  })
})
