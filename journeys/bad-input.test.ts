import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { openLauncher } from './hub-steps.ts'
import { sendRaw } from './requests.ts'
import { expectHome, expectRefusal, logInToPsa } from './steps.ts'
import { shareWorld } from './world.ts'

const world = await shareWorld(['hub', 'psa-us', 'rmm-us'])
const hub = world.origin('hub')
const psa = world.origin('psa-us')
const rmm = world.origin('rmm-us')

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }

/** The forms that anyone can reach. */
const FORMS = [`${psa}/login`, `${psa}/forgot-password`, `${psa}/portal/login`, `${rmm}/login`, `${hub}/invitations/x`]

describe('a form', () => {
  it('that is too large is refused with a code, and read no further', async () => {
    for (const url of FORMS) {
      const answer = await sendRaw(url, { method: 'POST', headers: FORM, body: `company=${'x'.repeat(1_000_000)}` })
      assert.equal(answer.status, 413, url)
      assert.ok(readPage(answer.body).alert(), url)
    }
  })

  it('that is malformed is refused, and breaks nothing', async () => {
    const bodies: Record<string, { type: string; body: string }> = {
      'no form': { type: 'application/json', body: '{"company":1}' },
      'half a multipart': {
        type: 'multipart/form-data; boundary=x',
        body: '--x\r\nContent-Disposition: form-data; name=',
      },
      'no boundary': { type: 'multipart/form-data', body: 'x' },
      'broken percent signs': { type: FORM['content-type'], body: 'company=%E0%A4%A&username=%&password=%zz' },
      'a NUL': { type: FORM['content-type'], body: 'company=a%00b&username=a%00b&password=%00&email=%00' },
      'the same box twice': {
        type: FORM['content-type'],
        body: 'company=a&company=b&username[]=c&password=d&password=e',
      },
      'nothing at all': { type: FORM['content-type'], body: '' },
      'half a surrogate': { type: FORM['content-type'], body: 'company=%ED%A0%80&username=%ED%A0%80&password=x' },
      'an endless username': { type: FORM['content-type'], body: `company=a&username=${'é'.repeat(4000)}&password=x` },
    }
    for (const url of FORMS) {
      for (const [what, { type, body }] of Object.entries(bodies)) {
        const { status } = await sendRaw(url, { method: 'POST', headers: { ...FORM, 'content-type': type }, body })
        const isAnswer = (status >= 400 && status < 500) || (status === 303 && url.endsWith('forgot-password'))
        assert.ok(isAnswer, `${what} at ${url} answers ${status}`)
      }
    }
  })

  it('from another site changes nothing (T1, T44)', async () => {
    const { employees } = await world.company()
    const page = await world.visitor()
    await logInToPsa(page, employees.admin)
    await expectHome(page)
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: rmm },
    ]
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const settings = '/admin/my-company/company-settings/it-complete'
    const targets = [
      `${psa}/log-out`,
      `${psa}/connect/link-tenant`,
      `${psa}/connect/link-user`,
      `${psa}${settings}/switch-off`,
    ]
    for (const headers of foreign) {
      for (const url of targets) {
        const form = { 'content-type': FORM['content-type'], cookie, ...headers }
        const { status } = await sendRaw(url, { method: 'POST', headers: form, body: 'password=x' })
        assert.equal(status, 403, `${url} with ${JSON.stringify(headers)}`)
      }
    }
    await page.reload()
    await expectHome(page)
  })

  it('of the hub from another site changes nothing (T1, T24)', async () => {
    const { accounts } = await world.company()
    const page = await world.visitor()
    await openLauncher(page, hub, accounts.master)
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    for (const path of ['/logout', '/admin-settings/members', '/admin-settings/module-urls', '/organization']) {
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: psa }]) {
        const form = { 'content-type': FORM['content-type'], cookie, ...headers }
        const { status } = await sendRaw(hub + path, { method: 'POST', headers: form, body: 'email=x@x.example' })
        assert.equal(status, 403, `${path} with ${JSON.stringify(headers)}`)
      }
    }
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'My modules' }).waitFor()
  })
})

