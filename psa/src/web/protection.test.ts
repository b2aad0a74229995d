import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PASSWORD, aCompany } from '../../testing/a-company.ts'
import { readForm } from './form.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'

describe('every answer', () => {
  it('lets nothing run but this origin’s files, and is kept by no cache (T40, T41)', async () => {
    await using psa = await openTestPsa()

    const { headers } = await psa.browser().get('/login')

    const policy = headers.get('content-security-policy') ?? ''
    for (const directive of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]) {
      assert.ok(policy.split('; ').includes(directive), directive)
    }
    assert.ok(policy.split('; ').includes(`form-action 'self' ${psa.config.issuer}`))
    assert.equal(headers.get('referrer-policy'), 'same-origin')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('cache-control'), 'no-store')
  })

  it('carries the policy also where it is a redirect, an error, or the kit’s', async () => {
    await using psa = await openTestPsa()

    for (const path of ['/', '/nowhere', '/connect/nowhere', '/connect/sign-in']) {
      assert.ok((await psa.browser().get(path)).headers.has('content-security-policy'), path)
    }
  })

  it('sets a cookie of the deployment’s own name, with the host prefix over https (T39)', async () => {
    await using loopback = await openTestPsa({ deployment: 'psa-uk' })
    await using secure = await openTestPsa({ origin: 'https://psa.example' })

    for (const psa of [loopback, secure]) await aCompany(psa)
    const [plain] = (await loopback.browser().logIn('alder', 'tech')).headers.getSetCookie()
    const [prefixed] = (await secure.browser().logIn('alder', 'tech')).headers.getSetCookie()

    assert.match(plain ?? '', /^psa-uk-session=ses_[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
    assert.match(prefixed ?? '', /^__Host-psa-us-session=ses_[^;]+; .*; Secure$/)
  })
})

describe('a state change', () => {
  const credentials = { company: 'alder', username: 'tech', password: PASSWORD }

  it('is refused from a page of another origin, also of another port of this host', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost:5601' },
      { 'sec-fetch-site': '', origin: 'http://localhost:5601' },
    ]

    for (const headers of foreign) {
      const browser = psa.browser()
      const answer = await browser.post('/login', credentials, headers)
      assert.equal(answer.status, 403)
      assert.match(answer.alert().text, /request_refused/)
      assert.equal(browser.cookies.size, 0)
    }
  })

  it('is taken however the own host is written, and leads to the page that was nearly named (FA3, FA4, FA6)', async () => {
    await using psa = await openTestPsa()
    const browser = psa.browser()
    const { host } = new URL(psa.config.origin)

    assert.equal((await browser.get('/login', { host: host.toUpperCase() })).status, 200)
    assert.deepEqual(
      await Promise.all(
        ['/login/', '/admin//employees/?a=1', '/.well-known/change-password'].map(async (path) => {
          const { status, location } = await browser.get(path)
          return [status, location]
        }),
      ),
      [
        [308, '/login'],
        [308, '/admin/employees?a=1'],
        [303, '/my-settings'],
      ],
    )
    assert.equal((await browser.get('/login?next=/.//evil.example')).body.includes('evil.example'), false)
  })

  it('is refused under a foreign Host', async () => {
    await using psa = await openTestPsa()

    const answer = await psa.browser().post('/login', credentials, { host: 'evil.example' })

    assert.equal(answer.status, 421)
    assert.match(answer.text, /host_unknown/)
  })

  it('is refused when it is too large, no form, or holds what no text holds', async () => {
    await using psa = await openTestPsa()
    const browser = psa.browser()

    const large = await browser.post('/login', { company: 'x'.repeat(70_000) })
    const json = await browser.post('/login', {}, { 'content-type': 'application/json' })
    const nul = await browser.post('/login', { ...credentials, username: 'te\0ch' })

    const inQuery = await browser.post('/login?company=alder&company=aspen', credentials)

    assert.deepEqual([large.status, json.status, nul.status, inQuery.status], [413, 400, 400, 400])
    assert.match(large.text, /too_large/)
    assert.match(json.body, /form_invalid/)
  })
})

describe('readForm', () => {
  const send = (body: string) =>
    new Request('https://psa.example', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })

  it('takes a field twice where it is a list, and nowhere else (FT8)', async () => {
    const form = await readForm(send('role=admin&role=technician&kind=roles'), ['role'])
    assert.deepEqual(form.all('role'), ['admin', 'technician'])

    for (const body of ['username=a&username=b', 'role=a&role=b&kind=1&kind=1'])
      await assert.rejects(readForm(send(body), ['role']), { code: 'form_invalid' })
  })
})

describe('a request that leads to no page', () => {
  it('gets a page with what to do and a code, and nothing of the inside', async () => {
    await using psa = await openTestPsa()

    for (const path of ['/nowhere', '/assets/nothing.css', '/tickets/%00', '/%E0%A4%A', '/demo/mail']) {
      const answer = await psa.browser().get(path)
      assert.equal(answer.status, 404, path)
      assert.match(answer.alert().text, /Check the address.*not_found/)
      assert.doesNotMatch(answer.body, /at .*\.ts|node_modules/)
    }
  })

  it('is told that the page is used in another way', async () => {
    await using psa = await openTestPsa()

    const answer = await psa.browser().post('/tickets/1')

    assert.equal(answer.status, 405)
    assert.match(answer.text, /method_not_allowed/)
  })

  it('hides a mistake of the program behind a reference', async () => {
    await using psa = await openTestPsa()
    await psa.db.schema.dropTable('replies').execute()
    await psa.db.schema.dropTable('tickets').execute()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const page = await browser.get('/tickets')
    const problem = await browser.get('/tickets', { accept: 'application/json' })

    assert.equal(page.status, 500)
    assert.match(page.text, /internal_error/)
    assert.doesNotMatch(page.body + problem.body, /no such table|tickets\.id|\.ts:/)
    assert.equal(JSON.parse(problem.body).code, 'internal_error')
  })
})
