import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import type { ForeignProvider } from '../src/api/provider.ts'
import { openBrowser, type Page } from '../src/testing/hostile-browser.ts'
import type { Account } from './bare-provider.ts'
import { press } from './press.ts'
import { type BareProviderWorld, openBareProviderWorld } from './provider-world.ts'

/** As for Entra ID. */
const entra: ForeignProvider = {
  organization: { claim: 'tid', nameClaim: 'tenant_name' },
  masters: { claim: 'roles', values: ['PSA.Admin'] },
  assurance: 'left_to_provider',
  freshness: 'auth_time',
}

const alder = { tid: '11111111-aaaa', tenant_name: 'Alder MSP' }
const birch = { tid: '22222222-bbbb', tenant_name: 'Birch IT' }
const people: Readonly<Record<string, Account>> = {
  master: { ...alder, roles: ['PSA.Admin', 'Other'], email: 'master@alder.example' },
  tech: { ...alder, email: 'tech@alder.example' },
  stranger: { ...birch, roles: ['PSA.Admin'] },
  nobody: { email: 'somebody@mail.example' },
}

interface There extends BareProviderWorld {
  codeOn(page: Page): Promise<string | undefined>
}

async function openThere(configured: ForeignProvider = entra): Promise<There> {
  const world = await openBareProviderWorld(configured)
  for (const [name, account] of Object.entries(people)) world.provider.accounts.set(name, account)
  return { ...world, codeOn: async (page) => (await world.noticeOn(page))?.code }
}

async function openLinked(): Promise<There> {
  const there = await openThere()
  const page = await there.go(await there.logIn('usr_admin'), 'link-tenant', 'master')
  assert.equal(await there.codeOn(page), 'tenant_linked')
  return there
}

