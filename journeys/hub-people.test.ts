import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { authenticator } from './authenticator.ts'
import {
  acceptInvitation,
  expectLauncher,
  expectStatus,
  finishEnrolment,
  openLauncher,
  openTab,
  openTile,
  readSetupKey,
  actFor,
  endFor,
  rowOf,
} from './hub-steps.ts'
import { readMailedLink } from './mailbox.ts'
import { expectHint, expectHome, expectRefusal, logOut, typePasswordAtHub } from './steps.ts'
import { tamperOption } from './tampering.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'rmm-us'])
const hub = world.origin('hub')

describe('the operator and masters let people in', () => {
  it('by a command for the organization and its first master, then by invitations; no one signs up (A5, A6)', async () => {
    await world.lanyard('org', 'create', 'quince', 'Quince MSP')
    await world.lanyard('subscription', 'add', 'quince', 'psa')
    const invited = await world.lanyard('master', 'invite', 'quince', 'boss@quince.example')
    assert.equal(invited.exitCode, 0, invited.output)
    const master = await world.visitor()
    await master.goto(`${hub}/login`)
    assert.equal(await master.getByRole('link', { name: /sign ?up|register|create/i }).count(), 0)
    const link = await readMailedLink(master, hub, { to: 'boss@quince.example', subject: /Join “Quince MSP”/ })
    assert.ok(invited.output.includes(link), 'the command says the link as well')

    const boss = { name: 'Quince Boss', username: 'boss@quince.example', password: 'five words make a password' }
    await acceptInvitation(master, link, boss)
    const key = await readSetupKey(master)
    const [picture] = await Promise.all([
      master.getByRole('img', { name: 'QR code' }).getAttribute('src'),
      master.getByText('Microsoft Authenticator, Google Authenticator, Duo').waitFor(),
    ])
    assert.match(picture ?? '', /^data:image\/svg\+xml/)
    await finishEnrolment(master, await authenticator(key)())
    await expectLauncher(master)

    await openTab(master, 'Admin Settings', 'Members')
    await master.getByRole('textbox', { name: 'Email' }).fill('new@quince.example')
    await master.getByRole('button', { name: 'Invite', exact: true }).click()
    await expectStatus(master, 'new@quince.example is invited')
    const shown = (await master.getByRole('status').getByRole('link').getAttribute('href')) ?? ''
    await master.reload()
    assert.equal(await master.getByText(shown).count(), 0, 'the link is shown once')
    assert.equal(await readMailedLink(master, hub, { to: 'new@quince.example', subject: /Join “Quince MSP”/ }), shown)

    const person = await world.visitor()
    const newcomer = { name: 'Quince New', username: 'new@quince.example', password: 'five words make a password' }
    await acceptInvitation(person, shown, newcomer)
    await finishEnrolment(person, await authenticator(await readSetupKey(person))())
    await expectLauncher(person)
    await person.goto(shown)
    await expectStatus(person, 'You have joined with this invitation')
    await master.goto(shown)
    await expectRefusal(master, 'invitation_expired')
    await person.goto(`${hub}/admin-settings/members`)
    await expectRefusal(person, 'not_a_master')
  })

  it('and no one signs up by guessing an address (A5)', async () => {
    for (const path of ['/register', '/signup', '/sign-up', '/accounts', '/invitations/guessed', '/oidc/reg']) {
      const looked = await fetch(`${hub}${path}`, { redirect: 'manual' })
      const sent = await fetch(`${hub}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        body: 'name=Me&username=me@me.example&password=five+words+make+a+password&password_again=five+words+make+a+password',
      })
      for (const { status } of [looked, sent]) assert.ok(status >= 400 && status < 500, `${path} answers ${status}`)
    }
  })
})

describe('the second factor', () => {
  it('is set up before a newcomer goes on to where they were headed (A7)', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await page.goto(`${hub}/profile-settings/module-urls`)
    await typePasswordAtHub(page, accounts.newcomer)
    const key = await readSetupKey(page)
    await page.goto(`${hub}/profile-settings`)
    await page.getByRole('textbox', { name: 'Username' }).waitFor()
    await page.goBack()
    assert.equal(await readSetupKey(page), key, 'the key does not change on the way')
    await page.getByRole('textbox', { name: 'Authentication code' }).fill('123456')
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectHint(page, 'Authentication code', 'That code is not right')
    await finishEnrolment(page, await authenticator(key)())
    await page.getByRole('combobox', { name: 'PSA' }).waitFor()
    assert.equal(page.url(), `${hub}/profile-settings/module-urls`)
  })

  it('is set up on the way from a product, too (A7)', async () => {
    const { accounts, origin } = await world.company({ linked: true })
    const page = await world.visitor()
    await page.goto(`${origin}/login`)
    await page.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await typePasswordAtHub(page, accounts.newcomer)
    await finishEnrolment(page, await authenticator(await readSetupKey(page))())
    await expectRefusal(page, 'user_not_linked')
    assert.equal(page.url().split('?')[0], `${origin}/login`)
  })

  it('has no way around: after the password alone there is no session and no code (A7)', async () => {
    const { accounts, origin } = await world.company({ linked: true })
    for (const account of [accounts.tech, accounts.newcomer]) {
      const page = await world.visitor()
      await page.goto(`${origin}/login`)
      await page.getByRole('link', { name: 'Log in with IT Complete' }).click()
      const start = page.url()
      await typePasswordAtHub(page, account)
      await page.getByRole('textbox', { name: 'Authentication code' }).waitFor()
      const asking = page.url()
      for (const step of ['organization', 'connect', 'consent', 'recovery-codes', 'refused']) {
        await page.goto(`${start}/${step}`)
        assert.equal(page.url(), asking, `${step} leads back to the second factor`)
        const sent = await page.context().request.post(`${start}/${step}`, {
          headers: { origin: hub, 'sec-fetch-site': 'same-origin' },
          form: { organization: 'x', decision: 'link_me' },
          maxRedirects: 0,
        })
        assertNoCode(sent.headers()['location'], step)
      }
      const resumed = await page
        .context()
        .request.get(`${hub}/oidc/auth/${start.split('/').at(-1)}`, { maxRedirects: 0 })
      assertNoCode(resumed.headers()['location'], 'resuming')
      const silent = await world.browser.newContext({ storageState: await page.context().storageState() })
      const fresh = await silent.newPage()
      await fresh.goto(hub)
      await fresh.getByRole('textbox', { name: 'Username' }).waitFor()
      await silent.close()
    }
  })
})

describe('Module URLs', () => {
  it('are set for the organization and, before that, for oneself; what is not connected is marked (A10)', async () => {
    const { accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    await openTab(page, 'Admin Settings', 'Module URLs')
    const box = page.getByRole('combobox', { name: 'PSA' })
    assert.deepEqual(await optionsOf(page), ['No address', 'US', 'UK', 'APAC'])
    assert.equal(await selectedOf(page), 'US', 'connecting has set it')
    await page.getByText('Connected in US; not connected: UK, APAC.').waitFor()
    await box.selectOption('UK')
    await page.getByRole('button', { name: 'Save' }).click()
    await expectStatus(page, 'The module URLs are saved.')
    assert.equal(await selectedOf(page), 'UK')

    await openTab(page, 'Profile Settings', 'Module URLs')
    assert.deepEqual(await optionsOf(page), ['As my organization', 'US', 'UK', 'APAC'])
    assert.equal(await selectedOf(page), 'As my organization')
    await page.getByText('Your organization has chosen UK.').waitFor()
    await page.goto(hub)
    await page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: 'PSA' })
      .getByText('UK', { exact: true })
      .waitFor()

    await openTab(page, 'Profile Settings', 'Module URLs')
    await box.selectOption('US')
    await page.getByRole('button', { name: 'Save' }).click()
    await expectStatus(page, 'The module URLs are saved.')
    await page.goto(hub)
    await openTile(page, 'PSA')
    await expectHome(page)
  })

  it('must be addresses of the module (A10)', async () => {
    const { accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    for (const settings of ['Admin Settings', 'Profile Settings'] as const) {
      await openTab(page, settings, 'Module URLs')
      const before = await selectedOf(page)
      for (const forged of ['rmm-us', 'psa-mars', 'https://evil.example/', '%00']) {
        await tamperOption(page, 'PSA', forged)
        await page.getByRole('button', { name: 'Save' }).click()
        await expectRefusal(page, 'module_url_invalid')
        assert.equal(await selectedOf(page), before, 'nothing is changed')
      }
    }
  })
})

describe('the members page', () => {
  it('deactivates and activates people, and makes them masters and members (A22, FE1)', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    const tech = await world.visitor()
    await openLauncher(tech, hub, accounts.tech)
    await openTab(page, 'Admin Settings', 'Members')
    await actFor(page, accounts.tech.username, 'Make master')
    await expectStatus(page, `${accounts.tech.name} is a master now.`)
    await tech.reload()
    await openTab(tech, 'Admin Settings', 'Members')
    await endFor(tech, accounts.tech.username, 'Make member')
    await expectStatus(tech, `${accounts.tech.name} is a member now.`)
    await tech.goto(`${hub}/admin-settings/members`)
    await expectRefusal(tech, 'not_a_master')

    await page.reload()
    await endFor(page, accounts.tech.username, 'Deactivate')
    await expectStatus(page, `${accounts.tech.name} is inactive now.`)
    await tech.goto(hub)
    await expectRefusal(tech, 'member_inactive')
    await actFor(page, accounts.tech.username, 'Activate')
    await expectStatus(page, `${accounts.tech.name} is active now.`)
    await openLauncher(tech, hub, accounts.tech)
  })

  it('never takes the last master away', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    await openTab(page, 'Admin Settings', 'Members')
    const row = rowOf(page, accounts.master.username)
    for (const act of ['Make member', 'Deactivate']) {
      await endFor(page, accounts.master.username, act)
      await expectRefusal(page, 'last_master')
      await row.getByText('Master', { exact: true }).waitFor()
      await row.getByText('Active', { exact: true }).waitFor()
    }
    await logOut(page)
    await page.goto(hub)
    await page.getByRole('textbox', { name: 'Username' }).waitFor()
  })
})

function assertNoCode(location: string | undefined, what: string): void {
  if (location === undefined) return
  assert.ok(!/[?&]code=/.test(location), `${what} leads to ${location}`)
  assert.ok(new URL(location, hub).origin === hub, `${what} leads to ${location}`)
}

const optionsOf = (page: Page) => page.getByRole('combobox', { name: 'PSA' }).getByRole('option').allInnerTexts()

const selectedOf = (page: Page) =>
  page
    .getByRole('combobox', { name: 'PSA' })
    .evaluate((box) => (box instanceof HTMLSelectElement ? box.selectedOptions[0]?.label : undefined))