describe('a request', () => {
  it('under a foreign Host is refused by every part', async () => {
    for (const origin of [hub, psa, rmm]) {
      const { port } = new URL(origin)
      for (const host of ['evil.example', `evil.example:${port}`, 'localhost', `localhost.evil.example:${port}`]) {
        for (const path of ['/login', '/.well-known/openid-configuration', '/connect/sign-in', '/oidc/auth']) {
          const { status, headers, body } = await sendRaw(origin + path, { headers: { host } })
          assert.ok(status >= 400 && status < 500, `${origin}${path} answers ${status} as ${host}`)
          assert.equal(headers['location'], undefined)
          assert.ok(!body.includes(`//${host}/`), `${origin}${path} builds addresses of ${host}`)
        }
      }
    }
  })

  it('with a foreign redirect_uri gets a page, and leads nowhere (T18)', async () => {
    const page = await world.visitor()
    const foreign = [
      'https://evil.example/callback',
      `${psa}/connect/callback/../../evil`,
      `${psa}/connect/callback?x=1`,
      `${psa}.evil.example/connect/callback`,
      `${psa.replace('localhost', 'localhost@evil.example')}/connect/callback`,
      `${psa.replace('localhost', '127.0.0.1')}/connect/callback`,
      `${rmm}/connect/callback`,
    ]
    for (const redirect_uri of foreign) {
      const query = new URLSearchParams({ client_id: 'psa-us', response_type: 'code', scope: 'openid', redirect_uri })
      await page.goto(`${hub}/oidc/auth?${query}`)
      await page.getByRole('alert').waitFor()
      assert.equal(new URL(page.url()).origin, hub, redirect_uri)
    }
    await page.goto(`${hub}/oidc/auth?client_id=nobody&redirect_uri=https://evil.example&response_type=code`)
    await page.getByRole('alert').waitFor()
  })

  it('for a page that is not there gets one that says so', async () => {
    const page = await world.visitor()
    for (const origin of [hub, psa]) {
      await page.goto(`${origin}/no/such/page`)
      await expectRefusal(page, 'not_found')
    }
    const { status } = await sendRaw(`${rmm}/no/such/page`)
    assert.equal(status, 404)
    for (const url of [`${hub}/api/no/such/thing`, `${psa}/no/such/page`]) {
      const { headers } = await sendRaw(url, { headers: { accept: 'application/json' } })
      assert.match(
        String(headers['content-type']),
        /^application\/problem\+json/,
        'a program gets a problem (RFC 9457)',
      )
    }
  })

  it('names its origin with every form, for products that know nothing newer (T44, FA7)', async () => {
    for (const origin of [psa, rmm]) {
      const page = await world.visitor()
      await page.goto(`${origin}/login`)
      const sent = page.waitForRequest((request) => request.method() === 'POST')
      await page.getByRole('textbox', { name: 'Company' }).fill('x')
      await page.getByRole('textbox', { name: 'Username' }).fill('x')
      await page.getByRole('textbox', { name: 'Password' }).fill('x')
      await page.getByRole('button', { name: 'Log in', exact: true }).click()
      assert.equal(await (await sent).headerValue('origin'), origin)
    }
  })

  it('never gets a page into a frame, or a script from elsewhere into a page (T40)', async () => {
    const paths = ['/', '/login', '/no/such/page', '/connect/callback', '/oidc/auth', '/portal/login', '/demo/mail']
    for (const origin of [hub, psa, rmm]) {
      for (const path of paths) {
        const { headers } = await sendRaw(origin + path)
        const policy = String(headers['content-security-policy'])
        assert.match(policy, /frame-ancestors 'none'/, origin + path)
        assert.match(policy, /default-src 'none'/, origin + path)
        assert.doesNotMatch(policy, /unsafe|\*/, origin + path)
        assert.equal(headers['x-content-type-options'], 'nosniff', origin + path)
        assert.equal(headers['referrer-policy'], 'same-origin', origin + path)
        assert.equal(headers['x-frame-options'], 'DENY', origin + path)
      }
    }
    const page = await world.visitor({ tolerates: /frame|Failed to load/ })
    await page.setContent(`<iframe src="${psa}/login"></iframe><iframe src="${hub}/login"></iframe>`)
    for (const frame of page.frames().slice(1)) {
      await frame.waitForLoadState()
      assert.equal(await frame.getByRole('textbox').count(), 0, frame.url())
    }
  })
})