describe('with a provider that knows nothing of tenant linking', () => {
  it('a company connects, an employee links and comes in through it (A2, A8, A14, A16, B13)', async () => {
    await using there = await openLinked()
    const { connect } = there.product
    const state = await connect.tenantState('ten_alder')
    assert.equal(state.state === 'on' && state.organizationName, 'Alder MSP')
    assert.equal((await connect.userState('usr_admin')).state, 'unlinked', 'connecting links nobody by itself')

    const linked = await there.go(await there.logIn('usr_tech'), 'link-user', 'tech')
    assert.equal(await there.codeOn(linked), 'user_linked')
    const browser = openBrowser()
    await there.go(browser, 'sign-in', 'tech')

    const session = await there.sessionOf(browser)
    assert.equal(session?.userId, 'usr_tech')
    assert.ok(session.productSessionId)
    assert.equal((await connect.linkedUsers('ten_alder')).get('usr_tech')?.accountName, 'tech@alder.example')
  })

  it('an employee logs out everywhere with one more press (P23)', async () => {
    await using there = await openLinked()
    await there.go(await there.logIn('usr_tech'), 'link-user', 'tech')
    const browser = openBrowser()
    await there.go(browser, 'sign-in', 'tech')
    assert.equal(await there.product.connect.canLogOutEverywhere(), true)

    const asked = await browser.post(`${there.product.origin}/connect/log-out`)
    assert.equal(asked.url.origin, there.provider.issuer)
    assert.ok(asked.url.searchParams.has('id_token_hint'))
    const back = await press(browser, asked, /^Yes/)

    assert.equal(await there.codeOn(back), 'logged_out_everywhere')
    assert.equal(await there.sessionOf(browser), null)
    const again = await browser.open(`${there.product.origin}/connect/sign-in`)
    readPage(again.text).heading('Sign-in')
  })

  it('an account that is disabled there is out here; enabled again, nothing comes back but the right to sign in (T22, T26)', async () => {
    await using there = await openLinked()
    const { product, provider } = there
    await there.go(await there.logIn('usr_tech'), 'link-user', 'tech')
    const browser = openBrowser()
    await there.go(browser, 'sign-in', 'tech')
    const iat = Math.floor(Date.now() / 1000)
    const tell = (type: string, jti: string) => {
      const events = { [`https://schemas.openid.net/secevent/risc/event-type/${type}`]: {} }
      const sub_id = { format: 'iss_sub', iss: provider.issuer, sub: 'tech' }
      const set = provider.sign('secevent+jwt', { iss: provider.issuer, aud: 'psa', iat, jti, sub_id, events })
      const headers = { 'Content-Type': 'application/secevent+jwt' }
      return fetch(`${product.origin}/connect/security-events`, { method: 'POST', headers, body: set })
    }

    assert.equal((await tell('account-disabled', 'one')).status, 202)
    assert.equal(await there.sessionOf(browser), null)
    assert.equal((await tell('account-enabled', 'two')).status, 202)
    assert.equal(await there.sessionOf(browser), null, 'nothing comes back by itself')
    assert.equal((await product.connect.userState('usr_tech')).state, 'linked')
  })

  it('only a person with the configured role connects an organization (A4)', async () => {
    await using there = await openThere()
    for (const name of ['tech', 'nobody']) {
      const page = await there.go(await there.logIn('usr_admin'), 'link-tenant', name)
      assert.equal(await there.codeOn(page), 'not_a_master')
    }
    assert.deepEqual(await there.product.connect.reconcile(), QUIET, 'nothing is owed')
    assert.equal((await there.product.connect.tenantState('ten_alder')).state, 'off')
  })

  it('members of other organizations, and of none, stay outside (A17, T31)', async () => {
    await using there = await openLinked()
    for (const name of ['stranger', 'nobody']) {
      const page = await there.go(await there.logIn('usr_tech'), 'link-user', name)
      assert.equal(await there.codeOn(page), 'wrong_organization')
      const browser = openBrowser()
      assert.equal(await there.codeOn(await there.go(browser, 'sign-in', name)), 'tenant_not_linked')
      assert.equal(await there.sessionOf(browser), null)
    }
    assert.equal((await there.product.connect.linkedUsers('ten_alder')).size, 0)
  })

  it('an organization has one company here, and a member one user (A12, A18)', async () => {
    await using there = await openLinked()
    const second = await there.go(await there.logIn('usr_aspen'), 'link-tenant', 'master')
    assert.equal(await there.codeOn(second), 'organization_already_linked')
    await there.go(await there.logIn('usr_tech'), 'link-user', 'tech')
    const again = await there.go(await there.logIn('usr_tech2'), 'link-user', 'tech')
    assert.equal(await there.codeOn(again), 'member_already_linked')
    assert.equal((await there.product.connect.tenantState('ten_aspen')).state, 'off')
  })

  it('no one is matched by e-mail (A24)', async () => {
    await using there = await openLinked()
    const browser = openBrowser()
    assert.equal(await there.codeOn(await there.go(browser, 'sign-in', 'tech')), 'user_not_linked')
    assert.equal(await there.sessionOf(browser), null)
  })

  it('an admin switches off, and the same organization brings its user links back (A19, A23)', async () => {
    await using there = await openLinked()
    const { connect } = there.product
    await there.go(await there.logIn('usr_tech'), 'link-user', 'tech')
    const browser = openBrowser()
    await there.go(browser, 'sign-in', 'tech')
    const admin = await there.logIn('usr_admin')
    const acting = await there.sessionOf(admin)
    assert.ok(acting)

    await connect.switchOff(acting)

    assert.equal(await there.sessionOf(browser), null)
    assert.equal(await there.codeOn(await there.go(openBrowser(), 'sign-in', 'tech')), 'tenant_not_linked')
    await connect.reconcile()
    assert.deepEqual(await connect.reconcile(), QUIET)
    await there.go(await there.logIn('usr_admin'), 'link-tenant', 'master')
    assert.equal((await connect.userState('usr_tech')).state, 'linked')
  })

  it('a proof from before a switch-off opens nothing under the next link (T13, S3)', async () => {
    await using there = await openLinked()
    await there.go(await there.logIn('usr_tech'), 'link-user', 'tech')
    const browser = openBrowser()
    const callback = await there.go(browser, 'sign-in', 'tech', /\/connect\/callback/)
    const acting = await there.sessionOf(await there.logIn('usr_admin'))
    assert.ok(acting)
    await there.product.connect.switchOff(acting)
    await there.go(await there.logIn('usr_admin'), 'link-tenant', 'master')

    assert.equal(await there.codeOn(await browser.open(callback.url.href)), 'attempt_invalid')
    assert.equal(await there.sessionOf(browser), null)
  })

  it('what a crash leaves between the callback and its end, the next round finishes (C2)', async () => {
    await using there = await openLinked()
    const { db, connect } = there.product
    // As it is after the callback's commit, with nothing after it.
    await db
      .withTables<{ connect_tenant_links: { state: string; active_at: number | null; next_try_at: number } }>()
      .updateTable('connect_tenant_links')
      .set({ state: 'pending', active_at: null, next_try_at: 0 })
      .execute()
    assert.equal((await connect.tenantState('ten_alder')).state, 'connecting')
    there.provider.goAway()

    assert.equal((await connect.reconcile()).confirmed, 1)

    assert.equal((await connect.tenantState('ten_alder')).state, 'on')
    assert.deepEqual(await connect.reconcile(), QUIET)
  })

  it('linking asks for a login of its own, signing in does not (T16, A1)', async () => {
    await using there = await openLinked()
    const browser = await there.logIn('usr_tech')
    await there.go(browser, 'link-user', 'tech')
    const silent = await browser.open(`${there.product.origin}/connect/sign-in`)
    assert.equal(silent.url.pathname, '/')
    assert.equal((await there.sessionOf(browser))?.userId, 'usr_tech')

    const asked = await (await there.logIn('usr_tech2')).post(`${there.product.origin}/connect/link-user`)
    assert.equal(asked.url.origin, there.provider.issuer)
    readPage(asked.text).heading('Sign-in')
  })

  it('what the provider does not assert is not believed (T16)', async () => {
    await using there = await openThere({ ...entra, assurance: { amr: ['mfa'] } })
    const page = await there.go(await there.logIn('usr_admin'), 'link-tenant', 'master')
    assert.equal(await there.codeOn(page), 'assurance_too_low')
    assert.equal((await there.product.connect.tenantState('ten_alder')).state, 'off')
  })

  it('everyone of an issuer with one organization belongs to that, as with Okta', async () => {
    await using there = await openThere({ ...entra, organization: { name: 'Alder MSP' }, masters: 'every_member' })
    const page = await there.go(await there.logIn('usr_admin'), 'link-tenant', 'nobody')
    assert.equal(await there.codeOn(page), 'tenant_linked')
  })

  it('while it is away, the local login is where people stay', async () => {
    await using there = await openLinked()
    there.provider.goAway()
    // What it said to those who linked stands for a second.
    there.product.now = () => Date.now() + 1_000
    const page = await openBrowser().open(`${there.product.origin}/connect/sign-in`)
    assert.equal(page.url.pathname, '/login')
    assert.equal(await there.codeOn(page), 'hub_unavailable')
    const acting = await there.sessionOf(await there.logIn('usr_admin'))
    assert.ok(acting)
    await there.product.connect.switchOff(acting)
    assert.equal((await there.product.connect.tenantState('ten_alder')).state, 'off')
  })
})

const QUIET = { confirmed: 0, ended: 0, delivered: 0, events: 0, failed: 0 }
