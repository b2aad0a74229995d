import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { aCompany, openTestRmm, PASSWORD, type TestRmm } from '../testing.ts'
import { keptRules } from './kept.ts'
import { linkPages } from './link-pages.ts'

const setSessions = (rmm: TestRmm, expires_at: number) => rmm.db.updateTable('sessions').set({ expires_at }).execute()

async function pageOf(rmm: TestRmm, answer: Response) {
  return readPage(await answer.text(), new URL(rmm.origin))
}

describe('a form that came after the end of the session (FS2)', () => {
  it('is given back with its button after the login, and never with the password (T50)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'admin')
    const forms = linkPages(rmm).stack.filter(({ route }) => route !== undefined && 'post' in methodsOf(route))
    const rules = keptRules(rmm)
    const wrong: string[] = []

    for (const { route } of forms) {
      const path = route?.path ?? ''
      await setSessions(rmm, 0)
      const late = await browser.post(path, { password: 'opensesame' })
      await setSessions(rmm, Date.now() + 60_000)
      const then = new URL(late.headers.get('location') ?? '', rmm.origin).searchParams.get('then')
      const page = await pageOf(rmm, await browser.get(then ?? ''))

      const rule = rules[path]
      const buttons = rule === undefined ? [] : page.buttons(rule.submit)
      if (!then?.startsWith('/kept/') || buttons.length !== 1) wrong.push(`${path}: ${then}`)
      if (page.fields().some(({ value }) => value !== '') || page.body.includes('opensesame')) wrong.push(path)
    }

    assert.equal(forms.length, Object.keys(rules).length)
    assert.deepEqual(wrong, [])
  })

  it('says why at the login, does the act once by one press, and is given to no other person (T49)', async () => {
    await using rmm = await openTestRmm()
    const { companyId } = await aCompany(rmm, { invited: false })
    const browser = rmm.browser()
    const path = `${rmm.settingsPath}/request-invitation`
    const requested = async () =>
      (await rmm.db.selectFrom('tenants').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow())
        .invitation_requested_at !== null
    const sendLate = async (username: string) => {
      await browser.logIn('alder', username)
      await setSessions(rmm, 0)
      const late = await browser.post(path)
      const location = late.headers.get('location') ?? ''
      return { location, then: new URL(location, rmm.origin).searchParams.get('then') ?? '' }
    }

    const { location, then } = await sendLate('admin')
    const login = await pageOf(rmm, await browser.get(location))
    await browser.post('/login', { company: 'alder', username: 'tech', password: PASSWORD, then })
    const toOther = await browser.get(then)
    const own = await sendLate('admin')
    await browser.post('/login', { company: 'alder', username: 'admin', password: PASSWORD, then: own.then })
    const given = await pageOf(rmm, await browser.get(own.then))
    const before = await requested()
    await browser.post(
      given.submission('Request an invitation').address.pathname + `?kept=${own.then.split('/').at(-1)}`,
    )
    const again = await browser.get(own.then)
    await browser.post('/logout')
    const plain = await pageOf(rmm, await browser.get('/login'))

    assert.match(login.text, /Your session has ended/)
    assert.equal(toOther.status, 404)
    assert.equal(before, false)
    assert.equal(await requested(), true)
    assert.equal(again.status, 404)
    assert.doesNotMatch(plain.text, /session has ended/)
  })
})

function methodsOf(route: object): object {
  return 'methods' in route && typeof route.methods === 'object' && route.methods !== null ? route.methods : {}
}
