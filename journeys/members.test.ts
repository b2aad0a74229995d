import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { authenticator } from './authenticator.ts'
import {
  acceptInvitation,
  expectLauncher,
  expectStatus,
  finishEnrolment,
  openLauncher,
  openTab,
  readSetupKey,
  openActs,
  rowOf,
} from './hub-steps.ts'
import { inspect } from './inspect.ts'
import { readMailedLink } from './mailbox.ts'
import {
  enableLogin,
  expectHint,
  expectHome,
  expectRefusal,
  logInAtHub,
  logInToPsa,
  switchOnUpToConfirmation,
  typePasswordAtHub,
} from './steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us'])
const hub = world.origin('hub')

describe('the members of an organization', () => {
  it('come by a list, are found again, and arrive at the launcher with one password and one code (A5, A7)', async () => {
    const { accounts, name } = await world.company()
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    await openTab(page, 'Admin Settings', 'Members')
    await page.getByRole('link', { name: 'Invite from a list' }).click()
    const long = `${'somebodywithanamethatdoesnotend'.repeat(2)}@list.example`
    const rows = [
      'email;role',
      'ada@list.example;',
      `${long};`,
      `${accounts.tech.username};`,
      'nobody;',
      'ada@list.example;master',
    ]
    await page.getByRole('textbox', { name: 'Rows' }).fill(rows.join('\n'))
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByText('2 people would be invited.').waitFor()
    await page.getByRole('button', { name: 'Invite all' }).click()
    await expectStatus(page, '2 people are invited.')
    await rowOf(page, 'Not an e-mail address').waitFor()
    await rowOf(page, 'In the list twice').waitFor()
    await rowOf(page, accounts.tech.username).getByText('A member already').waitFor()
    await inspect(page, 'hub-members-import')

    await page.getByRole('link', { name: 'Back to members' }).click()
    await page.getByRole('searchbox', { name: 'Search' }).fill('ADA@LIST')
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Invited')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await openActs(page, 'ada@list.example')
    await rowOf(page, 'ada@list.example').getByRole('button', { name: 'Withdraw' }).waitFor()
    assert.equal(await page.getByRole('row').count(), 2, 'the heading and one person')
    await page.getByRole('link', { name: 'Show everyone' }).click()
    await inspect(page, 'hub-members-list')

    const person = await world.visitor()
    await person.goto(await readMailedLink(person, hub, { to: 'ada@list.example', subject: new RegExp(name) }))
    await inspect(person, 'hub-invitation-new')
    const ada = { name: 'Ada List', username: 'ada@list.example', password: 'five words make a password' }
    await acceptInvitation(person, person.url(), ada)
    await finishEnrolment(person, await authenticator(await readSetupKey(person))())
    await expectLauncher(person)
    await page.reload()
    await rowOf(page, 'Ada List').getByText('Set up', { exact: true }).waitFor()
  })

  it('are made masters by one more press where the master’s session has ended meanwhile (FS2)', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    await page.goto(`${hub}/admin-settings/members?search=${accounts.tech.username}`)
    await page.context().clearCookies({ name: 'lanyard_hub' })
    await openActs(page, accounts.tech.username)
    await rowOf(page, accounts.tech.name).getByRole('button', { name: 'Make master' }).click()
    await page.getByText('Your session has ended').waitFor()
    await inspect(page, 'hub-login-ended')
    await logInAtHub(page, accounts.master)
    await page.getByRole('dialog', { name: `Make ${accounts.tech.name} a master` }).waitFor()
    await inspect(page, 'hub-kept')
    await page.getByRole('button', { name: 'Make master' }).click()
    await expectStatus(page, `${accounts.tech.name} is a master now.`)
    assert.equal(new URL(page.url()).searchParams.get('search'), accounts.tech.username)
  })

  it('who have lost their phone get in again by a master’s reset, and link nothing for a day (T35, T36)', async () => {
    const company = await world.company({ linked: true })
    const { accounts, employees } = company
    const theirs = await world.visitor()
    await openLauncher(theirs, hub, accounts.tech)
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    await openTab(page, 'Admin Settings', 'Members')
    await openActs(page, accounts.tech.username)
    await rowOf(page, accounts.tech.username).getByRole('link', { name: 'Reset second factor' }).click()
    const dialog = page.getByRole('dialog', { name: `Reset the second factor of ${accounts.tech.name}?` })
    await dialog.getByText('1 session ends here').waitFor()
    await dialog.getByRole('button', { name: 'Reset second factor' }).click()
    await expectHint(page, 'Reason', 'A reset needs a reason')
    await inspect(page, 'hub-reset-second-factor')
    await page.getByRole('textbox', { name: 'Reason' }).fill('Called back at the number in their contract.')
    await page.getByRole('button', { name: 'Reset second factor' }).click()
    await expectStatus(page, `The second factor of ${accounts.tech.name} is reset.`)
    await rowOf(page, accounts.tech.username).getByText('Not set up').waitFor()

    await theirs.goto(hub)
    await typePasswordAtHub(theirs, accounts.tech)
    const code = authenticator(await readSetupKey(theirs))
    await finishEnrolment(theirs, await code())
    await expectLauncher(theirs)
    await theirs.goto(`${hub}/demo/mail`)
    for (const subject of [/^Your second factor .* was reset$/, /^The second factor of .* was reset$/])
      await theirs.getByRole('heading', { name: subject }).first().waitFor()

    const again = { ...accounts.tech, code }
    await theirs.goto(`${company.origin}/login`)
    await theirs.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await expectHome(theirs)
    const other = await world.visitor()
    await logInToPsa(other, employees.tech2)
    await enableLogin(other, again)
    await expectRefusal(other, 'linking_paused')
    await inspect(other, 'hub-linking-paused')
    const reference = await other.getByRole('alert').locator('code').last().innerText()
    await other.getByRole('link', { name: 'Back to PSA' }).click()
    await expectRefusal(other, 'linking_paused')
    assert.equal(await other.getByRole('alert').locator('code').last().innerText(), reference)
    await inspect(other, 'psa-linking-paused')
  })

  it('who are their organization’s only master are let in by the operator, and connect nothing for a day (T36)', async () => {
    const { accounts, employees } = await world.company()
    const reset = ['second-factor', 'reset', accounts.master.username, '--reason', 'Met at their office.']
    assert.equal((await world.lanyard(...reset)).answer['reset'], true)
    const page = await world.visitor()
    await page.goto(hub)
    await typePasswordAtHub(page, accounts.master)
    const code = authenticator(await readSetupKey(page))
    await finishEnrolment(page, await code())
    await expectLauncher(page)

    const admin = await world.visitor()
    await logInToPsa(admin, employees.admin)
    await switchOnUpToConfirmation(admin, { ...accounts.master, code })
    await expectRefusal(admin, 'linking_paused')
    assert.equal(await admin.getByRole('button', { name: 'Connect and link me' }).count(), 0)
  })
})
