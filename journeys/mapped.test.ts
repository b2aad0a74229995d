import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { axe } from './axe.ts'
import { expectStatus, openLauncher, openTab } from './hub-steps.ts'
import { logInAtHub, tenantSwitch } from './steps.ts'
import {
  adminAtSwitch,
  expectAlert,
  expectConfirmation,
  expectSwitch,
  expectText,
  linksOf,
  readRefusal,
  reloadUntil,
  switchOff,
} from './tenant-steps.ts'
import { type Company, openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us', 'psa-uk'] })
const hub = world.origin('hub')

/** The admin of a company before IT Complete's last page, with the master account of any organization. */
async function beforeConfirmation(company: Company, organization: Company) {
  const page = await world.visitor()
  await adminAtSwitch(page, company.employees.admin)
  await tenantSwitch(page).click()
  await logInAtHub(page, organization.accounts.master)
  return page
}

describe('An organization that is connected already', () => {
  for (const region of ['us', 'uk'] as const) {
    it(`is refused to another company in ${region.toUpperCase()}, at IT Complete and again in the PSA (A12)`, async () => {
      const taken = await world.company({ region: 'us', linked: true })
      const other = await world.company({ region })
      const page = await beforeConfirmation(other, taken)

      const there = await expectAlert(page, 'organization_already_linked')
      assert.equal(new URL(page.url()).origin, hub)
      assert.match(there.text, new RegExp(`${taken.name} is already connected to another PSA tenant`))
      assert.match(there.text, /\bUS\b/)
      assert.match(there.text, /One organization connects to one tenant at a time/)
      assert.deepEqual(await page.getByRole('main').getByRole('button').allInnerTexts(), ['Use another account'])
      await axe(page)
      await page.getByRole('link', { name: 'Back to PSA' }).click()

      const here = await expectAlert(page, 'organization_already_linked')
      assert.equal(here.reference, there.reference)
      assert.equal(new URL(page.url()).origin, other.origin)
      await expectSwitch(page, 'off')
      const holder = await world.visitor()
      await adminAtSwitch(holder, taken.employees.admin)
      await expectSwitch(holder, 'on')
    })
  }

  it('goes to exactly one of two companies, in two regions, whose admins press at once (A12, T5)', async () => {
    const organization = await world.company({ region: 'us' })
    const other = await world.company({ region: 'uk' })
    const pages = [await beforeConfirmation(organization, organization), await beforeConfirmation(other, organization)]
    for (const page of pages) await page.getByRole('button', { name: 'Connect only' }).waitFor()

    await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Connect only' }).click()))

    const outcomes = await Promise.all(
      pages.map(async (page) => {
        const on = page.getByRole('switch', { checked: true })
        const refused = page.getByRole('alert')
        await on.or(refused).first().waitFor()
        return (await on.count()) === 1 ? 'on' : (await readRefusal(page)).code
      }),
    )
    assert.deepEqual(outcomes.toSorted(), ['on', 'organization_already_linked'])
    assert.equal((await linksOf(world, organization)).length, 1)
  })

  it('can be connected elsewhere once it is switched off (A12)', async () => {
    const former = await world.company({ region: 'us', linked: true })
    const next = await world.company({ region: 'uk' })
    const admin = await world.visitor()
    await adminAtSwitch(admin, former.employees.admin)
    await switchOff(admin)
    await expectSwitch(admin, 'off')

    const page = await beforeConfirmation(next, former)
    await expectConfirmation(page, next, former)
    await page.getByRole('button', { name: 'Connect only' }).click()

    await expectSwitch(page, 'on')
    await expectText(page.getByRole('status'), `PSA is connected to ${former.name}`)
  })

  it('is still being disconnected while IT Complete was not told; a master can end it there (A12)', async () => {
    const former = await world.company({ region: 'us', linked: true })
    const next = await world.company({ region: 'uk' })
    const admin = await world.visitor()
    await adminAtSwitch(admin, former.employees.admin)
    await world.stop('hub')
    await switchOff(admin)
    await expectSwitch(admin, 'off')

    await tenantSwitch(admin).click()
    const closing = await expectAlert(admin, 'previous_link_closing')
    assert.match(closing.text, /Try again in a minute, or ask a master/)
    await expectSwitch(admin, 'off')

    await world.kill('psa-us')
    await world.start('hub')
    const page = await world.visitor()
    await openLauncher(page, hub, former.accounts.master)
    await openTab(page, 'Admin Settings', 'Connections')
    await page.getByRole('row').filter({ hasText: 'PSA' }).getByRole('link', { name: 'Disconnect' }).click()
    await axe(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
    await expectStatus(page, /is disconnected/)
    await adminAtSwitch(page, next.employees.admin)
    await tenantSwitch(page).click()
    await logInAtHub(page, former.accounts.master)
    await page.getByRole('button', { name: 'Connect only' }).click()
    await expectSwitch(page, 'on')

    await world.start('psa-us')
    await adminAtSwitch(admin, former.employees.admin)
    await reloadUntil(admin, admin.getByText('Off. Your employees log in'))
    assert.equal(await admin.getByText('has not been told yet').count(), 0)
  })
})
