import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { authenticator, encodeBase32 } from '@lanyard/journeys/authenticator.ts'
import type { SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { openVisitor, type Page, type Visitor } from '../crashes/visitor.ts'

const PASSWORD = 'lanyard-demo-password'
const CALLBACK = /\/connect\/callback/

/** An employee of a connected company who has an account in its organization, and no link yet. */
export interface Newcomer {
  /** At the PSA. */
  readonly username: string
  /** At the hub. */
  readonly account: string
  readonly visitor: Visitor
  /** Goes from where this person begins to the page of the hub that asks for the second factor of the linking. */
  begin(): Promise<Page>
  /** The same, logged in at the PSA. */
  askToLink(): Promise<Page>
  /** Gives the second factor there. @returns the address of the callback, unopened, or the page that is there instead */
  giveCode(page: Page): Promise<Page>
}

/** What a person says "link me" with: My Settings, or the sign-in that finds them not linked yet (A14, A24). */
const WAYS = ['my-settings', 'sign-in'] as const

/** A company that is connected, with two employees who are not linked: one begins in My Settings, one by a sign-in. */
export async function openNewcomers(
  suite: SuiteUnderTest,
): Promise<{ readonly id: string; readonly people: readonly Newcomer[] }> {
  const id = `c${randomBytes(5).toString('hex')}`
  const accounts = ['master', ...WAYS].map((name) => {
    const role = name === 'master' ? ('master' as const) : ('member' as const)
    return { username: `${name}@${id}.example`, name, role, key: encodeBase32(randomBytes(20)), about: '' }
  })
  const employees = WAYS.map((username) => ({ username, name: username, role: 'technician' }) as const)
  const admin = { username: 'admin', name: 'Admin', role: 'admin', linkedTo: `master@${id}.example` } as const
  const tenant = { company: id, name: id, invited: true, employees: [admin, ...employees], linkedTo: id }
  await suite.seedCompany({
    organization: { id, name: id, accounts, moduleUrls: {} },
    tenants: { 'psa-us': tenant },
  })
  const psa = suite.origin('psa-us')
  const people = WAYS.map((username) => {
    const account = accounts.find(({ name }) => name === username)
    assert.ok(account)
    return aNewcomer({ id, psa, username, account: account.username, code: authenticator(account.key) })
  })
  return { id, people }
}

interface Arrival {
  readonly id: string
  readonly psa: string
  readonly username: (typeof WAYS)[number]
  readonly account: string
  readonly code: () => Promise<string>
}

function aNewcomer({ id, psa, username, account, code }: Arrival): Newcomer {
  const visitor = openVisitor()
  const givePassword = ({ url }: Page) => visitor.post(url.href, { username: account, password: PASSWORD })
  const logIn = (fields: Readonly<Record<string, string>> = {}) =>
    visitor.post(`${psa}/login`, { company: id, username, password: PASSWORD, ...fields })
  const askToLink = async () => {
    const second = await givePassword(await visitor.post(`${psa}/connect/link-user`))
    assert.match(second.url.pathname, /\/code$/)
    return second
  }
  return {
    username,
    account,
    visitor,
    async begin() {
      if (username === 'sign-in') {
        const second = await givePassword(await visitor.get(`${psa}/connect/sign-in`))
        const refused = await visitor.post(second.url.href, { code: await code() })
        assert.equal(refused.url.pathname, '/login')
        assert.match(refused.text, /user_not_linked/)
        await logIn({ unlinked: account })
      } else await logIn()
      return askToLink()
    },
    askToLink,
    giveCode: async ({ url }) => visitor.post(url.href, { code: await code() }, CALLBACK),
  }
}
