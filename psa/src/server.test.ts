import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { parseTrustedProxies } from '@lanyard/guard'
import { silentLog } from '@lanyard/running'
import { aCompany } from '../testing/a-company.ts'
import { openTestPsa } from '../testing/open-test-psa.ts'
import { resetToken } from '../testing/reset-token.ts'
import { findEmployeeByUsername } from './employees/find-employee.ts'
import { mailResetLink } from './login/mail-reset-link.ts'
import { resetPassword } from './login/reset-password.ts'
import { startPsa } from './server.ts'

/** A wrong password from an address that a header names, through a socket of this machine. */
async function guess(origin: string, port: number, forwardedFor: string): Promise<number> {
  const body = new URLSearchParams({ company: 'alder', username: 'tech', password: 'a wrong password' }).toString()
  const headers = {
    host: new URL(origin).host,
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    'x-forwarded-for': forwardedFor,
  }
  const sending = request({ host: '127.0.0.1', port, path: '/login', method: 'POST', headers })
  return new Promise((resolve, reject) => {
    sending.on('error', reject)
    sending.on('response', (answer) => void text(answer).then(() => resolve(answer.statusCode ?? 0), reject))
    sending.end(body)
  })
}

async function guesses(origin: string, port: number, addresses: readonly string[]): Promise<number[]> {
  const statuses: number[] = []
  for (const address of addresses) statuses.push(await guess(origin, port, address))
  return statuses
}

describe('the place that tries at the PSA are counted by', () => {
  it('is the one that a trusted proxy names, an IPv6 subscriber being one place (FL1, T34)', async () => {
    await using psa = await openTestPsa({ proxies: parseTrustedProxies('127.0.0.0/8, ::1') })
    await aCompany(psa)
    const { origin } = psa.config
    const server = await startPsa({ ...psa.config, database: psa.database.location }, silentLog)
    try {
      const subscriber = Array.from({ length: 10 }, (_, index) => `2001:db8:1:2::${index}`)

      const statuses = await guesses(origin, server.address.port, subscriber)

      assert.deepEqual(
        statuses.slice(0, 5),
        Array.from({ length: 5 }, () => 401),
      )
      assert.ok(statuses.includes(429))
      assert.deepEqual(await guesses(origin, server.address.port, ['2001:db8:1:3::1', '203.0.113.6']), [401, 401])
    } finally {
      await server.close()
    }
  })

  it('is the socket’s, whatever a header says, while no proxy is trusted (FL1, T34)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const { origin } = psa.config
    const server = await startPsa({ ...psa.config, database: psa.database.location }, silentLog)
    try {
      const addresses = Array.from({ length: 10 }, (_, index) => `203.0.113.${index}`)

      assert.ok((await guesses(origin, server.address.port, addresses)).includes(429))
    } finally {
      await server.close()
    }
  })
})

describe('a form whose last byte is held back', () => {
  it('does nothing once a new password has ended the session that sent its head (FE1, T9)', async () => {
    await using psa = await openTestPsa()
    const { admin, tenant } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const server = await startPsa({ ...psa.config, database: psa.database.location }, silentLog)
    try {
      const fields = { name: 'A Thief', username: 'thief', email: 'thief@elsewhere.example', role: 'admin' }
      const body = new URLSearchParams(fields).toString()
      const headers = {
        host: new URL(psa.config.origin).host,
        cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '),
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
        'sec-fetch-site': 'same-origin',
        expect: '100-continue',
      }
      const target = { host: '127.0.0.1', port: server.address.port, path: '/admin/employees' }
      const sending = request({ ...target, method: 'POST', headers })
      const [answered, continued] = [once(sending, 'response'), once(sending, 'continue')]
      sending.write(body.slice(0, -1))
      await continued
      await mailResetLink(psa, admin, psa.words.mails.reset.forgotten)
      const origin = { source: '192.0.2.1' }
      await resetPassword(psa, { token: await resetToken(psa), password: 'another-lanyard-password', origin })

      sending.end(body.slice(-1))

      const [answer] = await answered
      answer.resume()
      assert.equal(await findEmployeeByUsername(psa, tenant.id, 'thief'), null)
      assert.match(answer.headers.location, /^\/login\?/)
    } finally {
      await server.close()
    }
  })
})
