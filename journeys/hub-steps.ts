import type { Page } from 'playwright-core'
import { logInAtHub, openOwnMenu } from './steps.ts'
import type { Account } from './world.ts'

/** What people do at the hub's own pages. */

/** Logs in at the hub itself, up to the launcher. */
export async function openLauncher(page: Page, hub: string, account: Account): Promise<void> {
  await page.goto(`${hub}/login`)
  await logInAtHub(page, account)
  await expectLauncher(page)
}

export async function expectLauncher(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'My modules' }).waitFor()
}

export async function openTile(page: Page, module: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: module, exact: true }).click()
}

/** Own name > Admin Settings or Profile Settings > the tab. */
export async function openTab(
  page: Page,
  settings: 'Admin Settings' | 'Profile Settings',
  tab:
    'Members' | 'Module URLs' | 'Connections' | 'Audit' | 'Profile' | 'Security' | 'Sessions' | 'Products' | 'Activity',
): Promise<void> {
  await openOwnMenu(page)
  await page.getByRole('link', { name: settings }).click()
  await page.getByRole('link', { name: tab, exact: true }).click()
}

/** Opens the menu of a person's row. */
export async function openActs(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: /^Actions/ })
    .click()
}

/** Presses what is in the menu of a person's row. */
export async function actFor(page: Page, name: string, act: string): Promise<void> {
  await openActs(page, name)
  await rowOf(page, name).getByRole('button', { name: act, exact: true }).click()
}

/** Presses in a row what ends something for a person, and the button of the same name on the page that asks first. */
export async function endFor(page: Page, name: string, act: string): Promise<void> {
  await actFor(page, name, act)
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click()
}

/** The row of a person in a table of people. */
export function rowOf(page: Page, name: string) {
  return page.getByRole('row').filter({ hasText: name })
}

export async function expectStatus(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole('status').filter({ hasText: text }).first().waitFor()
}

export interface NewAccount {
  readonly name: string
  readonly username: string
  readonly password: string
}

/** Fills the page behind an invitation's link, for a person who has no account yet. */
export async function acceptInvitation(page: Page, link: string, person: NewAccount): Promise<void> {
  await page.goto(link)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(person.name)
  await page.getByRole('textbox', { name: 'Username' }).fill(person.username)
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(person.password)
  await page.getByRole('textbox', { name: 'Password again' }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

/** The key that the enrolment page shows, as it is typed into an app. */
export async function readSetupKey(page: Page): Promise<string> {
  await page.getByRole('heading', { level: 1, name: 'Set up your authenticator app' }).waitFor()
  return page.getByRole('textbox', { name: 'Setup key' }).inputValue()
}

/** Proves the new app with its first code, and puts the recovery codes away. */
export async function finishEnrolment(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Authentication code' }).fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByRole('heading', { level: 1, name: 'Recovery codes' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
}
