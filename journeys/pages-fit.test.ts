import assert from 'node:assert/strict'
import { get } from 'node:http'
import { describe, it } from 'node:test'
import { authenticator } from './authenticator.ts'
import { expectStatus, openLauncher, readSetupKey } from './hub-steps.ts'
import { assertNothingBreaks, brokenWords, heightAt, placeOfTabs, setSizes } from './measure.ts'
import { readMailedLink } from './mailbox.ts'
import {
  expectHome,
  logInAtHub,
  logInToPsa,
  PASSWORD,
  switchOnUpToConfirmation,
  tenantSwitch,
  typePasswordAtHub,
} from './steps.ts'
import { walkPages } from './walk-pages.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'rmm-us'])
const hub = world.origin('hub')
const psa = world.origin('psa-us')
const rmm = world.origin('rmm-us')

const LONG = 'W'.repeat(100)
const NAMES = [LONG, 'עברית דוגמה ארוכה מאוד', 'محمد بن عبد الله بن عبد المطلب']
const odd = await world.company({ called: LONG, linked: true, rmm: true, crowd: NAMES })

/** Rows of the hub's table at which no one looks here, and why. */
const NOT_OF_HUB: Readonly<Record<string, string>> = {
  '/assets/*': 'files',
  '/.well-known/change-password': 'leads on',
  '/login': 'leads on',
  '/signed-in': 'leads on',
  '/logout': 'leads on',
  '/login/:uid/session': 'wants a second tab with another account',
  '/login/:uid/passkey': 'for the script of the login page',
  '/login/:uid/account': 'wants a passkey',
  '/login/:uid/organization': 'wants a person of two organizations',
  '/login/:uid/join': 'wants a person without a place, and an invitation',
  '/login/:uid/consent': 'wants a client of a third party',
  '/login/:uid/refused': 'wants a person who may not go on, though both factors are right',
  '/login/:uid/back': 'leads on',
  '/organization': 'wants a person of two organizations',
  '/kept/:form': 'wants a form that came too late',
  '/admin-settings/sessions': 'leads on',
  '/admin-settings/members.csv': 'a file',
  '/admin-settings/log-outs/:act': 'wants an act that ended sessions',
  '/admin-settings/log-outs/:act/stream': 'a stream',
  '/admin-settings/audit/export': 'a file',
  '/profile-settings/details': 'leads on',
}

const NOT_OF_PSA: Readonly<Record<string, string>> = {
  '/kept/:form': 'wants a form that came too late',
  '/prove': 'wants a login that is older',
  '/admin/audit/export': 'a file',
  '/portal/kept/:form': 'wants a form that came too late',
}

describe('at twice the text size, and on a phone, names that never end and names from right to left break (FX11)', () => {
  it('no page of the hub, whose tabs stay where they are, and no step of a login', async () => {
    const pages = walkPages('hub', hub)
    const without = Object.keys(NOT_OF_HUB)
    const page = await world.visitor()
    await openLauncher(page, hub, odd.accounts.master)
    const places = new Set<string | null>()

    await pages.openEach(page, ['account', 'member', 'master'], without, async () => {
      await setSizes(page, { width: 1280, text: 100 })
      places.add(await placeOfTabs(page))
      await assertNothingBreaks(page)
    })

    assert.equal([...places].filter((place) => place !== null).length, 1, [...places].join(', '))
    await page.goto(`${hub}/admin-settings/members`)
    await page.getByRole('textbox', { name: 'Email' }).fill('new@crowd.example')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await expectStatus(page, 'new@crowd.example is invited')
    await page.goto(`${hub}/profile-settings/email`)
    await page.getByRole('textbox', { name: 'New e-mail address' }).fill('other@crowd.example')
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    await expectStatus(page, 'other@crowd.example')
    await page.goto(`${hub}/profile-settings/security`)
    await page.getByRole('button', { name: 'Make new recovery codes' }).click()
    await page.waitForURL('**/recovery-codes')
    await pages.lookAt(page, assertNothingBreaks)
    const visitor = await world.visitor()
    await visitor.goto(`${hub}/forgot-password`)
    await visitor.getByRole('textbox', { name: 'Username' }).fill(odd.accounts.master.username)
    await visitor.getByRole('button', { name: 'Send the link' }).click()
    await readMailedLink(visitor, hub, { to: odd.accounts.master.username, subject: /^Set a new .* password$/ })
    await pages.openEach(visitor, ['visitor', 'demo'], without, assertNothingBreaks)

    const look = () => pages.lookAt(visitor, assertNothingBreaks)
    await visitor.goto(`${hub}/login`)
    await look()
    await typePasswordAtHub(visitor, odd.accounts.tech)
    await visitor.getByRole('textbox', { name: 'Authentication code' }).waitFor()
    await look()
    await visitor.getByRole('link', { name: 'Use a recovery code' }).click()
    await visitor.getByRole('textbox', { name: 'Recovery code' }).waitFor()
    await look()
    await visitor.getByRole('link', { name: 'Lost your phone?' }).click()
    await visitor.getByRole('heading', { level: 1, name: 'Lost your phone?' }).waitFor()
    await look()
    await visitor.goto(`${hub}/login`)
    await typePasswordAtHub(visitor, odd.accounts.newcomer)
    const key = await readSetupKey(visitor)
    await look()
    await visitor.getByRole('textbox', { name: 'Authentication code' }).fill(await authenticator(key)())
    await visitor.getByRole('button', { name: 'Verify' }).click()
    await visitor.getByRole('heading', { level: 1, name: 'Recovery codes' }).waitFor()
    await look()
    const off = await world.company({ called: LONG })
    const admin = await world.visitor()
    await logInToPsa(admin, off.employees.admin)
    await switchOnUpToConfirmation(admin, off.accounts.tech)
    await admin.getByRole('alert').waitFor()
    await pages.lookAt(admin, assertNothingBreaks)
    await admin.getByRole('link', { name: 'Back to PSA' }).click()
    await tenantSwitch(admin).click()
    await logInAtHub(admin, off.accounts.master)
    await admin.getByRole('button', { name: 'Connect and link me' }).waitFor()
    await pages.lookAt(admin, assertNothingBreaks)
    assert.deepEqual(pages.notLooked(), without)
  })

  it('no page of the PSA, and none of its portal', async () => {
    const pages = walkPages('psa', psa)
    const without = Object.keys(NOT_OF_PSA)
    const page = await world.visitor()
    await page.goto(`${psa}/forgot-password`)
    await page.getByRole('textbox', { name: 'Company' }).fill(odd.id)
    await page.getByRole('textbox', { name: 'Username' }).fill(odd.employees.tech.username)
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await readMailedLink(page, psa, { to: `tech@${odd.id}.example`, subject: /Set your PSA password/ })
    await pages.openEach(page, ['visitor'], without, assertNothingBreaks)
    await logInToPsa(page, odd.employees.admin)
    await expectHome(page)

    await pages.openEach(page, ['employee', 'admin', 'hubAdmin'], without, assertNothingBreaks)

    const contact = await world.visitor()
    await contact.goto(`${psa}/portal/login`)
    await contact.getByRole('textbox', { name: 'Company' }).fill(odd.contact.tenant)
    await contact.getByRole('textbox', { name: 'Email' }).fill(odd.contact.email)
    await contact.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await contact.getByRole('button', { name: 'Log in', exact: true }).click()
    await contact.getByRole('heading', { level: 1, name: 'Your tickets' }).waitFor()
    await pages.openEach(contact, ['contact'], without, assertNothingBreaks)
    assert.deepEqual(pages.notLooked(), without)
  })

  it('no page of RMM', async () => {
    const page = await world.visitor()
    await page.goto(`${rmm}/login`)
    await assertNothingBreaks(page)
    await logInToPsa(page, odd.rmm.admin)
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
    for (const path of [
      '/',
      '/my-settings',
      '/my-settings/disable',
      '/admin/it-complete',
      '/admin/it-complete/switch-off',
    ]) {
      await page.goto(rmm + path)
      assert.equal(page.url(), rmm + path)
      await assertNothingBreaks(page)
    }
  })
})

