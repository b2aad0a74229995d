import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { authenticator } from './authenticator.ts'
import { expectLauncher, expectStatus, openLauncher, openTab, readSetupKey, rowOf } from './hub-steps.ts'
import { inspect } from './inspect.ts'
import { carryAuthenticator } from './passkey.ts'
import { expectHint, expectHome, expectRefusal, logInToPsa, openMySettings, typePasswordAtHub } from './steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us'])
const hub = world.origin('hub')

const passkey = (page: Page) => page.getByRole('button', { name: 'Log in with a passkey' })

/** The codes on the page that shows them, which is left with "Continue". */
async function readRecoveryCodes(page: Page): Promise<string[]> {
  await page.getByRole('heading', { level: 1, name: 'Recovery codes' }).waitFor()
  const codes = await page.getByRole('main').getByRole('code').allInnerTexts()
  assert.equal(codes.length, 10)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('table').waitFor()
  return codes.map((code) => code.trim())
}

async function logInWithRecoveryCode(page: Page, code: string): Promise<void> {
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

async function logInAgain(page: Page): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${hub}/login`)
}

describe('second factors', () => {
  it('are a second app, before the first is removed; one always remains, and a recovery code works once (T33, T37)', async () => {
    const { accounts } = await world.company()
    const { tech } = accounts
    const page = await world.visitor()
    await openLauncher(page, hub, tech)
    await page.getByText('You have no recovery codes.').waitFor()
    await openTab(page, 'Profile Settings', 'Security')
    await rowOf(page, 'Authenticator app').waitFor()

    await rowOf(page, 'Authenticator app').getByRole('link', { name: 'Remove' }).click()
    await expectRefusal(page, 'last_factor')
    await page.getByRole('link', { name: 'Add an authenticator app' }).click()
    const nextCode = authenticator(await readSetupKey(page))
    await inspect(page, 'hub-add-authenticator')
    await page.getByRole('textbox', { name: 'Name' }).fill('Tablet in the van')
    await page.getByRole('textbox', { name: 'Authentication code' }).fill('000000')
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectHint(page, 'Authentication code', 'That code is not right')
    assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Tablet in the van')
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await nextCode())
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectStatus(page, 'The authenticator app is added.')
    await inspect(page, 'hub-new-recovery-codes')
    const [former = ''] = await readRecoveryCodes(page)

    await rowOf(page, 'Tablet in the van').getByRole('link', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Tablet '.repeat(14))
    await inspect(page, 'hub-rename-factor')
    await page.getByRole('button', { name: 'Save name' }).click()
    await expectStatus(page, 'The name is saved.')
    await inspect(page, 'hub-security-two')

    await page.getByRole('row').nth(1).getByRole('link', { name: 'Remove' }).click()
    await page.getByRole('dialog').waitFor()
    await inspect(page, 'hub-remove-factor')
    await page.getByRole('button', { name: 'Remove' }).click()
    const [code = ''] = await readRecoveryCodes(page)
    assert.equal(await page.getByRole('row').count(), 2)

    await logInAgain(page)
    await typePasswordAtHub(page, tech)
    await page.getByRole('textbox', { name: 'Authentication code' }).fill(await nextCode())
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectLauncher(page)
    assert.equal(await page.getByText('recovery codes').count(), 0)

    await logInAgain(page)
    await typePasswordAtHub(page, tech)
    await logInWithRecoveryCode(page, former)
    await expectHint(page, 'Recovery code', 'That code is not right')
    await page.getByRole('textbox', { name: 'Recovery code' }).fill(code)
    await page.getByRole('button', { name: 'Verify' }).click()
    await expectLauncher(page)
    await logInAgain(page)
    await typePasswordAtHub(page, tech)
    await logInWithRecoveryCode(page, code)
    await expectHint(page, 'Recovery code', 'That code is not right')
  })

  it('are passkeys: one alone logs in at the hub and to the PSA, and links a user (A14, A16)', async () => {
    const { accounts, employees, origin } = await world.company({ linked: true })
    const { second } = accounts
    const page = await world.visitor()
    const device = await carryAuthenticator(page)
    await openLauncher(page, hub, second)
    await openTab(page, 'Profile Settings', 'Security')
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('My laptop')
    await inspect(page, 'hub-add-passkey')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expectStatus(page, 'The passkey is added.')
    await readRecoveryCodes(page)
    await rowOf(page, 'My laptop').getByText('Passkey on one device').waitFor()

    await logInAgain(page)
    await device.cancelsNext(true)
    await passkey(page).click()
    await expectStatus(page, 'No passkey was used.')
    await inspect(page, 'hub-login-passkey-cancelled')
    await device.cancelsNext(false)
    await passkey(page).click()
    await expectLauncher(page)

    await page.context().clearCookies()
    await logInToPsa(page, employees.tech2)
    await openMySettings(page)
    await page.getByRole('button', { name: 'Enable Login with IT Complete' }).click()
    await passkey(page).click()
    await page.getByRole('heading', { level: 1, name: 'Is this your account?' }).waitFor()
    await page.getByRole('main').getByText(employees.tech2.username, { exact: true }).waitFor()
    await page.getByRole('main').getByText(second.username).waitFor()
    await inspect(page, 'hub-passkey-account')
    await page.getByRole('button', { name: 'Use another account' }).click()
    await passkey(page).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await expectHome(page)

    await page.context().clearCookies()
    await page.goto(`${origin}/login`)
    await page.getByRole('link', { name: 'Log in with IT Complete' }).click()
    await passkey(page).click()
    await expectHome(page)
    await page.getByRole('banner').getByRole('button', { name: employees.tech2.name }).waitFor()

    await logInAgain(page)
    await typePasswordAtHub(page, second)
    await inspect(page, 'hub-code-or-passkey')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await expectLauncher(page)
    await openTab(page, 'Profile Settings', 'Security')
    await rowOf(page, 'Authenticator app').last().getByRole('link', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await readRecoveryCodes(page)
    await logInAgain(page)
    await typePasswordAtHub(page, second)
    await page.getByRole('heading', { level: 1, name: 'Use your passkey' }).waitFor()
    await inspect(page, 'hub-passkey-only')

    const withoutScript = await world.visitor({ javaScriptEnabled: false })
    await withoutScript.goto(`${hub}/login`)
    await typePasswordAtHub(withoutScript, second)
    await withoutScript.getByText('passkeys need script in your browser').waitFor()
    assert.equal(await withoutScript.getByRole('textbox', { name: 'Authentication code' }).count(), 0)
  })
})
