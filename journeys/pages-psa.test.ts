import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inspect, inspectAt } from './inspect.ts'
import { expectStatus } from './hub-steps.ts'
import { readMailedLink } from './mailbox.ts'
import {
  enableLogin,
  expectHint,
  expectHome,
  expectRefusal,
  fillPsaLogin,
  logInAtHub,
  logInToPsa,
  PASSWORD,
} from './steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'rmm-us'])
const psa = world.origin('psa-us')
const rmm = world.origin('rmm-us')
const SETTINGS = '/admin/my-company/company-settings/it-complete'

describe('the PSA, in both themes and on a phone', () => {
  it('before anyone logs in', async () => {
    const { id, employees } = await world.company()
    const page = await world.visitor()
    for (const path of ['/login', '/forgot-password', '/portal/login', '/portal/forgot-password', '/no/such/page']) {
      await inspectAt(page, 'psa', psa, path)
    }
    await logInToPsa(page, employees.tech, 'not-the-password')
    await expectHint(page, 'Password', 'password is not right')
    await inspect(page, 'psa-login-refused')
    await page.goto(`${psa}/forgot-password`)
    await page.getByRole('textbox', { name: 'Company' }).fill(id)
    await page.getByRole('textbox', { name: 'Username' }).fill('tech')
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await expectStatus(page, 'on its way')
    await inspect(page, 'psa-forgot-password-sent')
    await page.goto(await readMailedLink(page, psa, { to: `tech@${id}.example`, subject: /Set your PSA password/ }))
    await inspect(page, 'psa-reset-password')
    await inspectAt(page, 'psa', psa, '/reset-password/none')
    await inspectAt(page, 'psa', psa, '/demo/mail')
  })

  it('for an employee, whose reply outlives their session (FS2)', async () => {
    const { employees, accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await logInToPsa(page, employees.tech2)
    await expectHome(page)
    for (const path of ['/', '/tickets', '/my-settings']) await inspectAt(page, 'psa', psa, path)
    await page.getByRole('banner').getByRole('button').last().click()
    await inspect(page, 'psa-own-menu')
    await page.goto(`${psa}/tickets`)
    await page.getByRole('main').getByRole('rowheader').getByRole('link').first().click()
    await page.getByRole('button', { name: 'Send reply' }).waitFor()
    await inspect(page, 'psa-ticket')
    const ticket = page.url()
    await page.getByRole('textbox', { name: 'Reply' }).fill('It is the blue one.')
    await page.context().clearCookies({ name: 'psa-us-session' })
    await page.getByRole('button', { name: 'Send reply' }).click()
    await page.getByText('what you typed is kept for ten minutes').waitFor()
    await inspect(page, 'psa-login-ended')
    await fillPsaLogin(page, employees.tech2)
    await page.getByRole('dialog', { name: /^Reply to #/ }).waitFor()
    await inspect(page, 'psa-kept')
    await page.getByRole('button', { name: 'Send reply' }).click()
    await page.getByText('It is the blue one.').waitFor()
    assert.equal(new URL(page.url()).pathname, new URL(ticket).pathname)
    await page.goto(psa + SETTINGS)
    await expectRefusal(page, 'not_an_admin')
    await inspect(page, 'psa-not-an-admin')
    await page.goto(psa)
    await enableLogin(page, accounts.second)
    await expectHome(page)
    await page.goto(`${psa}/connect/sign-in`)
    await page.getByRole('button', { name: 'Apps' }).click()
    await inspect(page, 'psa-apps')
    await inspectAt(page, 'psa-linked', psa, '/my-settings')
    await inspectAt(page, 'psa', psa, '/my-settings/disable')
  })

  it('for an admin', async () => {
    const linked = await world.company({ linked: true })
    const page = await world.visitor()
    await logInToPsa(page, linked.employees.admin)
    await expectHome(page)
    const path = '/admin/my-company/company-settings'
    for (const step of ['/admin', '/admin/employees', '/admin/my-company', path, SETTINGS, `${SETTINGS}/switch-off`]) {
      await inspectAt(page, 'psa', psa, step)
    }
    for (const [name, input] of [
      ['off', {}],
      ['uninvited', { invited: false }],
    ] as const) {
      const { employees } = await world.company(input)
      await logInToPsa(page, employees.admin)
      await expectHome(page)
      await inspectAt(page, `psa-${name}`, psa, SETTINGS)
      await inspectAt(page, `psa-${name}`, psa, '/my-settings')
    }
  })

  it('for a person who is logged in as another one, or not linked (A24, A28)', async () => {
    const { employees, accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await logInToPsa(page, employees.admin)
    await expectHome(page)
    await page.goto(`${psa}/connect/sign-in`)
    await logInAtHub(page, accounts.tech)
    await page.getByText('You are logged in as admin. Continue as tech?').waitFor()
    await inspect(page, 'psa-choice')

    const unlinked = await world.visitor()
    await unlinked.goto(`${psa}/connect/sign-in`)
    await logInAtHub(unlinked, accounts.second)
    await expectRefusal(unlinked, 'user_not_linked')
    await inspect(unlinked, 'psa-login-not-linked')
    await unlinked.getByRole('textbox', { name: 'Company' }).fill(employees.tech2.tenant)
    await unlinked.getByRole('textbox', { name: 'Username' }).fill(employees.tech2.username)
    await unlinked.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await unlinked.getByRole('button', { name: 'Log in', exact: true }).click()
    await unlinked.getByRole('button', { name: 'Link now' }).waitFor()
    await inspect(unlinked, 'psa-link-now')
  })

  it('for a client', async () => {
    const { contact } = await world.company()
    const page = await world.visitor()
    await page.goto(`${psa}/portal/login`)
    await page.getByRole('textbox', { name: 'Company' }).fill(contact.tenant)
    await page.getByRole('textbox', { name: 'Email' }).fill(contact.email)
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Your tickets' }).waitFor()
    await inspectAt(page, 'psa', psa, '/portal')
    await page.getByRole('main').getByRole('rowheader').getByRole('link').first().click()
    await page.getByRole('button', { name: 'Send reply' }).waitFor()
    await inspect(page, 'psa-portal-ticket')
  })
})

describe('RMM, in both themes and on a phone', () => {
  it('for everyone', async () => {
    const linked = await world.company({ linked: true, rmm: true })
    const off = await world.company({ rmm: true })
    const page = await world.visitor()
    await inspectAt(page, 'rmm', rmm, '/login')
    await inspectAt(page, 'rmm', rmm, '/no/such/page')
    for (const [name, { rmm: people }] of [
      ['linked', linked],
      ['off', off],
    ] as const) {
      await logInToPsa(page, people.admin)
      await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
      for (const path of ['/', '/my-settings', '/admin/it-complete']) await inspectAt(page, `rmm-${name}`, rmm, path)
      if (name === 'off') continue
      for (const path of ['/my-settings/disable', '/admin/it-complete/switch-off'])
        await inspectAt(page, 'rmm', rmm, path)
    }
  })
})
