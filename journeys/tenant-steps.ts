import assert from 'node:assert/strict'
import { eventually } from '@lanyard/suite/testing.ts'
import type { Locator, Page } from 'playwright-core'
import type { Company, Employee } from './company.ts'
import { logInToPsa, tenantSwitch } from './steps.ts'
import type { SharedWorld } from './world.ts'

/** What a PSA admin and a hub master do and see between "off" and "on". */

export const SETTINGS = '/admin/my-company/company-settings/it-complete'

/** Straight to the page, as from a bookmark. */
export async function openSettingsOf(page: Page, { origin }: { readonly origin: string }): Promise<void> {
  await page.goto(`${origin}${SETTINGS}`)
}

/** The PSA's admin on the page with the switch. */
export async function adminAtSwitch(page: Page, admin: Employee): Promise<void> {
  await logInToPsa(page, admin)
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await openSettingsOf(page, admin)
}

export async function expectSwitch(page: Page, state: 'on' | 'off'): Promise<void> {
  const checked = state === 'on'
  await page.getByRole('switch', { name: 'Log in with IT Complete', checked }).waitFor()
  assert.equal(await tenantSwitch(page).count(), 1)
}

/** The confirmation at the hub: names both sides. */
export async function expectConfirmation(page: Page, company: Company, organization: Company = company): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Connect PSA to IT Complete' }).waitFor()
  await expectText(page, company.name)
  await expectText(page, organization.name)
}

export async function expectText(within: Page | Locator, text: string | RegExp): Promise<void> {
  await within.getByText(text).first().waitFor()
}

export interface ShownRefusal {
  readonly text: string
  readonly code: string
  readonly reference: string
}

/** What an alert says, with the code and the reference below it. */
export async function readRefusal(page: Page): Promise<ShownRefusal> {
  const alert = page.getByRole('alert')
  await alert.waitFor()
  const [code = '', reference = ''] = await alert.locator('code').allInnerTexts()
  return { text: await alert.innerText(), code, reference }
}

/** The alert's code; and that it has a reference that support can look for. */
export async function expectAlert(page: Page, code: string): Promise<ShownRefusal> {
  const refusal = await readRefusal(page)
  assert.equal(refusal.code, code)
  assert.match(refusal.reference, /^\S{6,}$/)
  return refusal
}

/** Switches off on the page that asks, with the PSA password. */
export async function switchOff(page: Page, password = 'lanyard-demo-password'): Promise<void> {
  await tenantSwitch(page).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'PSA password' }).fill(password)
  await dialog.getByRole('button', { name: 'Switch off' }).click()
}

/** Loads the page again until it shows something that comes about elsewhere. */
export function reloadUntil(page: Page, shown: Locator): Promise<void> {
  return reload(page, async () => (await shown.count()) > 0, `shows ${String(shown)}`)
}

/** Loads the page again for as long as it shows something. */
export function reloadWhile(page: Page, shown: Locator): Promise<void> {
  return reload(page, async () => (await shown.count()) === 0, `shows ${String(shown)} no more`)
}

async function reload(page: Page, isDone: () => Promise<boolean>, input: string): Promise<void> {
  await eventually(`${page.url()} ${input}`, async () => {
    if (await isDone()) return true
    await page.reload()
    return false
  })
}

/** The connections that the hub holds for an organization, as the operator sees them. */
export async function linksOf(world: Pick<SharedWorld, 'lanyard'>, { id }: Company): Promise<readonly unknown[]> {
  const { answer } = await world.lanyard('links', id)
  return answer['links'] as unknown[]
}
