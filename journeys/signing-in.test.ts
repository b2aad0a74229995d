import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectLauncher, expectStatus, openLauncher, openTab, openTile, endFor } from './hub-steps.ts'
import { readMailedLink } from './mailbox.ts'
import {
  expectHint,
  expectHome,
  expectRefusal,
  fillPsaLogin,
  logInAtHub,
  logInThroughHub,
  logInToPsa,
  PASSWORD,
  typePasswordAtHub,
} from './steps.ts'
import { postFromPage } from './tampering.ts'
import { reloadUntil } from './tenant-steps.ts'
import { type Account, openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us', 'rmm-us'] })
const hub = world.origin('hub')

const signIn = (page: Page) => page.getByRole('link', { name: 'Log in with IT Complete' })
const ownMenu = (page: Page, name: string) => page.getByRole('banner').getByRole('button', { name })

describe('one hub account', () => {
  it('goes from PSA to RMM through the app menu, and back through tiles, and is asked for nothing (A1)', async () => {
    const { accounts, origin, rmm, name } = await world.company({ linked: true, rmm: true })
    const page = await world.visitor()
    await logInThroughHub(page, origin, accounts.tech)
    await expectHome(page)
    await page.getByRole('button', { name: 'Apps' }).click()
    await page.getByRole('link', { name: 'RMM', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
    assert.equal(new URL(page.url()).origin, rmm.tech.origin)

    await page.goto(hub)
    await expectLauncher(page)
    await page.getByText(name).first().waitFor()
    await openTile(page, 'PSA')
    await expectHome(page)
    await page.goto(hub)
    await openTile(page, 'RMM')
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
    await page.getByRole('button', { name: 'Apps' }).click()
    await page.getByRole('link', { name: 'PSA', exact: true }).click()
    await expectHome(page)
  })

  it('opens both products from the launcher in a browser that neither has seen (A1)', async () => {
    const { accounts, employees } = await world.company({ linked: true, rmm: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.tech)
    await openTile(page, 'RMM')
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
    await page.goto(hub)
    await openTile(page, 'PSA')
    await expectHome(page)
    await ownMenu(page, employees.tech.name).waitFor()
  })

  it('leaves a session of another user alone until the person says so (A28)', async () => {
    const { accounts, employees, origin } = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.tech)
    await logInToPsa(page, employees.admin)
    await page.goto(`${origin}/connect/sign-in`)
    const question = 'You are logged in as admin. Continue as tech?'
    await page.getByText(question).waitFor()
    await page.getByRole('button', { name: 'Stay logged in as admin' }).click()
    await expectHome(page)
    await ownMenu(page, employees.admin.name).waitFor()

    await page.goto(`${origin}/connect/sign-in?target=/my-settings`)
    await page.getByText(question).waitFor()
    await page.goto(origin)
    await ownMenu(page, employees.admin.name).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Continue as tech' }).click()
    await page.getByRole('heading', { level: 1, name: 'My Settings' }).waitFor()
    await ownMenu(page, employees.tech.name).waitFor()
  })
})

describe('an inactive member', () => {
  it('learns so after both factors, on the login page, and logs in locally (A22, P17)', async () => {
    const { accounts, employees, origin } = await world.company({ linked: true })
    const page = await world.visitor()
    await page.goto(`${origin}/login`)
    await signIn(page).click()
    await typePasswordAtHub(page, accounts.leaver, 'not-the-password')
    await expectHint(page, 'Password', 'password is not right')
    await typePasswordAtHub(page, accounts.leaver)
    await page.getByRole('textbox', { name: 'Authentication code' }).fill('000000')
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectHint(page, 'Authentication code', 'That code is not right')
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await accounts.leaver.code())
    await page.getByRole('button', { name: 'Verify' }).click()

    await expectRefusal(page, 'member_inactive')
    await page.getByText('You are inactive in your IT Complete organization.').waitFor()
    assert.equal(page.url().split('?')[0], `${origin}/login`)
    await page.goto(origin)
    assert.equal(page.url(), `${origin}/login`, 'there is no session')
    await fillPsaLogin(page, employees.tech)
    await expectHome(page)
  })

  it('is told so by the hub as well (A22)', async () => {
    const { accounts, name } = await world.company()
    const page = await world.visitor()
    await page.goto(`${hub}/login`)
    await logInAtHub(page, accounts.leaver)
    await expectRefusal(page, 'member_inactive')
    await page.getByText(`You are inactive in ${name}.`).waitFor()
    await page.goto(hub)
    assert.equal(await page.getByRole('heading', { name: 'My modules' }).count(), 0)
  })

  it('goes on using the organization in which they are active (A22)', async () => {
    const here = await world.company({ linked: true })
    const there = await world.company({ linked: true })
    const person = here.accounts.second
    const page = await world.visitor()
    await openLauncher(page, hub, person)
    const master = await world.visitor()
    await openLauncher(master, hub, there.accounts.master)
    await openTab(master, 'Admin Settings', 'Members')
    await master.getByRole('textbox', { name: 'Email' }).fill(person.username)
    await master.getByRole('button', { name: 'Invite', exact: true }).click()
    await expectStatus(master, `${person.username} is invited`)
    await page.goto(await readMailedLink(master, hub, { to: person.username, subject: new RegExp(there.name) }))
    await page.getByRole('button', { name: `Join ${there.name} as` }).click()
    await expectStatus(page, 'You have joined.')

    await deactivate(here, person)
    await page.goto(`${there.origin}/login`)
    await signIn(page).click()
    await expectRefusal(page, 'user_not_linked')

    const elsewhere = await world.visitor()
    await logInThroughHub(elsewhere, there.origin, person)
    await elsewhere.getByRole('heading', { level: 1, name: 'Choose an organization' }).waitFor()
    await elsewhere.getByRole('button', { name: `${here.name} (you are inactive there)` }).click()
    await expectRefusal(elsewhere, 'member_inactive')
    await elsewhere.goto(hub)
    await elsewhere.getByRole('textbox', { name: 'Username' }).waitFor()
  })

  it('is out of every product as soon as a master deactivates them at the hub (A22, P18)', async () => {
    const company = await world.company({ linked: true, rmm: true })
    const psa = await world.visitor()
    await logInThroughHub(psa, company.origin, company.accounts.tech)
    await expectHome(psa)
    const rmm = await psa.context().newPage()
    await rmm.goto(`${company.rmm.tech.origin}/connect/sign-in`)
    await rmm.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()

    await deactivate(company, company.accounts.tech)
    for (const page of [psa, rmm]) {
      await expectLoggedOut(page)
      await signIn(page).click()
      await expectRefusal(page, 'member_inactive')
    }
  })
})

describe('contacts of the client portal', () => {
  it('have no button, and every endpoint refuses them, also with a hub session (A21, T30)', async () => {
    const { accounts, contact, origin } = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.second)
    await page.goto(`${origin}/portal/login`)
    assert.equal(await page.getByText('IT Complete').count(), 0)
    await page.getByRole('textbox', { name: 'Company' }).fill(contact.tenant)
    await page.getByRole('textbox', { name: 'Email' }).fill(contact.email)
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    const tickets = page.getByRole('heading', { level: 1, name: 'Your tickets' })
    await tickets.waitFor()
    assert.equal(await page.getByText('IT Complete').count(), 0)

    await postFromPage(page, `${origin}/connect/link-user`)
    await expectRefusal(page, 'user_barred')
    await page.goto(`${origin}/portal`)
    await postFromPage(page, `${origin}/connect/link-tenant`)
    await expectRefusal(page, 'not_an_admin|user_barred')
    for (const path of ['/my-settings', '/admin/my-company/company-settings/it-complete', '/my-settings/disable']) {
      await page.goto(`${origin}${path}`)
      await expectRefusal(page, 'user_barred')
    }
    await page.goto(`${origin}/connect/sign-in`)
    await expectRefusal(page, 'user_not_linked')
    await page.goto(`${origin}/portal`)
    await tickets.waitFor()
  })
})

describe('logging in', () => {
  it('says the same for a wrong company, username or password (T29)', async () => {
    const { employees } = await world.company()
    const page = await world.visitor()
    const answers = new Set<string>()
    for (const mistake of [{ tenant: 'nobody-has-this' }, { username: 'nobody' }, {}]) {
      await logInToPsa(page, { ...employees.tech, ...mistake }, 'not-the-password')
      await expectHint(page, 'Password', 'password is not right')
      answers.add((await page.getByRole('alert').innerText()).replace(/Reference\s+\S+/i, ''))
    }
    assert.equal(answers.size, 1)
    await page.goto(`${hub}/login`)
    await page.getByRole('textbox', { name: 'Username' }).fill('nobody@nowhere.example')
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await expectHint(page, 'Password', 'password is not right')
  })

  it('takes a code once, and says when the next one comes (A7, T33)', async () => {
    const { accounts } = await world.company()
    // The second one is of the half minute to come, which does not end before this test does.
    await accounts.tech.code()
    const code = await accounts.tech.code()
    const same: Account = { ...accounts.tech, code: async () => code }
    const page = await world.visitor()
    await openLauncher(page, hub, same)
    const thief = await world.visitor()
    await thief.goto(`${hub}/login`)
    await logInAtHub(thief, same)
    await expectHint(thief, 'Authentication code', 'That code was used already')
    assert.match(await thief.getByRole('alert').innerText(), /\b\d+ s/)
    await thief.goto(hub)
    await thief.getByRole('textbox', { name: 'Username' }).waitFor()
  })

  it('works locally while the hub is down, and says so (T38)', async () => {
    const { employees, origin } = await world.company({ linked: true })
    await world.stop('hub')
    try {
      const page = await world.visitor()
      await page.goto(`${origin}/login`)
      await signIn(page).click()
      await expectRefusal(page, 'hub_unavailable')
      assert.equal(page.url().split('?')[0], `${origin}/login`)
      await fillPsaLogin(page, employees.tech)
      await expectHome(page)
    } finally {
      await world.start('hub')
    }
  })

  it('leads nowhere but to pages of the product (T17, T18)', async () => {
    const { accounts, employees, origin } = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.tech)
    for (const target of FOREIGN) {
      await page.goto(`${origin}/connect/sign-in?target=${encodeURIComponent(target)}`)
      await expectHome(page)
      assert.equal(page.url(), `${origin}/`, `sign-in with ${target}`)
      const initiate = new URLSearchParams({ iss: hub, target_link_uri: target })
      await page.goto(`${origin}/connect/initiate-login?${initiate}`)
      assert.equal(page.url(), `${origin}/`, `initiate-login with ${target}`)
      await page.goto(`${hub}/login?target=${encodeURIComponent(target)}`)
      assert.equal(page.url(), `${hub}/`, `the hub with ${target}`)
    }
    await page.goto(`${origin}/connect/initiate-login?iss=${encodeURIComponent('https://evil.example')}`)
    await page.getByText('This product does not log in with that provider.').waitFor()
    for (const next of FOREIGN.slice(0, 3)) {
      await page.goto(`${origin}/login?next=${encodeURIComponent(next)}`)
      await fillPsaLogin(page, employees.tech)
      await expectHome(page)
      assert.equal(page.url(), `${origin}/`, `log-in with ${next}`)
    }
    await page.goto(`${origin}/connect/sign-in?target=/tickets`)
    assert.equal(page.url(), `${origin}/tickets`)
  })
})

const FOREIGN = [
  '//evil.example',
  'https://evil.example/',
  '/\\evil.example',
  'javascript:alert(1)',
  '/%5cevil.example/..//evil.example',
  'http://localhost@evil.example/',
  `${hub}.evil.example/`,
]

async function deactivate({ accounts }: { accounts: { master: Account } }, person: Account): Promise<void> {
  const master = await world.visitor()
  await openLauncher(master, hub, accounts.master)
  await openTab(master, 'Admin Settings', 'Members')
  await endFor(master, person.username, 'Deactivate')
  await expectStatus(master, `${person.name} is inactive now.`)
}

/** The end of a session reaches a product by an event that it pulls; every look asks again. */
async function expectLoggedOut(page: Page): Promise<void> {
  await page.reload()
  await reloadUntil(page, page.getByRole('textbox', { name: 'Company' }))
}
