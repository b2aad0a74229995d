import { describe, it } from 'node:test'
import {
  expectLauncher,
  expectStatus,
  openActs,
  openLauncher,
  openTab,
  openTile,
  readSetupKey,
  rowOf,
} from './hub-steps.ts'
import { authenticator } from './authenticator.ts'
import { inspect, inspectAt } from './inspect.ts'
import { readMailedLink } from './mailbox.ts'
import {
  expectHint,
  expectRefusal,
  logInAtHub,
  logInToPsa,
  logOut,
  openMySettings,
  switchOnUpToConfirmation,
  typePasswordAtHub,
} from './steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'rmm-us'])
const hub = world.origin('hub')
const psa = world.origin('psa-us')

describe('the hub, in both themes and on a phone', () => {
  it('while a person logs in', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await page.goto(`${hub}/login`)
    await page.getByRole('textbox', { name: 'Username' }).waitFor()
    await inspect(page, 'hub-login')
    await typePasswordAtHub(page, accounts.tech, 'not-the-password')
    await expectHint(page, 'Password', 'password is not right')
    await inspect(page, 'hub-login-refused')
    await typePasswordAtHub(page, accounts.tech)
    await page.getByRole('textbox', { name: 'Authentication code' }).waitFor()
    await inspect(page, 'hub-code')
    await page.getByRole('link', { name: 'Use a recovery code' }).click()
    await page.getByRole('textbox', { name: 'Recovery code' }).waitFor()
    await inspect(page, 'hub-recovery-code')
    for (const path of ['/no/such/page', '/demo/phones', '/demo/mail', '/logged-out'])
      await inspectAt(page, 'hub', hub, path)
    await page.goto(`${hub}/oidc/auth?client_id=nobody`)
    await inspect(page, 'hub-request-refused')
  })

  it('while a person is new', async () => {
    const { accounts, name } = await world.company()
    const page = await world.visitor()
    await page.goto(`${hub}/login`)
    await typePasswordAtHub(page, accounts.newcomer)
    const key = await readSetupKey(page)
    await inspect(page, 'hub-enrol')
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await authenticator(key)())
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor()
    await inspect(page, 'hub-recovery-codes')

    const master = await world.visitor()
    await openLauncher(master, hub, accounts.master)
    await openTab(master, 'Admin Settings', 'Members')
    await master.getByRole('textbox', { name: 'Email' }).fill('guest@guests.example')
    await master.getByRole('button', { name: 'Invite', exact: true }).click()
    await expectStatus(master, 'guest@guests.example is invited')
    await inspect(master, 'hub-members-invited')
    const link = await readMailedLink(master, hub, { to: 'guest@guests.example', subject: new RegExp(name) })
    await page.goto(link)
    await inspect(page, 'hub-invitation')
  })

  it('for a member, and for one who is inactive', async () => {
    const { accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.tech)
    for (const path of ['/', '/profile-settings', '/profile-settings/module-urls']) {
      await inspectAt(page, 'hub', hub, path)
    }
    for (const module of ['RMM', 'Docs']) {
      await page.goto(hub)
      await openTile(page, module)
      await page.getByRole('alert').waitFor()
      await inspect(page, `hub-launch-${module}`)
    }
    await page.goto(`${hub}/admin-settings`)
    await expectRefusal(page, 'not_a_master')
    await inspect(page, 'hub-not-a-master')
    const inactive = await world.visitor()
    await inactive.goto(`${hub}/login`)
    await logInAtHub(inactive, accounts.leaver)
    await expectRefusal(inactive, 'member_inactive')
    await inspect(inactive, 'hub-inactive')
  })

  it('for a master', async () => {
    const { accounts } = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    for (const path of ['', '/module-urls', '/members', '/sessions?total=60&idle=15', '/connections']) {
      await inspectAt(page, 'hub', hub, `/admin-settings${path}`)
    }
    await page
      .getByRole('link', { name: 'Disconnect' })
      .or(page.getByRole('button', { name: 'Disconnect' }))
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await inspect(page, 'hub-disconnect')
    await page.goto(`${hub}/admin-settings/members`)
    await openActs(page, accounts.tech.username)
    await inspect(page, 'hub-member-acts')
    await rowOf(page, accounts.tech.username).getByRole('button', { name: 'Deactivate' }).click()
    await page.getByRole('dialog').waitFor()
    await inspect(page, 'hub-member-deactivate')
    await page.goto(`${hub}/admin-settings/module-urls`)
    await page.getByRole('combobox', { name: 'PSA' }).selectOption('UK')
    await page.getByRole('button', { name: 'Save' }).click()
    await expectStatus(page, 'saved')
    await inspectAt(page, 'hub-wrong-region', hub, '/')
    await page.getByRole('banner').getByRole('button').last().click()
    await inspect(page, 'hub-own-menu')
    await page.goto(`${hub}/oidc/logout`)
    await page.getByRole('button', { name: 'Log out' }).last().waitFor()
    await inspect(page, 'hub-logout')
  })

  it('while a company is connected or cannot be, and while a person is linked', async () => {
    const company = await world.company()
    const other = await world.company()
    const page = await world.visitor()
    await logInToPsa(page, company.employees.admin)
    await switchOnUpToConfirmation(page, other.accounts.tech)
    await expectRefusal(page, 'not_a_master')
    await inspect(page, 'hub-connect-refused')
    await page.getByRole('link', { name: 'Back to PSA' }).click()
    await expectRefusal(page, 'not_a_master')
    await inspect(page, 'psa-connect-refused')
    await page.getByRole('switch', { name: 'Log in with IT Complete' }).click()
    await logInAtHub(page, company.accounts.master)
    await page.getByRole('button', { name: 'Connect and link me' }).waitFor()
    await inspect(page, 'hub-connect')
    await page.getByRole('button', { name: 'Connect and link me' }).click()
    await expectStatus(page, 'PSA is connected')
    await inspect(page, 'psa-connected')

    await logOut(page)
    await logInToPsa(page, company.employees.tech)
    await openMySettings(page)
    await page.getByRole('button', { name: 'Enable Login with IT Complete' }).click()
    await page.getByRole('textbox', { name: 'Username' }).waitFor()
    await inspect(page, 'hub-login-to-link')
    await typePasswordAtHub(page, other.accounts.second)
    await page.getByRole('textbox', { name: 'Authentication code' }).waitFor()
    await inspect(page, 'hub-code-to-link')
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await other.accounts.second.code())
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectRefusal(page, 'wrong_organization')
    await inspect(page, 'hub-refused')
  })

  it('while a person chooses among organizations, or is asked for consent', async () => {
    const here = await world.company()
    const there = await world.company()
    const master = await world.visitor()
    const page = await world.visitor()
    await openLauncher(page, hub, here.accounts.second)
    await openLauncher(master, hub, there.accounts.master)
    await openTab(master, 'Admin Settings', 'Members')
    const { username } = here.accounts.second
    await master.getByRole('textbox', { name: 'Email' }).fill(username)
    await master.getByRole('button', { name: 'Invite', exact: true }).click()
    await expectStatus(master, `${username} is invited`)
    await page.goto(await readMailedLink(master, hub, { to: username, subject: new RegExp(there.name) }))
    await inspect(page, 'hub-invitation-signed-in')
    await page.getByRole('button', { name: `Join ${there.name} as` }).click()
    await expectStatus(page, 'You have joined.')
    await inspectAt(page, 'hub-two', hub, '/organization')

    const callback = `${psa}/not-a-callback`
    const { answer } = await world.lanyard('client', 'add', 'Reports', '--redirect-uri', callback, '--third-party')
    const client = { client_id: String(answer['client_id']), redirect_uri: callback, response_type: 'code' }
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
    const query = new URLSearchParams({ ...client, ...challenge, scope: 'openid profile email', prompt: 'consent' })
    await page.goto(`${hub}/oidc/auth?${query}`)
    await page.getByRole('button', { name: 'Allow' }).waitFor()
    await inspect(page, 'hub-consent')

    const fresh = await world.visitor()
    await fresh.goto(`${hub}/login`)
    await logInAtHub(fresh, here.accounts.second)
    await fresh.getByRole('heading', { level: 1, name: 'Choose an organization' }).waitFor()
    await inspect(fresh, 'hub-choose-organization')
    await fresh.getByRole('button', { name: here.name }).click()
    await expectLauncher(fresh)
  })
})
