import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectLauncher, expectStatus, openLauncher } from './hub-steps.ts'
import { inspect } from './inspect.ts'
import { readMailedLink } from './mailbox.ts'
import { expectHint, expectHome, expectRefusal, fillPsaLogin, PASSWORD, typePasswordAtHub } from './steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us'])
const hub = world.origin('hub')
const next = 'seven herons over the weir'

async function typeNewPassword(page: Page, password: string, again = password): Promise<void> {
  await page.getByRole('textbox', { name: 'New password', exact: true }).fill(password)
  await page.getByRole('textbox', { name: 'New password again' }).fill(again)
}

async function expectHeading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

async function verify(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Authentication code' }).fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

describe('A person who forgot their password', () => {
  it('sets a new one by a mailed link, once; sessions end, and the second factor is asked as ever (T35, T9)', async () => {
    const { accounts } = await world.company()
    const { tech } = accounts
    const elsewhere = await world.visitor()
    await openLauncher(elsewhere, hub, tech)
    const page = await world.visitor()
    await page.goto(`${hub}/login`)
    await inspect(page, 'hub-login')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await expectHeading(page, 'Forgot your password?')
    await inspect(page, 'hub-forgot-password')

    for (const username of ['nobody@nowhere.example', tech.username]) {
      await page.goto(`${hub}/forgot-password`)
      await page.getByRole('textbox', { name: 'Username' }).fill(username)
      await page.getByRole('button', { name: 'Send the link' }).click()
      await expectStatus(page, 'If there is such an account, a mail is on its way to its address.')
    }
    await inspect(page, 'hub-link-sent')

    const link = await readMailedLink(page, hub, { to: tech.username, subject: /^Set a new .* password$/ })
    await page.goto(link)
    await expectHeading(page, 'Set a new password')
    await inspect(page, 'hub-reset-password')
    await typeNewPassword(page, 'qwertyuiop1234567890')
    await page.getByRole('button', { name: 'Set password' }).click()
    await expectHint(page, 'New password', 'too easy to guess')
    await typeNewPassword(page, next)
    await page.getByRole('button', { name: 'Set password' }).click()
    await expectHeading(page, 'Log in')
    await expectStatus(page, 'Your new password is set')
    await inspect(page, 'hub-login-after-reset')

    await elsewhere.reload()
    await expectHeading(elsewhere, 'Log in')
    await typePasswordAtHub(page, tech, next)
    await expectHeading(page, 'Enter your code')
    await verify(page, await tech.code())
    await expectLauncher(page)
    await page.goto(link)
    await expectStatus(page, 'You have set your new password')
    await elsewhere.goto(link)
    await expectRefusal(elsewhere, 'link_expired')
    await inspect(elsewhere, 'hub-reset-link-expired')
  })

  it('gets no link without a second factor, only a mail that says so: a mail alone opens no account (T35)', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await page.goto(`${hub}/forgot-password`)
    await page.getByRole('textbox', { name: 'Username' }).fill(accounts.newcomer.username)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expectStatus(page, 'If there is such an account')

    await page.goto(`${hub}/demo/mail`)

    const mails = page.locator('section').filter({ hasText: `To ${accounts.newcomer.username}` })
    assert.match(await mails.first().innerText(), /password was not reset/)
    assert.equal(await mails.getByRole('link').count(), 0)
  })
})

describe('A person who changes their own password', () => {
  it('reads why one is refused, keeps the session they are in, and loses every other (T9)', async () => {
    const { accounts } = await world.company()
    const { second } = accounts
    const elsewhere = await world.visitor()
    await openLauncher(elsewhere, hub, second)
    const page = await world.visitor()
    await openLauncher(page, hub, second)
    await page.goto(`${hub}/profile-settings/security/password`)
    await expectHeading(page, 'Change password')
    await inspect(page, 'hub-change-password')

    const current = 'lanyard-demo-password'
    const nick = second.username.split('@')[0] ?? ''
    for (const [typed, password, box, hint] of [
      ['not my password', next, 'Current password', 'That is not your current password'],
      [current, 'too short', 'New password', 'A password has at least'],
      [current, 'x'.repeat(129), 'New password', 'A password has at most'],
      [current, 'password123456', 'New password', 'too easy to guess'],
      [current, `harbour ${nick} lantern weir`, 'New password', 'contains your name'],
    ] as const) {
      await page.getByRole('textbox', { name: 'Current password' }).fill(typed)
      await typeNewPassword(page, password)
      await page.getByRole('button', { name: 'Change password' }).click()
      await expectHint(page, box, hint)
    }
    await page.getByRole('textbox', { name: 'Current password' }).fill(current)
    await typeNewPassword(page, next, `${next}!`)
    await page.getByRole('button', { name: 'Change password' }).click()
    await expectHint(page, 'New password again', 'not the same')
    await inspect(page, 'hub-change-password-refused')
    await page.getByRole('textbox', { name: 'Current password' }).fill(current)
    await typeNewPassword(page, next)
    await page.getByRole('button', { name: 'Change password' }).click()
    await expectStatus(page, 'Your password is changed')

    await elsewhere.reload()
    await expectHeading(elsewhere, 'Log in')
    await page.goto(`${hub}/demo/mail`)
    const mails = page.locator('section').filter({ hasText: `To ${second.username}` })
    for (const subject of [/A new device logged in/, /password was changed/]) {
      assert.equal(await mails.getByRole('heading', { name: subject }).count(), 1, String(subject))
    }
  })
})

describe('a forgotten PSA password', () => {
  it('is set again by a link in a mail, which works once and within the hour (A27)', async () => {
    const { employees, origin, id } = await world.company()
    const page = await world.visitor()
    const ask = async (username: string) => {
      await page.goto(`${origin}/login`)
      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      await page.getByRole('textbox', { name: 'Company' }).fill(id)
      await page.getByRole('textbox', { name: 'Username' }).fill(username)
      await page.getByRole('button', { name: 'Mail me a link' }).click()
      await expectStatus(page, 'a mail with a link is on its way')
    }
    await ask('nobody')
    await ask(employees.tech.username)
    const to = `${employees.tech.username}@${id}.example`
    const link = await readMailedLink(page, origin, { to, subject: /Set your PSA password/ })
    assert.equal(await page.getByText('nobody@').count(), 0)

    await page.goto(link)
    const fresh = 'a quite different password'
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill(fresh)
    await page.getByRole('textbox', { name: 'Repeat new password' }).fill(fresh)
    await page.getByRole('button', { name: 'Set password' }).click()
    await expectStatus(page, 'Your password is set.')
    await fillPsaLogin(page, employees.tech, PASSWORD)
    await expectHint(page, 'Password', 'password is not right')
    await fillPsaLogin(page, employees.tech, fresh)
    await expectHome(page)
    await page.goto(link)
    await expectStatus(page, 'You have set your password with this link')
  })
})
