import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Account, Employee } from './world.ts'

/** What people do, in their own words; every step uses the names that a person sees or hears. */

export const PASSWORD = 'lanyard-demo-password'

export async function logInToPsa(page: Page, employee: Employee, password: string = PASSWORD): Promise<void> {
  await page.goto(`${employee.origin}/login`)
  await fillPsaLogin(page, employee, password)
}

/** Fills the login form of a product that is open in front of the person. */
export async function fillPsaLogin(page: Page, employee: Employee, password: string = PASSWORD): Promise<void> {
  await page.getByRole('textbox', { name: 'Company' }).fill(employee.tenant)
  await page.getByRole('textbox', { name: 'Username' }).fill(employee.username)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}

/** Types username and password at the hub's login page that is open, and stops at the page with the code. */
export async function typePasswordAtHub(page: Page, account: Account, password: string = PASSWORD): Promise<void> {
  await page.getByRole('textbox', { name: 'Username' }).fill(account.username)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}

/** Both factors at the hub's login page that is open. */
export async function logInAtHub(page: Page, account: Account): Promise<void> {
  await typePasswordAtHub(page, account)
  await page.getByRole('textbox', { name: 'Authentication code' }).fill(await account.code())
  await page.getByRole('button', { name: 'Verify' }).click()
}

/** Admin > My Company > Company Settings > IT Complete, link by link (A8). */
export async function openTenantSettings(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Admin', exact: true }).click()
  await page.getByRole('link', { name: 'My Company', exact: true }).click()
  await page.getByRole('link', { name: 'Company Settings', exact: true }).click()
  await page.getByRole('link', { name: 'IT Complete', exact: true }).click()
}

export function tenantSwitch(page: Page) {
  return page.getByRole('switch', { name: 'Log in with IT Complete' })
}

/** Switches on as the PSA's admin and goes through the hub as the given account, up to its last page. */
export async function switchOnUpToConfirmation(page: Page, account: Account): Promise<void> {
  await openTenantSettings(page)
  assert.equal(await tenantSwitch(page).getAttribute('aria-checked'), 'false')
  await tenantSwitch(page).click()
  await logInAtHub(page, account)
}

export async function connectAndLinkMe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect and link me' }).click()
}

/** The menu in the banner that carries the person's own name. */
export async function openOwnMenu(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button').last().click()
}

export async function openMySettings(page: Page): Promise<void> {
  await openOwnMenu(page)
  await page.getByRole('link', { name: 'My Settings' }).click()
}

export async function logOut(page: Page): Promise<void> {
  await openOwnMenu(page)
  await page.getByRole('button', { name: 'Log out' }).click()
}

/** My Settings > Enable Login with IT Complete → hub → home page (A14). */
export async function enableLogin(page: Page, account: Account): Promise<void> {
  await openMySettings(page)
  await page.getByRole('button', { name: 'Enable Login with IT Complete' }).click()
  await logInAtHub(page, account)
}

/** The link on the product's login page, then both factors at the hub (A16). */
export async function logInThroughHub(page: Page, origin: string, account: Account): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.getByRole('link', { name: 'Log in with IT Complete' }).click()
  await logInAtHub(page, account)
}

export async function expectHome(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
}

/** What is wrong with a box's text stands beside it, is read out with it, and is no alert with a code; the page begins there. */
export async function expectHint(page: Page, box: string | RegExp, hint: string): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: hint })
  await alert.waitFor()
  const field = page.getByRole('textbox', { name: box, exact: true })
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  const described = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
  assert.ok(described.includes((await alert.getAttribute('id')) ?? ''))
  assert.ok(await field.evaluate((element) => element === document.activeElement), 'the box has the focus')
  assert.equal(await page.locator('.evidence').count(), 0)
}

/** A refusal that the person sees: role alert, its sentence and its code. */
export async function expectRefusal(page: Page, code: string): Promise<void> {
  await page
    .getByRole('alert')
    .filter({ hasText: new RegExp(`\\b${code}\\b`) })
    .waitFor()
}
