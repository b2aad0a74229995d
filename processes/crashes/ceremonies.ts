import assert from 'node:assert/strict'
import { readPage } from '@lanyard/ui/testing'
import type { CrashCompany } from './world.ts'
import type { Page } from './visitor.ts'

const PASSWORD = 'lanyard-demo-password'

/** The admin's page with the switch, below the PSA's origin. */
export const SETTINGS = '/admin/my-company/company-settings/it-complete'

/** What a person does from the first click to the last page; null once a page is another than it should be. */
export type Ceremony = (company: CrashCompany) => Promise<Page | null>

/** Switch on → both factors at the hub → "Connect and link me" → back in the PSA. */
export async function switchOn(company: CrashCompany): Promise<Page | null> {
  const connect = await openConfirmation(company)
  const settings = connect && (await company.visitor.post(connect.url.href, { decision: 'link_me' }))
  return settings && isAt(settings, SETTINGS) ? settings : null
}

/** Switch on → both factors at the hub, and no further. */
export async function openConfirmation({ visitor, psa, account }: CrashCompany): Promise<Page | null> {
  const password = await visitor.post(`${psa}/connect/link-tenant`)
  if (!isAt(password, /^\/login\/[^/]+$/)) return null
  const code = await visitor.post(password.url.href, { username: account.username, password: PASSWORD })
  if (!isAt(code, /\/code$/)) return null
  const connect = await visitor.post(code.url.href, { code: await account.code() })
  return isAt(connect, /\/connect$/) ? connect : null
}

/** Switch off, with the PSA password. */
export async function switchOff({ visitor, psa }: CrashCompany): Promise<Page | null> {
  const settings = await visitor.post(`${psa}${SETTINGS}/switch-off`, { password: PASSWORD })
  return isAt(settings, SETTINGS) ? settings : null
}

/** The admin's page with the switch; logs in first, where the session is over. */
export async function openSettings({ visitor, psa, id }: CrashCompany): Promise<Page> {
  const found = await visitor.get(psa + SETTINGS)
  if (isAt(found, SETTINGS)) return found
  await visitor.post(`${psa}/login`, { company: id, username: 'admin', password: PASSWORD })
  const settings = await visitor.get(psa + SETTINGS)
  assert.equal(settings.url.pathname, SETTINGS)
  return settings
}

/** Is the switch on, as the page says? */
export function isOn({ text, url }: Page): boolean {
  return readPage(text, url).switch().isOn
}

function isAt({ url, status }: Page, path: string | RegExp): boolean {
  return status === 200 && (typeof path === 'string' ? url.pathname === path : path.test(url.pathname))
}
