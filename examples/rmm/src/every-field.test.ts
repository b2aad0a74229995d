import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { encodeForm, encodeText, oneOfEachKind, PLANTED } from '@lanyard/text/testing'
import { aCompany, openTestRmm } from '../testing.ts'

/** Addresses of RMM and of the kit in it that take text, with what they read. */
const ADDRESSES = [
  ['GET', '/login', ['then']],
  ['POST', '/login', ['company', 'username', 'password', 'then']],
  ['GET', '/connect/sign-in', ['target', 'max_age']],
  ['GET', '/connect/initiate-login', ['iss', 'login_hint', 'organization', 'target_link_uri']],
  ['GET', '/connect/callback', ['state', 'code', 'iss', 'error', 'error_description']],
  ['GET', '/connect/logged-out', ['state']],
  ['POST', '/connect/choice', ['attempt', 'choice']],
  ['POST', '/connect/backchannel-logout', ['logout_token']],
  ['POST', '/connect/security-events', ['token']],
] as const

/** Who comes to each form behind the login; all that they type is the password. */
const BEHIND_LOGIN = [
  ['tech', '/my-settings/disable'],
  ['admin', '/admin/it-complete/switch-off'],
] as const

describe('every field of RMM, and of the kit in it', () => {
  it('is taken or refused, and never fails (FT1, FT2)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const faults: string[] = []
    const ask = async (method: string, address: string, body?: string, cookie = '') => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie }
      const sent = body === undefined ? {} : { body }
      const answer = await fetch(`${rmm.origin}${address}`, { method, headers, redirect: 'manual', ...sent })
      const text = await answer.text()
      if (answer.status >= 500) faults.push(`${method} ${address.slice(0, 100)}: ${answer.status}`)
      if (/\bat .{0,200}\.[tj]s:\d+|node_modules/.test(text) || text.includes(PLANTED))
        faults.push(`${method} ${address.slice(0, 100)}: ${text.slice(0, 100)}`)
      return answer.status
    }

    for (const [turn, [method, path, names]] of ADDRESSES.entries()) {
      for (const { text } of oneOfEachKind(turn)) {
        const sent = encodeForm(names.map((name) => [name, method === 'GET' ? text.slice(0, 200) : text]))
        const status = await (method === 'GET' ? ask(method, `${path}?${sent}`) : ask(method, path, sent))
        assert.notEqual(status, 404, `${method} ${path} is gone`)
      }
      if (method === 'GET')
        assert.equal(await ask(method, `${path}?${names[0]}=a&${names[0]}=b`), 400, `${path} with a field twice (FT8)`)
    }
    for (const [turn, [username, path]] of BEHIND_LOGIN.entries()) {
      const browser = rmm.browser()
      await browser.logIn('alder', username)
      const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
      const statuses = []
      for (const { text } of oneOfEachKind(turn)) {
        statuses.push(await ask('POST', path, encodeForm([['password', text]]), cookie))
      }
      assert.ok(statuses.includes(401), `${path} looked at the password`)
    }
    for (const { text } of oneOfEachKind(0)) await ask('GET', `/kept/${encodeText(text.slice(0, 200)) || 'x'}`)

    assert.deepEqual(faults, [])
  })
})
