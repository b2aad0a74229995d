import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectLauncher, expectStatus, openTile } from './hub-steps.ts'
import { inspect } from './inspect.ts'
import {
  connectAndLinkMe,
  expectHome,
  expectRefusal,
  fillPsaLogin,
  logInAtHub,
  logInThroughHub,
  logOut,
  openMySettings,
  tenantSwitch,
} from './steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'rmm-us'])
const hub = world.origin('hub')
const rmm = world.origin('rmm-us')

const expectDevices = (page: Page) => page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
const useHub = (page: Page) => page.getByRole('link', { name: 'Log in with IT Complete' }).click()

/** By the menu in the launcher's banner, which is named after the organization that one is in. */
async function switchTo(page: Page, from: string, to: string): Promise<void> {
  await page.goto(hub)
  await expectLauncher(page)
  const banner = page.getByRole('banner')
  await banner.getByRole('button', { name: from }).click()
  await banner.getByRole('button', { name: to }).click()
  await expectStatus(page, to)
}

/** Looks at the launcher until the product has told the hub of the link. */
async function expectReady(page: Page, module: string): Promise<void> {
  const ready = page.getByRole('main').getByRole('listitem').filter({ hasText: module }).getByText('Ready')
  for (let looks = 0; looks < 100; looks += 1) {
    await page.goto(hub)
    await expectLauncher(page)
    if ((await ready.count()) > 0) return
  }
  throw new Error(`${module} is not ready`)
}

describe('one person in two organizations', () => {
  it('works in the PSA for one and in RMM for the other, and is asked for neither again (P10, P11)', async () => {
    const first = await world.company({ linked: true })
    const second = await world.company({ rmm: true })
    const person = first.accounts.tech
    const page = await world.visitor()
    await logInThroughHub(page, first.origin, person)
    await expectHome(page)
    const invited = await world.lanyard('master', 'invite', second.id, person.username)
    await page.goto(String(invited.answer['link']))
    await page.getByRole('button', { name: `Join ${second.name} as ${person.username}` }).click()
    await expectStatus(page, 'You have joined.')

    // What is linked is chosen, whatever came before.
    const admin = await world.visitor()
    await admin.goto(`${rmm}/login`)
    await fillPsaLogin(admin, second.rmm.admin)
    await admin.getByRole('navigation').getByRole('link', { name: 'IT Complete' }).click()
    await tenantSwitch(admin).click()
    await logInAtHub(admin, person)
    await admin.getByRole('heading', { level: 1, name: 'Choose an organization' }).waitFor()
    await inspect(admin, 'hub-choose-organization')
    await admin.getByRole('button', { name: second.name }).click()
    await connectAndLinkMe(admin)
    await expectStatus(admin, `RMM is connected to ${second.name}`)

    // Each organization's tiles lead to what is connected there, and sign in nowhere else.
    await expectReady(page, 'RMM')
    await openTile(page, 'RMM')
    await expectDevices(page)
    await switchTo(page, second.name, first.name)
    await openTile(page, 'PSA')
    await expectHome(page)

    // From each product's own login page, whichever organization the hub's session is in.
    await logOut(page)
    await useHub(page)
    await expectHome(page)
    await page.goto(`${rmm}/`)
    await logOut(page)
    await useHub(page)
    await expectDevices(page)

    // The link belongs to the membership: in the other organization the same person has no user at the PSA.
    await page.goto(`${first.origin}/`)
    await openMySettings(page)
    await page.getByText(`Linked to ${person.username}, ${first.name}`).waitFor()
    await page.goto(`${first.origin}/connect/initiate-login?iss=${encodeURIComponent(hub)}&organization=${second.id}`)
    await expectRefusal(page, 'tenant_not_linked')
    assert.match(page.url(), /\/login/)
  })
})
