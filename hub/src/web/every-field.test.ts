import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { tryEveryField } from '@lanyard/text/testing'
import { operator, psaUs } from '../../testing.ts'
import { inviteMember } from '../people/invitations/invite-member.ts'
import { keptRules } from './give-back/kept-rules.ts'
import { pages } from './pages.ts'
import { routes } from './routes.ts'
import { openAlder } from './testing/open-alder.ts'
import type { Visitor } from './testing/visitor.ts'

const PASSWORD = 'nine kites above a quiet mill'

/** What makes the other fields of a form pass. */
const SAMPLES = {
  name: 'Jo Y',
  username: 'someone',
  reason: 'They called.',
  password: PASSWORD,
  password_again: PASSWORD,
}

/** Ends the session of the walk, or streams. */
const WITHOUT: readonly string[] = [
  routes.logout,
  routes.assets,
  routes.adminSettings.logoutStream,
  routes.profileSettings.endAllSessions,
  routes.profileSettings.password,
]

/** Rows that take a form which none of these people meets, and why. */
const NOT_SEEN: Readonly<Record<string, string>> = {
  '/reset-password/:token': 'wants a mailed link; an invitation asks for the same passwords',
  '/confirm-email/:token': 'a button',
  '/login/:uid/session': 'a button',
  '/login/:uid/enrol': 'wants a person without a second factor',
  '/login/:uid/recovery-codes': 'a button',
  '/login/:uid/account': 'a button',
  '/login/:uid/organization': 'a button',
  '/login/:uid/join': 'a button',
  '/login/:uid/connect': 'a button',
  '/login/:uid/consent': 'a button',
  '/organization': 'a button',
  '/admin-settings/members/renew-invitations': 'a button',
  '/admin-settings/module-urls/repair': 'a button',
  '/profile-settings/email/cancel': 'a button',
  '/profile-settings/security/factors/:factor/remove': 'a button',
  '/profile-settings/sessions/end-others': 'a button',
  '/profile-settings/products/:link/unlink': 'a button',
  '/profile-settings/products/apps/:client/take-back': 'a button',
  '/profile-settings/module-urls/repair': 'a button',
}

/** Before the login, and in the filters of lists: no rule keeps these forms. */
const UNKEPT = {
  'get /admin-settings/audit': ['act', 'audit_id', 'from', 'person', 'to', 'zone'],
  'get /admin-settings/members': ['not_linked', 'role', 'search', 'second_factor', 'status'],
  'post /forgot-password': ['username'],
  'post /invitations/:token': ['name', 'username', 'password', 'password_again'],
  'post /login/:uid': ['username', 'password'],
  'post /login/:uid/code': ['code'],
  'post /login/:uid/passkey': ['passkey'],
  'post /login/:uid/recovery-code': ['code'],
}

/** Every field that a person types into, on the rows that they meet. */
const TYPED = [
  ...Object.entries(UNKEPT).flatMap(([row, names]) => names.map((name) => `${row} ${name}`)),
  ...Object.entries(keptRules).flatMap(([path, { fields }]) =>
    Object.entries(fields).flatMap(([name, { kind }]) =>
      kind === 'hidden' || name === 'file' || WITHOUT.includes(path) ? [] : [`post ${path} ${name}`],
    ),
  ),
]

const patterns = pages
  .filter((page) => page.GET && /:\w/.test(page.path) && !WITHOUT.includes(page.path))
  .map(({ path }) => path)
const rows = pages.map(({ path }) => ({
  path,
  fits: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+').replace('*', '.*')}$`),
}))
const rowOf = (path: string) => rows.find(({ fits }) => fits.test(path))?.path ?? null

async function openFilled(database: TestDialect) {
  const site = await openAlder({}, database)
  await site.addPerson(site.alder, 'other')
  await site.connect(site.master, psaUs, 'tenant')
  const countActs = async () => {
    const count = site.hub.db.selectFrom('audit').select((eb) => eb.fn.countAll<number>().as('count'))
    return (await count.executeTakeFirstOrThrow()).count
  }
  const walk = (browser: Visitor, starts: readonly string[], without = WITHOUT, patterns: readonly string[] = []) =>
    tryEveryField({
      starts,
      patterns,
      rowOf,
      get: (address) => browser.send(address, {}),
      post: (address, body) =>
        browser.send(address, {
          method: 'POST',
          body,
          headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        }),
      countActs,
      // What a text becomes is decided before a database sees it; the long run tries all of it on both.
      isThorough: database.name === 'SQLite' || process.env['LANYARD_LONG_TESTS'] === '1',
      samples: SAMPLES,
      // A reason goes into mails, and into the audit. After an invitation come the pages of a login.
      unshown: patterns.length > 0 ? ['reason'] : ['name', 'username'],
      without,
    })
  return Object.assign(site, { walk })
}

for (const database of databases) {
  describe(`every field of every page of the hub on ${database.name}`, () => {
    it('takes a text and shows it, or refuses it with a word, and never fails (FT1, FT2, FT3)', async () => {
      await using site = await openFilled(database)
      const sent = await inviteMember(site.hub, {
        organization: site.alder,
        email: 'new@alder.example',
        role: 'member',
        by: operator,
      })
      const browser = await site.logIn(site.master)
      const stranger = site.visitor()
      const login = await stranger.get('/login')
      const half = site.visitor()
      const code = await half.press(await half.get('/login'), 'Log in', {
        Username: site.tech.account.username,
        Password: 'seven lanterns over the harbour',
      })
      const starts = pages.flatMap(({ path, GET }) => (GET && !/[:*]/.test(path) ? [path] : []))

      const walked = [
        await site.walk(browser, starts, WITHOUT, patterns),
        await site.walk(stranger, [login.url.pathname, routes.forgotPassword, sent.link.replace(site.origin, '')], []),
        await site.walk(half, [code.url.pathname], []),
      ]
      const seen = walked.flatMap(({ rows }) => rows)
      assert.deepEqual(
        pages.flatMap(({ path, POST }) => (POST && ![...seen, ...WITHOUT].includes(path) ? [path] : [])),
        Object.keys(NOT_SEEN),
      )
      const tried = walked.flatMap(({ fields }) => fields)
      assert.deepEqual(
        TYPED.filter((field) => !tried.includes(field)),
        [],
      )
      assert.deepEqual(
        walked.flatMap(({ faults }) => faults),
        [],
      )
    })
  })
}