describe('forty-four people (FX11)', () => {
  const first = ['Ada', 'Bert', 'Chiara', 'Dorothea', 'Emil', 'Fatima', 'Gunnar', 'Hanna', 'Ibrahim', 'Jacqueline']
  const last = ['Lovelace', 'Smith', 'Adeyemi', 'Kowalska']
  const crowd = (many: number) =>
    Array.from({ length: many }, (_, index) => `${first[index % 10]} ${last[index % 4]}${index > 19 ? ' jr' : ''}`)

  it('are a page that one reads, at the hub and in the PSA, with no word broken', async () => {
    const company = await world.company({ linked: true, crowd: crowd(39) })
    const page = await world.visitor()
    await openLauncher(page, hub, company.accounts.master)
    const employees = await world.visitor()
    await logInToPsa(employees, company.employees.admin)
    await expectHome(employees)

    for (const [list, address, heading] of [
      [page, `${hub}/admin-settings/members`, '44 people'],
      [employees, `${psa}/admin/employees`, '43 employees'],
    ] as const) {
      await list.goto(address)
      await list.getByText(heading).waitFor()
      const desk = await heightAt(list, { width: 1280, text: 100 })
      assert.deepEqual(await brokenWords(list), [])
      const phone = await heightAt(list, { width: 360, text: 100 })

      assert.ok(desk < 2200, `${address} is ${desk} px tall`)
      assert.ok(phone < 5000, `${address} is ${phone} px tall on a phone`)
    }
  })
})

/** Bytes on the wire, and how they are packed. */
function measureTransfer(address: string, accepted: string): Promise<{ bytes: number; encoding: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': accepted } }, (answer) => {
      let bytes = 0
      answer.on('data', ({ length }: Buffer) => (bytes += length))
      answer.on('end', () => resolve({ bytes, encoding: answer.headers['content-encoding'] }))
    }).on('error', reject)
  })
}

describe('every part (FX11)', () => {
  it('sends its styles in less than ten kilobytes, and pages and JSON as small', async () => {
    const page = await world.visitor()
    for (const origin of [hub, psa, rmm]) {
      await page.goto(`${origin}/login`)
      const styles = page.locator('link[rel=stylesheet]')
      const addresses = await styles.evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href))
      assert.ok(addresses.length > 0)
      for (const accepted of ['br', 'gzip']) {
        const files = await Promise.all(addresses.map((address) => measureTransfer(address, accepted)))
        const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
        assert.ok(files.every(({ encoding }) => encoding === accepted))
        assert.ok(bytes < 10_000, `the styles of ${origin} are ${bytes} bytes by ${accepted}`)
        assert.equal((await measureTransfer(page.url(), accepted)).encoding, accepted)
      }
    }
    const discovery = await measureTransfer(`${hub}/.well-known/openid-configuration`, 'gzip')
    assert.equal(discovery.encoding, 'gzip')
    assert.equal((await measureTransfer(`${hub}/healthz`, 'gzip')).encoding, undefined, 'too little to pack')
  })
})
