import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { type Asked, tryEveryField } from '@lanyard/text/testing'
import { aCompany, PASSWORD } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import type { Answer, TestBrowser } from '../../testing/test-browser.ts'
import { resetToken } from '../../testing/reset-token.ts'
import { openTicket } from '../tickets/open-ticket.ts'
import { keptRules } from './kept/kept-rules.ts'
import { pages } from './pages.ts'
import { routes } from './routes.ts'

const SAMPLES = {
  name: 'Jo Y',
  username: 'someone',
  email: 'someone@alder.example',
  subject: 'Printer',
  body: 'Smoke.',
}

/** Ends the session of the walk. */
const WITHOUT: readonly string[] = [routes.logOut, routes.changePassword]

/** Rows that take a form which none of these people meets, and why. */
const NOT_SEEN: Readonly<Record<string, string>> = {
  '/prove': 'wants a login that is older; its password is that of the login',
  '/my-settings/password-link': 'a button',
  '/my-settings/disable': 'wants an employee who is linked; its password is that of the login',
  '/admin/employees/:employee/deactivate': 'a button',
  '/admin/employees/:employee/activate': 'a button',
  '/admin/employees/:employee/delete': 'a button',
  '/admin/my-company/company-settings/:hub/switch-off': 'wants a company that is connected',
  '/admin/my-company/company-settings/:hub/who-may-link': 'wants a company that is connected',
  '/admin/my-company/company-settings/:hub/local-sessions': 'wants a company that is connected',
  '/admin/my-company/company-settings/:hub/request-invitation': 'a button',
}

/** Before the login, and in the filters of lists: no rule keeps these forms. */
const UNKEPT = {
  'get /admin/audit': ['act', 'from', 'to', 'zone'],
  'get /admin/employees': ['hub', 'role_is', 'search', 'sort', 'status'],
  'get /portal': ['search', 'status'],
  'get /tickets': ['client_is', 'search', 'status'],
  'post /forgot-password': ['company', 'username'],
  'post /login': ['company', 'username', 'password'],
  'post /portal/forgot-password': ['company', 'email'],
  'post /portal/login': ['company', 'email', 'password'],
  'post /reset-password/:token': ['password', 'repeat'],
}

/** Every field that a person types into, on the rows that they meet. */
const typedIn = (rules: ReturnType<typeof keptRules>) => [
  ...Object.entries(UNKEPT).flatMap(([row, names]) => names.map((name) => `${row} ${name}`)),
  ...Object.entries(rules).flatMap(([path, { fields }]) =>
    Object.entries(fields).flatMap(([name, { kind }]) =>
      kind === 'hidden' || WITHOUT.includes(path) || Object.hasOwn(NOT_SEEN, path) ? [] : [`post ${path} ${name}`],
    ),
  ),
]

const MOST_REDIRECTS = 5

const rows = pages.map(({ path }) => ({ path, fits: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`) }))
const rowOf = (path: string) => rows.find(({ fits }) => fits.test(path))?.path ?? null

async function openAlder(database: TestDialect) {
  const psa = await openTestPsa({}, database)
  const alder = await aCompany(psa)
  for (const { id, client } of [{ ...alder.tech, client: null }, alder.contact]) {
    const by = { id, tenant: alder.tenant.id, client }
    await openTicket(psa, { by, client: '', subject: 'Printer', body: 'It is on fire.' })
  }
  await psa.browser().post(routes.forgotPassword, { company: 'alder', username: 'tech' })
  const reset = `/reset-password/${await resetToken(psa)}`

  const countActs = async () => {
    const acts = psa.db.selectFrom('audit_entries').select((eb) => eb.fn.countAll<number>().as('count'))
    const replies = psa.db.selectFrom('replies').select((eb) => eb.fn.countAll<number>().as('count'))
    const counts = await Promise.all([acts.executeTakeFirstOrThrow(), replies.executeTakeFirstOrThrow()])
    return counts.reduce((sum, { count }) => sum + count, 0)
  }
  const follow = async (browser: TestBrowser, first: Answer): Promise<Asked> => {
    let answer = first
    for (let count = 0; answer.location?.startsWith('/') && count < MOST_REDIRECTS; count += 1)
      answer = await browser.get(answer.location)
    return Object.assign(answer, { firstStatus: first.status })
  }
  const walk = (browser: TestBrowser, starts: readonly string[], patterns: readonly string[] = []) =>
    tryEveryField({
      starts,
      patterns,
      rowOf,
      get: async (address) => follow(browser, await browser.get(address)),
      post: async (address, body) => follow(browser, await browser.post(address, body)),
      countActs,
      // What a text becomes is decided before a database sees it; the long run tries all of it on both.
      isThorough: database.name === 'SQLite' || process.env['LANYARD_LONG_TESTS'] === '1',
      samples: SAMPLES,
      without: WITHOUT,
    })
  return Object.assign(psa, { reset, walk })
}

for (const database of databases) {
  describe(`every field of every page of the PSA on ${database.name}`, () => {
    it('takes a text and shows it, or refuses it with a word, and never fails (FT1, FT2, FT3)', async () => {
      await using psa = await openAlder(database)
      const [admin, contact, stranger] = [psa.browser(), psa.browser(), psa.browser({ source: '192.0.2.7' })]
      await admin.logIn('alder', 'admin')
      await contact.post(routes.portalLogin, { company: 'alder', email: 'contact@alder.example', password: PASSWORD })
      const shown = pages.filter(({ GET }) => GET)
      const patterns = shown.flatMap(({ path }) => (/:(?!hub)\w/.test(path) ? [path] : []))
      const settings = `/admin/my-company/company-settings/${psa.suite.hub.path}`

      const walked = [
        await psa.walk(admin, [...shown.flatMap(({ path }) => (path.includes(':') ? [] : [path])), settings], patterns),
        await psa.walk(contact, [routes.portal]),
        await psa.walk(stranger, [routes.login, routes.forgotPassword, psa.reset]),
      ]

      const seen = walked.flatMap(({ rows }) => rows)
      assert.deepEqual(
        pages.flatMap(({ path, POST }) => (POST && ![...seen, ...WITHOUT].includes(path) ? [path] : [])),
        Object.keys(NOT_SEEN),
      )
      const tried = walked.flatMap(({ fields }) => fields)
      assert.deepEqual(
        typedIn(keptRules(psa.words)).filter((field) => !tried.includes(field)),
        [],
      )
      assert.deepEqual(
        walked.flatMap(({ faults }) => faults),
        [],
      )
    })
  })
}
