import assert from 'node:assert/strict'
import { get } from 'node:http'
import { describe, it } from 'node:test'
import { listPages, type ReadPage } from '@lanyard/suite/list-pages.ts'
import type { Page } from 'playwright-core'
import { openLauncher } from './hub-steps.ts'
import { assertNothingBreaks, brokenWords, heightAt, placeOfTabs, setSizes } from './measure.ts'
import { logInToPsa, PASSWORD } from './steps.ts'
import { openWorld } from './world.ts'

const world = await openWorld({ parts: ['hub', 'psa-us', 'rmm-us'] })
const hub = world.origin('hub')
const psa = world.origin('psa-us')
const rmm = world.origin('rmm-us')

const LONG = 'W'.repeat(100)
const NAMES = [LONG, 'עברית דוגמה ארוכה מאוד', 'محمد بن عبد الله بن عبد المطلب']
const odd = await world.company({ called: LONG, linked: true, rmm: true, crowd: NAMES })

/** No page, but a file, or a way on that ends elsewhere. */
const NO_PAGE = /^\/(assets|signed-in|logout|\.well-known)|export|\.csv$|\/stream$|^\/login$/

/** Opens every page of a table that these people may see: patterns with a parameter by the links of those before. */
async function openEach(page: Page, origin: string, pages: readonly ReadPage[], look: () => Promise<void>) {
  const known = new Set<string>()
  const opened: string[] = []
  for (const { path } of pages.filter(({ path }) => !NO_PAGE.test(path))) {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
    const address = path.includes(':') ? [...known].find((other) => pattern.test(other)) : path
    if (address === undefined) continue
    await page.goto(origin + address)
    await look()
    opened.push(path)
    for (const link of await linksOf(page)) known.add(link)
  }
  return opened
}

/** Where links and questions of the open page lead on this origin. */
function linksOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const links = Array.from(document.querySelectorAll('a'), ({ href }) => href)
    const questions = Array.from(document.querySelectorAll('form'), ({ action }) => action)
    return [...links, ...questions]
      .filter((all) => all.startsWith(document.location.origin))
      .map((all) => new URL(all).pathname)
  })
}

describe('at twice the text size, and on a phone, names that never end and names from right to left break (FX11)', () => {
  it('no page of the hub, whose tabs stay where they are', async () => {
    const page = await world.visitor()
    const visitors = listPages('hub').filter(({ viewer }) => viewer === 'visitor' || viewer === 'demo')
    await openEach(page, hub, visitors, () => assertNothingBreaks(page))
    await setSizes(page, { width: 1280, text: 100 })
    await openLauncher(page, hub, odd.accounts.master)
    const people = listPages('hub').filter(({ viewer }) => ['account', 'member', 'master'].includes(viewer))
    const places = new Set<string | null>()

    const opened = await openEach(page, hub, people, async () => {
      await setSizes(page, { width: 1280, text: 100 })
      places.add(await placeOfTabs(page))
      await assertNothingBreaks(page)
    })

    assert.ok(opened.length > 20, opened.join(' '))
    assert.ok(opened.includes('/admin-settings/members/:member/:change'))
    assert.equal([...places].filter((place) => place !== null).length, 1, [...places].join(', '))
  })

  it('no page of the PSA, and none of its portal', async () => {
    const page = await world.visitor()
    const of = (...viewers: string[]) => listPages('psa').filter(({ viewer }) => viewers.includes(viewer))
    await openEach(page, psa, of('visitor'), () => assertNothingBreaks(page))
    await logInToPsa(page, odd.employees.admin)
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()

    const opened = await openEach(page, psa, of('employee', 'admin', 'hubAdmin'), () => assertNothingBreaks(page))

    assert.ok(opened.includes('/admin/employees/:employee/deactivate'), opened.join(' '))
    const contact = await world.visitor()
    await contact.goto(`${psa}/portal/login`)
    await contact.getByRole('textbox', { name: 'Company' }).fill(odd.contact.tenant)
    await contact.getByRole('textbox', { name: 'Email' }).fill(odd.contact.email)
    await contact.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await contact.getByRole('button', { name: 'Log in', exact: true }).click()
    await contact.getByRole('heading', { level: 1, name: 'Your tickets' }).waitFor()
    await openEach(contact, psa, of('contact'), () => assertNothingBreaks(contact))
  })

  it('no page of RMM', async () => {
    const page = await world.visitor()
    await logInToPsa(page, odd.rmm.admin)
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
    for (const path of ['/', '/my-settings', '/admin/it-complete', '/admin/it-complete/switch-off']) {
      await page.goto(rmm + path)
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
    await employees.getByRole('heading', { level: 1, name: 'Home' }).waitFor()

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
function weigh(address: string, accepted: string): Promise<{ bytes: number; encoding: string | undefined }> {
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
      const styles = await page.locator('link[rel=stylesheet]').first().getAttribute('href')
      for (const accepted of ['br', 'gzip']) {
        const { bytes, encoding } = await weigh(new URL(styles ?? '', origin).href, accepted)
        assert.equal(encoding, accepted)
        assert.ok(bytes < 10_000, `${origin}${styles} is ${bytes} bytes by ${accepted}`)
        assert.equal((await weigh(page.url(), accepted)).encoding, accepted)
      }
    }
    const discovery = await weigh(`${hub}/.well-known/openid-configuration`, 'gzip')
    assert.equal(discovery.encoding, 'gzip')
    assert.equal((await weigh(`${hub}/healthz`, 'gzip')).encoding, undefined, 'too little to pack')
  })
})
