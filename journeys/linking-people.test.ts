import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { actFor, endFor, expectStatus, rowOf } from './hub-steps.ts'
import {
  connectAndLinkMe,
  enableLogin,
  expectHint,
  expectHome,
  expectRefusal,
  logInAtHub,
  logInThroughHub,
  logInToPsa,
  logOut,
  openMySettings,
  openTenantSettings,
  PASSWORD,
  switchOnUpToConfirmation,
  typePasswordAtHub,
} from './steps.ts'
import { postFromPage } from './tampering.ts'
import { type Employee, shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us'])

const enable = (page: Page) => page.getByRole('button', { name: 'Enable Login with IT Complete' })
const disable = (page: Page) => page.getByRole('button', { name: 'Disable Log in with IT Complete' })

describe('an employee enables logging in with IT Complete', () => {
  it('cannot before the company is connected, and can as soon as it is (A14)', async () => {
    const { employees, accounts, name } = await world.company()
    const tech = await world.visitor()
    await logInToPsa(tech, employees.tech)
    await openMySettings(tech)
    await tech.getByText('Your company is not connected to IT Complete.').waitFor()
    assert.equal(await enable(tech).count(), 0)
    await postFromPage(tech, `${employees.tech.origin}/connect/link-user`)
    await expectRefusal(tech, 'tenant_not_linked')

    const admin = await world.visitor()
    await logInToPsa(admin, employees.admin)
    await switchOnUpToConfirmation(admin, accounts.master)
    await connectAndLinkMe(admin)
    await expectStatus(admin, `PSA is connected to ${name}`)

    await tech.reload()
    await enable(tech).waitFor()
  })

  it('goes from My Settings to IT Complete and on to the home page, and logs in with it next time (A14, A15, A16)', async () => {
    const { employees, accounts, name, origin } = await world.company({ linked: true })
    const { tech2 } = employees
    const page = await world.visitor()
    await logInToPsa(page, tech2)
    await openMySettings(page)
    await enable(page).click()
    await typePasswordAtHub(page, accounts.second)
    const codePage = await page.getByRole('main').innerText()
    for (const shown of [tech2.username, name, accounts.second.name, accounts.second.username]) {
      assert.ok(codePage.includes(shown), `the page with the code names ${shown}`)
    }
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await accounts.second.code())
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectHome(page)

    await openMySettings(page)
    await disable(page).waitFor()
    assert.equal(await enable(page).count(), 0)
    await page.getByText(`Linked to ${accounts.second.username}, ${name}`).waitFor()

    const nextSession = await world.visitor()
    await logInThroughHub(nextSession, origin, accounts.second)
    await expectHome(nextSession)
    await nextSession.getByRole('banner').getByRole('button', { name: tech2.name }).waitFor()
    const withPassword = await world.visitor()
    await logInToPsa(withPassword, tech2)
    await expectHome(withPassword)
  })

  it('only if the admin lets them: everyone, chosen roles or named people (A14)', async () => {
    const { employees } = await world.company({ linked: true })
    const admin = await world.visitor()
    await logInToPsa(admin, employees.admin)
    await openTenantSettings(admin)
    const person = await world.visitor()
    await logInToPsa(person, employees.tech2)
    await openMySettings(person)
    await enable(person).waitFor()

    await admin.getByRole('radio', { name: 'Chosen roles' }).check()
    await admin.getByRole('checkbox', { name: 'Admin', exact: true }).check()
    await admin.getByRole('button', { name: 'Save' }).click()
    await expectStatus(admin, 'Saved.')
    await person.reload()
    await person.getByText('Your PSA admin has not switched this on for you.').waitFor()
    assert.equal(await enable(person).count(), 0)
    await postFromPage(person, `${employees.tech2.origin}/connect/link-user`)
    await expectRefusal(person, 'user_barred')

    await admin.getByRole('radio', { name: 'Named people' }).check()
    await admin.getByRole('checkbox', { name: employees.tech2.name }).check()
    await admin.getByRole('button', { name: 'Save' }).click()
    await expectStatus(admin, 'Saved.')
    await openMySettings(person)
    await enable(person).waitFor()
  })

  it('not with an account of another organization (A17)', async () => {
    const { employees } = await world.company({ linked: true })
    const stranger = await world.company()
    const page = await world.visitor()
    await logInToPsa(page, employees.tech2)
    await enableLogin(page, stranger.accounts.second)
    await expectRefusal(page, 'wrong_organization')
    const reference = await readReference(page)
    await page.getByRole('link', { name: 'Back to PSA' }).click()

    await expectRefusal(page, 'wrong_organization')
    assert.equal(await readReference(page), reference)
    assert.equal(new URL(page.url()).pathname, '/my-settings')
    await enable(page).waitFor()
  })

  it('not with an account that another employee has, and not twice (A18)', async () => {
    const { employees, accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await logInToPsa(page, employees.tech2)
    await enableLogin(page, accounts.tech)
    await expectRefusal(page, 'member_already_linked')
    await enable(page).waitFor()

    await page.getByRole('button', { name: 'Enable Login with IT Complete' }).click()
    await logInAtHub(page, accounts.second)
    await expectHome(page)
    await postFromPage(page, `${employees.tech2.origin}/connect/link-user`)
    await expectRefusal(page, 'user_already_linked')
  })

  it('one of two who come back from IT Complete with the same account at the same instant (A18, T6)', async () => {
    const { employees, accounts } = await world.company()
    const admin = await world.visitor()
    await logInToPsa(admin, employees.admin)
    await switchOnUpToConfirmation(admin, accounts.master)
    await admin.getByRole('button', { name: 'Connect only' }).click()
    await expectStatus(admin, 'PSA is connected')

    const first = await upToCallback(employees.tech, accounts.second)
    const second = await upToCallback(employees.tech2, accounts.second)
    await Promise.all([first, second].map(({ page, callback }) => page.goto(callback)))

    const pages = [first.page, second.page]
    const home = pages.filter((page) => new URL(page.url()).pathname === '/')
    assert.equal(home.length, 1)
    for (const page of pages) {
      if (new URL(page.url()).pathname === '/') continue
      await expectRefusal(page, 'member_already_linked')
      await enable(page).waitFor()
    }
  })
})

describe('a link of an employee ends', () => {
  it('when they disable it with their PSA password; their session goes on as a local one (A20)', async () => {
    const { employees, accounts, origin } = await world.company({ linked: true })
    const here = await world.visitor()
    await logInThroughHub(here, origin, accounts.tech)
    await expectHome(here)
    const elsewhere = await world.visitor()
    await logInThroughHub(elsewhere, origin, accounts.tech)
    await expectHome(elsewhere)

    await openMySettings(here)
    await disable(here).click()
    const dialog = here.getByRole('dialog')
    await dialog
      .getByRole('link', { name: 'Keep it' })
      .or(dialog.getByRole('button', { name: 'Keep it' }))
      .click()
    await disable(here).click()
    await dialog.getByRole('textbox', { name: 'PSA password' }).fill('not-the-password')
    await dialog.getByRole('button', { name: 'Disable' }).click()
    await expectHint(here, 'PSA password', 'That is not your PSA password')
    await dialog.getByRole('textbox', { name: 'PSA password' }).fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Disable' }).click()
    await enable(here).waitFor()

    await here.goto(origin)
    await expectHome(here)
    assert.equal(await here.getByRole('button', { name: 'Apps' }).count(), 0, 'the session is a local one')
    await elsewhere.reload()
    await elsewhere.getByRole('textbox', { name: 'Company' }).waitFor()
    await elsewhere.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectRefusal(elsewhere, 'user_not_linked')
    await logInToPsa(elsewhere, employees.tech)
    await expectHome(elsewhere)
  })

  it('when an admin deactivates them, and activating them restores nothing (A26)', async () => {
    const { employees, accounts, origin } = await world.company({ linked: true })
    const tech = await world.visitor()
    await logInThroughHub(tech, origin, accounts.tech)
    await expectHome(tech)
    const admin = await world.visitor()
    await logInToPsa(admin, employees.admin)
    await admin.getByRole('link', { name: 'Admin', exact: true }).click()
    await admin.getByRole('link', { name: 'Employees' }).click()

    const row = rowOf(admin, `tech@${employees.tech.tenant}.example`)
    await row.getByText(`Linked to ${accounts.tech.username}`).waitFor()
    await endFor(admin, `tech@${employees.tech.tenant}.example`, 'Deactivate')
    await expectStatus(admin, `${employees.tech.name} is inactive.`)
    await row.getByText('Not linked').waitFor()
    await tech.reload()
    await tech.getByRole('textbox', { name: 'Company' }).waitFor()
    await tech.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectRefusal(tech, 'user_not_linked')

    await actFor(admin, `tech@${employees.tech.tenant}.example`, 'Activate')
    await expectStatus(admin, `${employees.tech.name} is active.`)
    await row.getByText('Not linked').waitFor()
    await tech.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectRefusal(tech, 'user_not_linked')
  })

  it('when an admin deletes them, and their account is free for another person (A26)', async () => {
    const { employees, accounts, origin } = await world.company({ linked: true })
    const admin = await world.visitor()
    await logInToPsa(admin, employees.admin)
    await admin.goto(`${origin}/admin/employees`)
    const row = rowOf(admin, accounts.tech.username)
    await endFor(admin, accounts.tech.username, 'Delete')
    await expectStatus(admin, 'The employee is deleted.')
    assert.equal(await row.count(), 0)

    const other = await world.visitor()
    await logInToPsa(other, employees.tech2)
    await enableLogin(other, accounts.tech)
    await expectHome(other)
  })
})

describe('a member who is not linked', () => {
  it('logs in locally once and is led straight to Link now; an equal address links nothing (A24, A25, T7)', async () => {
    const { employees, accounts, origin } = await world.company({ linked: true })
    const namesake = { name: 'Namesake', username: 'namesake', email: accounts.second.username }
    const admin = await world.visitor()
    await logInToPsa(admin, employees.admin)
    await admin.goto(`${origin}/admin/employees`)
    await admin.getByText('Add an employee').click()
    for (const [box, text] of Object.entries(namesake)) {
      await admin.getByRole('textbox', { name: new RegExp(`^${box}$`, 'i') }).fill(text)
    }
    await admin.getByRole('button', { name: 'Add employee' }).click()
    await expectStatus(admin, 'Namesake was added')

    const page = await world.visitor()
    await logInThroughHub(page, origin, accounts.second)
    await expectRefusal(page, 'user_not_linked')
    await page.getByText(`${accounts.second.username} is not linked to a user of PSA yet.`).waitFor()
    await page.getByRole('textbox', { name: 'Company' }).fill(employees.tech2.tenant)
    await page.getByRole('textbox', { name: 'Username' }).fill(employees.tech2.username)
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.getByRole('button', { name: 'Link now' }).click()
    await logInAtHub(page, accounts.second)
    await expectHome(page)

    await logOut(page)
    await page.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectHome(page)
    await page.getByRole('banner').getByRole('button', { name: employees.tech2.name }).waitFor()
  })
})

async function readReference(page: Page): Promise<string> {
  const text = await page.getByRole('alert').innerText()
  return /Reference\s+(\S+)/i.exec(text)?.[1] ?? assert.fail(`no reference in: ${text}`)
}

/** Links an employee as far as the address that IT Complete sends the browser back to, which is not opened yet. */
async function upToCallback(employee: Employee, account: Parameters<typeof logInAtHub>[1]) {
  const page = await world.visitor()
  await logInToPsa(page, employee)
  await openMySettings(page)
  await enable(page).click()
  await typePasswordAtHub(page, account)
  const { request } = page.context()
  const origin = new URL(page.url()).origin
  let answer = await request.post(page.url(), {
    form: { code: await account.code() },
    headers: { origin, 'sec-fetch-site': 'same-origin' },
    maxRedirects: 0,
  })
  for (;;) {
    const location = answer.headers()['location'] ?? assert.fail(`${answer.url()} leads nowhere`)
    const next = new URL(location, answer.url()).href
    if (next.startsWith(employee.origin)) return { page, callback: next }
    answer = await request.get(next, { maxRedirects: 0 })
  }
}
