import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { axe } from './axe.ts'
import { expectStatus } from './hub-steps.ts'
import {
  connectAndLinkMe,
  expectHome,
  logInAtHub,
  logInToPsa,
  openMySettings,
  openTenantSettings,
  PASSWORD,
  switchOnUpToConfirmation,
  tenantSwitch,
  typePasswordAtHub,
} from './steps.ts'
import {
  adminAtSwitch,
  expectConfirmation,
  expectSwitch,
  expectText,
  openSettingsOf,
  SETTINGS,
} from './tenant-steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us'])
const hub = world.origin('hub')

describe('An admin switches "Log in with IT Complete" on', () => {
  it('by links to the switch, through IT Complete and back, and sees it on only then (A8, A9, A13)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    const second = await page.context().newPage()
    const isStillOff = async () => {
      await openSettingsOf(second, company)
      await expectSwitch(second, 'off')
    }

    await logInToPsa(page, company.employees.admin)
    await openTenantSettings(page)
    assert.equal(new URL(page.url()).pathname, SETTINGS)
    const description = await tenantSwitch(page).evaluate((element) => {
      const id = element.getAttribute('aria-describedby') ?? ''
      return element.ownerDocument.getElementById(id)?.textContent ?? ''
    })
    assert.match(description, /leads to IT Complete/)
    await expectSwitch(page, 'off')
    await axe(page)

    await tenantSwitch(page).click()
    await typePasswordAtHub(page, company.accounts.master)
    assert.equal(new URL(page.url()).origin, hub)
    await isStillOff()
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await company.accounts.master.code())
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectConfirmation(page, company)
    await expectText(page, 'master@')
    await axe(page)
    await isStillOff()

    await connectAndLinkMe(page)
    await expectSwitch(page, 'on')
    assert.equal(page.url().split('?')[0], `${company.origin}${SETTINGS}`)
    await expectText(page.getByRole('status'), `PSA is connected to ${company.name}`)
    await axe(page)
    await openMySettings(page)
    await expectText(page, `Linked to ${company.accounts.master.username}, ${company.name}`)
  })

  it('without script (A8)', async () => {
    const company = await world.company()
    const page = await world.visitor({ javaScriptEnabled: false })

    await logInToPsa(page, company.employees.admin)
    await switchOnUpToConfirmation(page, company.accounts.master)
    await connectAndLinkMe(page)

    await expectSwitch(page, 'on')
    await page.getByRole('status').waitFor()
  })

  it('only after a fresh password and code, whatever session they have at IT Complete (A9, T16)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    await page.goto(`${hub}/login`)
    await logInAtHub(page, company.accounts.master)
    await page.getByRole('heading', { level: 1, name: 'My modules' }).waitFor()

    await adminAtSwitch(page, company.employees.admin)
    await tenantSwitch(page).click()
    await typePasswordAtHub(page, company.accounts.master)
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await company.accounts.master.code())
    await page.getByRole('button', { name: 'Verify' }).click()

    await expectConfirmation(page, company)
  })

  it('finds it off after cancelling, which is no failure, and where the browser goes back (A8, FW2)', async () => {
    const company = await world.company()
    const page = await world.visitor()

    await logInToPsa(page, company.employees.admin)
    await switchOnUpToConfirmation(page, company.accounts.master)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expectStatus(page, 'You cancelled')
    await expectSwitch(page, 'off')

    await tenantSwitch(page).click()
    await page.getByRole('link', { name: 'Back to PSA' }).click()
    await expectStatus(page, 'You cancelled')
    await expectSwitch(page, 'off')

    await tenantSwitch(page).click()
    await page.getByRole('textbox', { name: 'Username' }).waitFor()
    await page.goBack()
    await expectSwitch(page, 'off')
    await openSettingsOf(page, company)
    await expectSwitch(page, 'off')
  })

  it('with "Connect and link me" is linked by the same act and logged in at IT Complete (A13)', async () => {
    const company = await world.company()
    const page = await world.visitor()

    await logInToPsa(page, company.employees.admin)
    await switchOnUpToConfirmation(page, company.accounts.master)
    await connectAndLinkMe(page)
    await expectText(page.getByRole('status'), company.accounts.master.username)

    await page.goto(hub)
    await page.getByRole('heading', { level: 1, name: 'My modules' }).waitFor()
  })

  it('with "Connect only" links the companies alone, and ends the login of that master (A13)', async () => {
    const company = await world.company()
    const page = await world.visitor()

    await logInToPsa(page, company.employees.admin)
    await switchOnUpToConfirmation(page, company.accounts.master)
    await page.getByRole('button', { name: 'Connect only' }).click()
    await expectSwitch(page, 'on')
    await page.getByRole('status').waitFor()
    await openMySettings(page)
    await page.getByRole('button', { name: 'Enable Login with IT Complete' }).waitFor()

    await page.goto(hub)
    await page.getByRole('textbox', { name: 'Username' }).waitFor()
  })

  it('keeps logging in with the password of the PSA as well (A2)', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()

    await logInToPsa(page, company.employees.admin, PASSWORD)

    await expectHome(page)
  })
})
