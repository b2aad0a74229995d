import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { axe } from './axe.ts'
import { expectLauncher } from './hub-steps.ts'
import { readMailedLink } from './mailbox.ts'
import {
  expectHint,
  expectHome,
  logInAtHub,
  logInThroughHub,
  logInToPsa,
  openMySettings,
  tenantSwitch,
} from './steps.ts'
import {
  adminAtSwitch,
  expectAlert,
  expectSwitch,
  expectText,
  linksOf,
  openSettingsOf,
  reloadUntil,
  reloadWhile,
  switchOff,
} from './tenant-steps.ts'
import { type Company, openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us'] })
const hub = world.origin('hub')

async function connect(page: Awaited<ReturnType<typeof world.visitor>>, organization: Company): Promise<void> {
  await tenantSwitch(page).click()
  await logInAtHub(page, organization.accounts.master)
  await page.getByRole('button', { name: 'Connect only' }).click()
  await expectSwitch(page, 'on')
}

describe('An admin switches "Log in with IT Complete" off', () => {
  it('after reading what ends, with their own PSA password; all others fall back on theirs (A19)', async () => {
    const company = await world.company({ linked: true })
    const tech = await world.visitor()
    await logInThroughHub(tech, company.origin, company.accounts.tech)
    await expectHome(tech)
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)

    await tenantSwitch(page).click()
    assert.match(new URL(page.url()).pathname, /\/it-complete\/switch-off$/)
    const dialog = page.getByRole('dialog')
    await expectText(dialog, '2 people’s links end')
    await expectText(dialog, '1 session closes; yours goes on')
    await expectText(dialog, 'All linked employees have a usable password')
    await expectText(dialog, /Connecting another .*deletes them/)
    await axe(page)

    await dialog.getByRole('textbox', { name: 'PSA password' }).fill('not-the-password')
    await dialog.getByRole('button', { name: 'Switch off' }).click()
    await expectHint(page, 'PSA password', 'That is not your PSA password')
    await tech.reload()
    await expectHome(tech)
    await page.getByRole('dialog').getByRole('textbox', { name: 'PSA password' }).fill('lanyard-demo-password')
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()

    await expectSwitch(page, 'off')
    await expectText(page.getByRole('status'), 'PSA is no longer connected to IT Complete')
    await tech.reload()
    await tech.getByRole('textbox', { name: 'Company' }).waitFor()
    await tech.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectAlert(tech, 'tenant_not_linked')
    await logInToPsa(tech, company.employees.tech)
    await expectHome(tech)
    await openMySettings(tech)
    assert.equal(await tech.getByRole('button', { name: /Log ?in with IT Complete/ }).count(), 0)
  })

  it('and a user without a password of the PSA is sent a mail to set one (A19, A27)', async () => {
    const company = await world.company({ linked: true, passwordless: true })
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)
    await tenantSwitch(page).click()
    await expectText(page.getByRole('dialog'), '1 person has no usable password and is sent a mail to set one')
    await openSettingsOf(page, company)

    await switchOff(page)
    await expectSwitch(page, 'off')

    const link = await readMailedLink(page, company.origin, { to: `tech@${company.id}.example`, subject: /password/i })
    assert.match(link, new RegExp(`^${company.origin}/reset-password/`))
  })

  it('from a session through IT Complete, which goes on as a local one (A19)', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await logInThroughHub(page, company.origin, company.accounts.master)
    await expectHome(page)
    await page.getByRole('button', { name: 'Apps' }).waitFor()
    await openSettingsOf(page, company)

    await switchOff(page)

    await expectSwitch(page, 'off')
    assert.equal(await page.getByRole('button', { name: 'Apps' }).count(), 0)
    await page.goto(hub)
    await expectLauncher(page)
    const tile = page.getByRole('listitem').filter({ hasText: 'PSA' })
    await reloadUntil(page, tile.filter({ hasText: 'Not connected' }))
  })

  it('and keeps it on with "Cancel" (A19)', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)

    await tenantSwitch(page).click()
    await page.getByRole('dialog').getByText('Cancel').click()

    await expectSwitch(page, 'on')
  })

  it('while IT Complete is down, which hears of it when it is back (A8, A19)', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)
    await world.kill('hub')

    await switchOff(page)
    await expectSwitch(page, 'off')
    await expectText(page, 'IT Complete has not been told yet that the former connection has ended')
    await axe(page)

    await world.start('hub')
    await openSettingsOf(page, company)
    await reloadWhile(page, page.getByText('has not been told yet'))
    await expectSwitch(page, 'off')
    assert.deepEqual(await linksOf(world, company), [])
  })
})

describe('Links of people after the switch was off', () => {
  it('come back with the same organization (A23)', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)
    await switchOff(page)
    await expectSwitch(page, 'off')

    await connect(page, company)

    await expectText(page, '2 of 3 people linked')
    const tech = await world.visitor()
    await logInThroughHub(tech, company.origin, company.accounts.tech)
    await expectHome(tech)
    await tech.getByRole('banner').getByRole('button', { name: company.employees.tech.name }).waitFor()
  })

  it('are deleted by another organization, and do not come back with the first one (A23)', async () => {
    const company = await world.company({ linked: true })
    const other = await world.company()
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)
    await switchOff(page)
    await expectSwitch(page, 'off')

    await connect(page, other)
    await expectText(page, '0 of 3 people linked')
    await switchOff(page)
    await expectSwitch(page, 'off')
    await connect(page, company)

    await expectText(page, '0 of 3 people linked')
    const tech = await world.visitor()
    await logInThroughHub(tech, company.origin, company.accounts.tech)
    await expectAlert(tech, 'user_not_linked')
  })
})

describe('Names that change', () => {
  it('on both sides break no link (A25, P6)', async () => {
    const company = await world.company({ linked: true })
    const { deployment, id, accounts, employees } = company
    const renamings = [
      ['account', 'rename', accounts.tech.username, 'Robin', '--username', `robin@${id}.example`],
      ['employee', 'rename', deployment, id, 'tech', 'Robin Redbreast', '--username', 'robin'],
      ['tenant', 'rename', deployment, id, 'Renamed Ltd', '--company', `${id}-ltd`],
    ]
    for (const renaming of renamings) {
      const { exitCode, output } = await world.lanyard(...renaming)
      assert.equal(exitCode, 0, output)
    }

    const page = await world.visitor()
    await logInThroughHub(page, company.origin, { ...accounts.tech, username: `robin@${id}.example` })
    await expectHome(page)

    await page.getByRole('banner').getByRole('button', { name: 'Robin Redbreast' }).waitFor()
    await openMySettings(page)
    await expectText(page, /^Linked to /)
    await logInToPsa(page, { ...employees.admin, tenant: `${id}-ltd` })
    await openSettingsOf(page, company)
    await expectSwitch(page, 'on')
  })

  it('to the name, username or mail address of a person on the other side link no one (A24, A25, T7)', async () => {
    const company = await world.company({ linked: true })
    const { id, accounts, employees } = company
    const email = `tech2@${id}.example`
    const names = ['--username', email, '--email', email]
    const { exitCode, output } = await world.lanyard(
      'account',
      'rename',
      accounts.second.username,
      employees.tech2.name,
      ...names,
    )
    assert.equal(exitCode, 0, output)

    const page = await world.visitor()
    await logInThroughHub(page, company.origin, { ...accounts.second, username: email })

    await expectAlert(page, 'user_not_linked')
    await page.goto(company.origin)
    await page.getByRole('textbox', { name: 'Company' }).waitFor()
  })
})
