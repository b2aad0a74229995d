import assert from 'node:assert/strict'
import type { Browser } from '../src/testing/hostile-browser.ts'
import type { Person } from './hub-provider.ts'
import type { World } from './world.ts'

const CALLBACK = /\/connect\/callback/

/** Goes through a ceremony up to the address that brings the hub's answer, and does not open it. */
export async function upToCallback(
  world: World,
  browser: Browser,
  what: 'link-tenant' | 'link-user' | 'sign-in',
  person: Person,
): Promise<URL> {
  world.hub.person = person
  const url = `${world.product.origin}/connect/${what}`
  const page =
    what === 'sign-in' ? await browser.open(url, { until: CALLBACK }) : await browser.post(url, {}, { until: CALLBACK })
  assert.match(page.url.href, CALLBACK)
  return page.url
}
