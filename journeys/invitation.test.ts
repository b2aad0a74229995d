import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { axe } from './axe.ts'
import { openMail, readMailedLink } from './mailbox.ts'
import {
  expectHome,
  logInAtHub,
  logInThroughHub,
  logInToPsa,
  logOut,
  openMySettings,
  openTenantSettings,
  tenantSwitch,
} from './steps.ts'
import { postFromPage } from './tampering.ts'
import { adminAtSwitch, expectAlert, expectSwitch, expectText, openSettingsOf, switchOff } from './tenant-steps.ts'
import { openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us'] })
const hub = world.origin('hub')

describe('A company that is not invited', () => {
  it('reads why, and its request reaches the operator, who invites it, both by mail (A3, FS7)', async () => {
    const company = await world.company({ invited: false })
    const page = await world.visitor()
    await logInToPsa(page, company.employees.admin)
    await openTenantSettings(page)

    await expectText(page, /IT Complete login is by invitation/)
    assert.equal(await tenantSwitch(page).count(), 0)
    await axe(page)
    await page.getByRole('button', { name: 'Request an invitation' }).click()
    await page.getByRole('status').waitFor()
    await openSettingsOf(page, company)
    await expectText(page, `Requested by ${company.employees.admin.name}`)
    assert.equal(await page.getByRole('button', { name: 'Request an invitation' }).count(), 0)

    await expectText(page, 'Your account manager was notified by mail')
    const operator = await world.visitor()
    const asked = { to: 'accounts@it-complete.example', subject: new RegExp(`^“${company.name}” asks`) }
    await expectText(await openMail(operator, company.origin, asked), company.employees.admin.name)

    const { answer } = await world.lanyard('tenant', 'requests', company.deployment)
    const requests = answer['requests'] as { tenant: string }[]
    assert.deepEqual(
      requests.map(({ tenant }) => tenant),
      [company.id],
    )
    await world.lanyard('tenant', 'invite', company.deployment, company.id)
    const told = { to: `admin@${company.id}.example`, subject: /^You can connect PSA/ }
    assert.equal(await readMailedLink(operator, company.origin, told), page.url())
    await openSettingsOf(page, company)
    await expectSwitch(page, 'off')
  })

  it('cannot switch on, link a user or log in, by pages or by requests of its own making (A3)', async () => {
    const company = await world.company({ invited: false })
    const page = await world.visitor()
    await logInToPsa(page, company.employees.admin)
    await openMySettings(page)
    assert.equal(await page.getByRole('button', { name: 'Enable Login with IT Complete' }).count(), 0)

    for (const path of ['/connect/link-tenant', '/connect/link-user']) {
      await postFromPage(page, path)
      await expectAlert(page, 'not_invited')
      assert.equal(new URL(page.url()).origin, company.origin)
    }
    await logOut(page)
    await logInThroughHub(page, company.origin, company.accounts.master)
    await expectAlert(page, 'tenant_not_linked')
    assert.equal(new URL(page.url()).pathname, '/login')
  })
})

describe('A company whose invitation the operator withdraws', () => {
  it('is counted first; linked users go on, and nothing new is linked (A3)', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await logInThroughHub(page, company.origin, company.accounts.tech)
    await expectHome(page)

    const { answer: preview } = await world.lanyard('tenant', 'withdraw', company.deployment, company.id)
    assert.deepEqual([preview['withdrawn'], preview['links'], preview['sessions']], [false, 2, 1])
    await world.lanyard('tenant', 'withdraw', company.deployment, company.id, '--yes')

    await page.reload()
    await expectHome(page)
    const unlinked = await world.visitor()
    await logInToPsa(unlinked, company.employees.tech2)
    await openMySettings(unlinked)
    assert.equal(await unlinked.getByRole('button', { name: 'Enable Login with IT Complete' }).count(), 0)
    await postFromPage(unlinked, '/connect/link-user')
    await expectAlert(unlinked, 'not_invited')
    const admin = await world.visitor()
    await adminAtSwitch(admin, company.employees.admin)
    await expectText(admin, /Your invitation has been withdrawn\. Linked employees can still log in/)
    await axe(admin)
  })

  it('loses its sessions and logins through IT Complete only where the operator says so, and can still switch off (A3)', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await logInThroughHub(page, company.origin, company.accounts.tech)
    await expectHome(page)

    const { answer } = await world.lanyard('tenant', 'withdraw', company.deployment, company.id, '--end-links', '--yes')
    assert.equal(answer['sessions_ended'], 1)

    await page.reload()
    await page.getByRole('textbox', { name: 'Company' }).waitFor()
    await page.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectAlert(page, 'not_invited')
    assert.equal(new URL(page.url()).pathname, '/login')
    await logInToPsa(page, company.employees.tech)
    await expectHome(page)
    const admin = await world.visitor()
    await adminAtSwitch(admin, company.employees.admin)
    await switchOff(admin)
    await expectText(admin.getByRole('status'), 'PSA is no longer connected to IT Complete')
    await expectText(admin, /Your invitation has been withdrawn|by invitation/)
  })
})

describe('Who lacks the right to connect', () => {
  it('at the PSA is told that a PSA admin is needed, and reaches neither page nor switch (A4)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    await logInToPsa(page, company.employees.tech)
    await expectHome(page)
    assert.equal(await page.getByRole('navigation').getByRole('link', { name: 'Admin', exact: true }).count(), 0)

    const response = await page.request.get(`${company.origin}/admin/my-company/company-settings/it-complete`)
    assert.equal(response.status(), 403)
    await openSettingsOf(page, company)
    const { text } = await expectAlert(page, 'not_an_admin')
    assert.match(text, /Only an admin of PSA/)
    await page.goto(`${company.origin}/my-settings`)
    await postFromPage(page, '/connect/link-tenant')
    await expectAlert(page, 'not_an_admin')
    assert.equal(new URL(page.url()).origin, company.origin)
  })

  it('at IT Complete is told that a master is needed, there and again in the PSA, and can use another account (A4)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)
    await tenantSwitch(page).click()
    await logInAtHub(page, company.accounts.tech)

    const there = await expectAlert(page, 'not_a_master')
    assert.match(there.text, new RegExp(`You are logged in as ${company.accounts.tech.username}`))
    assert.equal(new URL(page.url()).origin, hub)
    assert.deepEqual(await page.getByRole('main').getByRole('button').allInnerTexts(), ['Use another account'])
    await axe(page)
    await page.getByRole('link', { name: 'Back to PSA' }).click()
    const here = await expectAlert(page, 'not_a_master')
    assert.equal(here.reference, there.reference)
    await expectSwitch(page, 'off')

    await tenantSwitch(page).click()
    await logInAtHub(page, company.accounts.second)
    await expectAlert(page, 'not_a_master')
    await page.getByRole('button', { name: 'Use another account' }).click()
    await logInAtHub(page, company.accounts.master)
    await page.getByRole('button', { name: 'Connect only' }).click()
    await expectSwitch(page, 'on')
  })
})
