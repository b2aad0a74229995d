import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectStatus, openLauncher, openTab, openTile, rowOf } from './hub-steps.ts'
import { inspect, inspectAt } from './inspect.ts'
import { readMailedLink } from './mailbox.ts'
import { expectHint, expectHome, expectRefusal } from './steps.ts'
import { openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us'] })
const hub = world.origin('hub')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe('a person looks after their own account', () => {
  it('changes name, language and address, the address once the mail is opened (T46)', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.tech)

    await openTab(page, 'Profile Settings', 'Profile')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Lovelace')
    await page.getByRole('combobox', { name: 'Language' }).selectOption('English (United States)')
    await button(page, 'Save').click()
    await expectStatus(page, 'saved')
    await page.getByRole('banner').getByRole('button', { name: 'Ada Lovelace' }).waitFor()

    await page.getByRole('link', { name: 'Change e-mail' }).click()
    await inspect(page, 'hub-email')
    await page.getByRole('textbox', { name: 'New e-mail address' }).fill('nowhere')
    await button(page, 'Change e-mail').click()
    await expectHint(page, 'New e-mail address', 'That is not an e-mail address')
    await page.getByRole('textbox', { name: 'New e-mail address' }).fill('ada@new.example')
    await button(page, 'Change e-mail').click()
    await expectStatus(page, 'ada@new.example')
    await inspect(page, 'hub-email-pending')

    const elsewhere = await world.visitor()
    const link = await readMailedLink(elsewhere, hub, { to: 'ada@new.example', subject: /Confirm your address/ })
    await elsewhere.goto(link)
    await inspect(elsewhere, 'hub-confirm-email')
    await button(elsewhere, 'Confirm').click()
    await expectStatus(elsewhere, 'ada@new.example')
    await inspect(elsewhere, 'hub-confirmed-email')
    await elsewhere.reload()
    await expectStatus(elsewhere, 'You have confirmed this address')
    await openTab(page, 'Profile Settings', 'Profile')
    await page.getByText('ada@new.example').first().waitFor()
    assert.equal(await button(page, 'Cancel change').count(), 0)
  })

  it('ends the session of another browser, which is logged out at its next click, in products too, and finds it all in the list', async () => {
    const { accounts } = await world.company({ linked: true })
    const [page, other] = [await world.visitor(), await world.visitor()]
    await openLauncher(page, hub, accounts.tech)
    await openLauncher(other, hub, accounts.tech)
    await openTile(other, 'PSA')
    await expectHome(other)

    await openTab(page, 'Profile Settings', 'Sessions')
    await inspect(page, 'hub-sessions')
    await rowOf(page, 'Chrome').filter({ hasNotText: 'This session' }).getByRole('button', { name: 'End this' }).click()
    await expectStatus(page, 'The session is ended')
    await page.getByText('You are logged in nowhere else').waitFor()
    await other.getByRole('navigation').getByRole('link', { name: 'Tickets' }).click()
    await other.getByRole('textbox', { name: 'Company' }).waitFor()
    await other.goto(hub)
    await other.getByRole('heading', { level: 1, name: 'Log in' }).waitFor()

    await openTab(page, 'Profile Settings', 'Activity')
    await rowOf(page, 'A session was ended').waitFor()
    await inspect(page, 'hub-activity')
  })

  it('ends a session while a product is down, which serves nothing of it when it is back (T26)', async () => {
    const { accounts, origin } = await world.company({ linked: true })
    const [page, other] = [await world.visitor(), await world.visitor()]
    await openLauncher(page, hub, accounts.tech)
    await openLauncher(other, hub, accounts.tech)
    await openTile(other, 'PSA')
    await expectHome(other)
    await world.kill('psa-us')

    await openTab(page, 'Profile Settings', 'Sessions')
    await rowOf(page, 'Chrome').filter({ hasNotText: 'This session' }).getByRole('button', { name: 'End this' }).click()
    await expectStatus(page, 'The session is ended')
    await world.start('psa-us')

    await other.goto(origin)
    await other.getByRole('textbox', { name: 'Company' }).waitFor()
  })

  it('sees where they are linked, and is asked before that ends', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, company.accounts.tech)

    await openTab(page, 'Profile Settings', 'Products')
    await inspectAt(page, 'hub', hub, '/profile-settings/products')
    await rowOf(page, 'PSA').getByRole('link', { name: 'Unlink' }).click()
    await page.getByRole('dialog').waitFor()
    await inspect(page, 'hub-unlink')
    await page.getByRole('link', { name: 'Keep it' }).click()
    await rowOf(page, 'PSA').getByRole('link', { name: 'PSA', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  })

  it('unlinks their account here, and the PSA lets them in by it no more', async () => {
    const company = await world.company({ linked: true })
    const page = await world.visitor()
    await openLauncher(page, hub, company.accounts.tech)
    await openTab(page, 'Profile Settings', 'Products')
    await rowOf(page, 'PSA').getByRole('link', { name: 'Unlink' }).click()

    await page.getByRole('button', { name: 'Unlink' }).click()

    await expectStatus(page, 'PSA is told to unlink your account')
    await rowOf(page, 'PSA').getByText('Not linked').waitFor()
    await rowOf(page, 'PSA').getByRole('link', { name: 'PSA', exact: true }).click()
    await expectRefusal(page, 'user_not_linked')
  })
})
