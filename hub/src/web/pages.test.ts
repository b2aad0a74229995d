import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { href } from '@lanyard/ui'
import { operator } from '../../testing.ts'
import { addMember } from '../people/members/add-member.ts'
import { deactivateMember } from '../connections/rights/change-status.ts'
import type { OrganizationId } from '../ids.ts'
import { createSite } from './create-site.ts'
import type { Viewers } from './guards.ts'
import type { Page } from './page.ts'
import { pages } from './pages.ts'
import { routes } from './routes.ts'
import { type Person, startTestSite, type TestSite } from './testing/start-test-site.ts'
import type { Visitor } from './testing/visitor.ts'

const METHODS = ['GET', 'POST'] as const

let site: TestSite
let alder: OrganizationId
let master: Person
let member: Person

before(async () => {
  site = await startTestSite()
  alder = await site.addOrganization('alder', 'Alder MSP')
  master = await site.addPerson(alder, 'master', 'master')
  member = await site.addPerson(alder, 'member')
})
after(() => site[Symbol.asyncDispose]())

describe('the table of pages', () => {
  it('has every address that the site answers, each once', () => {
    const mounted = createSite(site.made).routes.filter(({ method, path }) => `${method} ${path}` !== 'ALL /*')

    const told = pages.flatMap((page) => METHODS.filter((method) => page[method]).map((method) => [method, page.path]))
    assert.deepEqual(
      mounted.map(({ method, path }) => [method, path]),
      told,
    )
    assert.equal(new Set(pages.map(({ path }) => path)).size, pages.length)
  })

  it('takes no page without those who may see it', () => {
    // @ts-expect-error The viewer is missing.
    const page: Page = { path: '/', GET: (c) => c.text('') }

    assert.ok(!('viewer' in page))
  })
})

interface Seen {
  readonly status: number
  readonly location: string | null
  readonly text: string
}

/** What stands in the way, and how it shows; whatever else is seen has been decided by the page. */
const GATES = {
  login: ({ location }: Seen, back?: string) => location === href(routes.login, {}, { target: back }),
  organizations: ({ location }: Seen) => location === href(routes.organization),
  not_a_master: ({ status, text }: Seen) => status === 403 && text.includes('not_a_master'),
  attempt_invalid: ({ status, text }: Seen) => status === 400 && text.includes('attempt_invalid'),
} as const

type Gates = Readonly<Partial<Record<keyof Viewers, keyof typeof GATES | 'none'>>>

/** What stands between each kind of person and the pages of each viewer. */
const PEOPLE: readonly { readonly who: string; readonly enter: () => Promise<Visitor>; readonly gates: Gates }[] = [
  {
    who: 'a visitor',
    enter: () => Promise.resolve(site.visitor()),
    gates: {
      visitor: 'none',
      demo: 'none',
      login: 'attempt_invalid',
      account: 'login',
      member: 'login',
      master: 'login',
    },
  },
  {
    who: 'an account whose place has ended',
    enter: enterWithoutPlace,
    gates: { account: 'none', member: 'organizations', master: 'organizations' },
  },
  {
    who: 'a member',
    enter: () => site.logIn(member),
    gates: { account: 'none', member: 'none', master: 'not_a_master' },
  },
  {
    who: 'a master',
    enter: () => site.logIn(master),
    gates: { account: 'none', member: 'none', master: 'none' },
  },
]

/** In a session of the organization that they have left, with a place in another one. */
async function enterWithoutPlace(): Promise<Visitor> {
  const leaver = await site.addPerson(alder, 'leaver')
  const browser = await site.logIn(leaver)
  const birch = await site.addOrganization('birch', 'Birch IT')
  await addMember(site.hub, { organization: birch, account: leaver.account, role: 'master', by: operator })
  await deactivateMember(site.hub, { member: leaver.member.id, by: operator })
  return browser
}

/** Parameters by which pages elsewhere are made to say something. */
const SAYING = ['done', 'notice', 'said', 'saved', 'error', 'error_description', 'message', 'reason', 'code', 'hidden']

/** What pages elsewhere are made to say. */
const SAID = ['saved', 'switched-off', 'logged-out-here', 'Call this number.']

/** Every refusal has a reference of its own. */
function withoutChance(text: string): string {
  return text.replaceAll(/[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/g, '')
}

describe('the pages of each viewer', () => {
  for (const { who, enter, gates } of PEOPLE) {
    it(`are shown to ${who} as the table says, and none answers a form in place (FS4)`, async () => {
      const wrong: string[] = []
      let browser = await enter()

      for (const page of pages) {
        const gate = gates[page.viewer]
        if (gate === undefined) continue
        for (const method of METHODS.filter((method) => page[method])) {
          const path = page.path.replaceAll(/:\w+|\*/g, 'any')
          const seen = await ask(browser, method, path)
          const isRight = gate === 'none' ? !isStopped(seen) : GATES[gate](seen, method === 'GET' ? path : undefined)
          // A form that did something leads on, so that a reload does nothing again.
          const isAnsweredInPlace = method === 'POST' && seen.status < 300
          if (!isRight || isAnsweredInPlace) wrong.push(`${method} ${page.path}: ${seen.status} ${seen.location}`)
          // Some pages end the session.
          if (seen.location === href(routes.loggedOut)) browser = await enter()
        }
      }

      assert.deepEqual(wrong, [])
    })
  }

  it('say nothing that an address makes them say (FS5)', async () => {
    const said: string[] = []
    const [visitor, inside] = [site.visitor(), await site.logIn(master)]

    for (const { path, GET, viewer } of pages) {
      if (GET === undefined) continue
      const browser = viewer === 'visitor' && path !== routes.signedIn ? visitor : inside
      const address = path.replaceAll(/:\w+|\*/g, 'any')
      const told = async (address: string) => withoutChance((await browser.get(address)).text)
      const usual = await told(address)
      for (const value of SAID) {
        const query = new URLSearchParams(SAYING.map((name) => [name, value])).toString()
        if ((await told(`${address}?${query}`)) !== usual) said.push(`${path} says ${value}`)
      }
    }

    assert.deepEqual(said, [])
  })

  it('do not exist outside the demo, where the table keeps them to it', async () => {
    await using site = await startTestSite({ LANYARD_DEMO: '0' })
    const kept = pages.filter(({ viewer }) => viewer === 'demo')

    const statuses = await Promise.all(kept.map(async ({ path }) => (await site.visitor().get(path)).status))

    assert.deepEqual(statuses, [404, 404])
  })
})

async function ask(browser: Visitor, method: (typeof METHODS)[number], path: string): Promise<Seen> {
  const form = { method, body: new URLSearchParams(), headers: { 'sec-fetch-site': 'same-origin' } }
  const answer = await browser.begin(path, method === 'POST' ? form : {})
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
}

function isStopped(seen: Seen): boolean {
  return seen.location?.startsWith(routes.login) === true || GATES.organizations(seen) || GATES.not_a_master(seen)
}
