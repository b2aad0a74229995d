import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { axe } from './axe.ts'
import { logInToPsa, openMySettings, switchOnUpToConfirmation, tenantSwitch } from './steps.ts'
import {
  adminAtSwitch,
  expectAlert,
  expectSwitch,
  expectText,
  linksOf,
  openSettingsOf,
  reloadWhile,
} from './tenant-steps.ts'
import { openWire } from './wire.ts'
import { type Company, openWorld } from './world.ts'

const wire = await openWire()
const world = await openWorld({ parts: ['hub', 'psa-us'], environment: { 'psa-us': wire.environment } })
after(() => wire[Symbol.asyncDispose]())

/** The confirmation that a product sends after the browser's return. */
const CONFIRM = /^PUT \/api\/tenant-links\/[^/]+$/

/** An admin whose browser is back from IT Complete, which did not answer the confirmation any more. */
async function leftConnecting(company: Company, lost: 'request' | 'answer', options = {}) {
  const page = await world.visitor(options)
  await logInToPsa(page, company.employees.admin)
  await switchOnUpToConfirmation(page, company.accounts.master)
  const cut = wire.cut(CONFIRM, lost)
  const pressed = page.getByRole('button', { name: 'Connect and link me' }).click()
  await cut
  await world.kill('hub')
  await pressed
  wire.mend()
  await expectText(page.getByRole('status'), 'Connecting…')
  await expectSwitch(page, 'off')
  return page
}

describe('IT Complete dies right after the return', () => {
  it('so the page says "Connecting…", and turns on by itself when it is back (A8, C2)', async () => {
    const company = await world.company()
    const page = await leftConnecting(company, 'request')
    assert.ok(await tenantSwitch(page).isDisabled())
    await page.getByRole('button', { name: 'Cancel connecting' }).focus()
    await axe(page)

    await world.start('hub')

    await expectSwitch(page, 'on')
    await expectText(page.getByRole('status'), `PSA is connected to ${company.name}`)
    await page.keyboard.press('Tab')
    assert.ok(await tenantSwitch(page).evaluate((control) => control === document.activeElement))
    await page.reload()
    await expectSwitch(page, 'on')
    const told = page.getByRole('status').filter({ hasText: `PSA is connected to ${company.name}` })
    assert.equal(await told.count(), 0, 'the success is told once')
    await openMySettings(page)
    await expectText(page, `Linked to ${company.accounts.master.username}`)
  })

  it('after it has confirmed, and only its answer is lost: it turns on all the same, without script too (A8)', async () => {
    const company = await world.company()
    const page = await leftConnecting(company, 'answer', { javaScriptEnabled: false })

    await world.start('hub')

    await expectSwitch(page, 'on')
  })

  it('and "Cancel connecting" leaves it off on both sides, even where it had confirmed (A8)', async () => {
    const company = await world.company()
    const page = await leftConnecting(company, 'answer')

    await page.getByRole('button', { name: 'Cancel connecting' }).click()
    await expectSwitch(page, 'off')
    await expectText(page.getByRole('status'), /You cancelled connecting/)
    await expectText(page, /IT Complete has not been told yet/)
    await world.start('hub')
    await reloadWhile(page, page.getByText('has not been told yet'))

    assert.deepEqual(await linksOf(world, company), [])
    await openMySettings(page)
    await expectText(page, 'Your company is not connected to IT Complete')
  })
})

describe('IT Complete does not answer', () => {
  it('when the switch is pressed: it stays off, and the PSA says why (A8)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    await adminAtSwitch(page, company.employees.admin)
    await world.kill('hub')

    await tenantSwitch(page).click()

    await expectAlert(page, 'hub_unavailable')
    await expectSwitch(page, 'off')
    await world.start('hub')
  })

  it('when the browser returns: it stays off, and nothing is left behind (A8)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    await logInToPsa(page, company.employees.admin)
    await switchOnUpToConfirmation(page, company.accounts.master)
    const cut = wire.cut(/^POST \/oidc\/token$/, 'request')
    const pressed = page.getByRole('button', { name: 'Connect and link me' }).click()
    await cut
    await pressed

    await expectAlert(page, 'hub_unavailable')
    await expectSwitch(page, 'off')
    wire.mend()
    await openSettingsOf(page, company)
    await expectSwitch(page, 'off')
    assert.deepEqual(await linksOf(world, company), [])
  })
})
