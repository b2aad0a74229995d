import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { href } from '@lanyard/ui'
import { aCompany, PASSWORD } from '../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import type { Answer, TestBrowser } from '../../testing/test-browser.ts'
import { createApp } from './app.ts'
import type { Visits } from './guards.ts'
import { pages } from './pages.ts'
import { routes } from './routes.ts'

const METHODS = ['GET', 'POST'] as const

let psa: TestPsa

before(async () => {
  psa = await openTestPsa()
  await aCompany(psa)
})
after(() => psa[Symbol.asyncDispose]())

/** What answers beside the table: files, what the kit answers, and a redirect. */
const OTHERS = ['GET /.well-known/change-password', 'GET /assets/*']

describe('the table of pages', () => {
  it('has every address that the deployment answers, each once', () => {
    const mounted = createApp(psa).routes.filter(({ method }) => method !== 'ALL')

    const told = pages.flatMap((page) => METHODS.filter((method) => page[method]).map((method) => [method, page.path]))
    assert.deepEqual(
      mounted.map(({ method, path }) => `${method} ${path}`).toSorted(),
      [...told.map((row) => row.join(' ')), ...OTHERS].toSorted(),
    )
    assert.equal(new Set(pages.map(({ path }) => path)).size, pages.length)
  })
})

/** What stands in the way, and how it shows; whatever else is seen has been decided by the page. */
const GATES = {
  login: ({ location }: Answer) => /^\/login(\?next=|$)/.test(location ?? ''),
  portal_login: ({ location }: Answer) => /^\/portal\/login(\?next=|$)/.test(location ?? ''),
  user_barred: ({ status, text, location }: Answer) =>
    (status === 403 && text.includes('user_barred')) || location === href(routes.portal),
  not_an_admin: ({ status, text }: Answer) => status === 403 && text.includes('not_an_admin'),
} as const

type Gates = Readonly<Partial<Record<keyof Visits, keyof typeof GATES | 'none'>>>

const PEOPLE: readonly { readonly who: string; readonly enter: () => Promise<TestBrowser>; readonly gates: Gates }[] = [
  {
    who: 'a visitor',
    enter: () => Promise.resolve(psa.browser()),
    gates: {
      visitor: 'none',
      employee: 'login',
      admin: 'login',
      hubAdmin: 'login',
      contact: 'portal_login',
    },
  },
  {
    who: 'a contact',
    enter: () =>
      enter((browser) =>
        browser.post(routes.portalLogin, { email: 'contact@alder.example', company: 'alder', password: PASSWORD }),
      ),
    gates: { employee: 'user_barred', admin: 'user_barred', hubAdmin: 'user_barred', contact: 'none' },
  },
  {
    who: 'a technician',
    enter: () => enter((browser) => browser.logIn('alder', 'tech')),
    gates: { employee: 'none', admin: 'not_an_admin', hubAdmin: 'not_an_admin', contact: 'portal_login' },
  },
  {
    who: 'an admin',
    enter: () => enter((browser) => browser.logIn('alder', 'admin')),
    gates: { employee: 'none', admin: 'none', hubAdmin: 'none', contact: 'portal_login' },
  },
]

async function enter(logIn: (browser: TestBrowser) => Promise<Answer>): Promise<TestBrowser> {
  const browser = psa.browser()
  assert.equal((await logIn(browser)).status, 303)
  return browser
}

describe('the pages of each viewer', () => {
  for (const { who, enter, gates } of PEOPLE) {
    it(`are shown to ${who} as the table says, and none answers a form in place (FS4)`, async () => {
      const browser = await enter()
      const wrong: string[] = []

      for (const page of pages) {
        const gate = gates[page.viewer]
        if (gate === undefined) continue
        for (const method of METHODS.filter((method) => page[method])) {
          const path = page.path.replace(':hub', psa.suite.hub.path).replaceAll(/:\w+/g, 'any')
          const seen = await (method === 'GET' ? browser.get(path) : browser.post(path))
          const isOpen = page.viewer === 'visitor'
          const isRight =
            isOpen || (gate === 'none' ? !Object.values(GATES).some((stops) => stops(seen)) : GATES[gate](seen))
          if (!isRight) wrong.push(`${method} ${page.path}: ${seen.status} ${seen.location}`)
        }
      }

      assert.deepEqual(wrong, [])
    })
  }
})
