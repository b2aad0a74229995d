import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PASSWORD, aCompany, anEmployee } from '../../../testing/a-company.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { linked } from '../../../testing/linked.ts'
import { resetToken } from '../../../testing/reset-token.ts'
import { findEmployeeByUsername } from '../../employees/find-employee.ts'

const path = '/admin/employees'

describe('the employees page', () => {
  it('has a row per employee with what can be done (A26)', async () => {
    await using psa = await openTestPsa()
    const { tech } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    await browser.post(`${path}/${tech.id}/deactivate`)
    const page = await browser.get(path)

    assert.match(page.message().text, /The tech is inactive\./)
    const { rows } = page.table('Employees')
    assert.deepEqual(
      rows.map((row) => row.buttons().map(({ name }) => name)),
      [
        ['Actions The admin', 'Deactivate', 'Delete'],
        ['Actions The tech', 'Activate', 'Delete'],
      ],
    )
    assert.equal((await psa.browser().logIn('alder', 'tech')).status, 403)
  })

  it('activates and deletes', async () => {
    await using psa = await openTestPsa()
    const { tech, tenant } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    await browser.post(`${path}/${tech.id}/deactivate`)
    await browser.post(`${path}/${tech.id}/activate`)
    assert.equal((await psa.browser().logIn('alder', 'tech')).status, 303)
    await browser.post(`${path}/${tech.id}/delete`)
    assert.equal(await findEmployeeByUsername(psa, tenant.id, 'tech'), null)
  })

  it('asks before it ends anything for a person: whom, and what ends (FX8)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { tech } = company
    const { logInThroughHub } = await linked(psa, company)
    await logInThroughHub(tech)
    await psa.browser().logIn('alder', 'tech')
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const list = await browser.get(path)
    const [deactivate, remove] = [
      await browser.get(`${path}/${tech.id}/deactivate`),
      await browser.get(`${path}/${tech.id}/delete`),
    ]

    const { method, address } = list.table('Employees').row('The tech').submission('Delete')
    assert.deepEqual([method, address.pathname], ['get', `${path}/${tech.id}/delete`])
    for (const page of [deactivate, remove]) {
      assert.match(page.dialog().text, /The tech.*2 sessions of theirs end.*link to tech@organization\.example/)
      assert.equal(page.link('Cancel').href, path)
    }
    assert.equal(deactivate.headline, 'Deactivate The tech?')
    assert.ok(deactivate.button('Deactivate'))
    assert.equal(remove.headline, 'Delete The tech?')
    assert.match(remove.text, /cannot be undone/)
    assert.ok(remove.button('Delete'))
    assert.equal((await psa.browser().logIn('alder', 'tech')).status, 303)
  })

  it('leads to the list where the browser goes back to a question whose act is done (FX8)', async () => {
    await using psa = await openTestPsa()
    const { tech } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    await browser.post(`${path}/${tech.id}/deactivate`)
    const deactivated = await browser.get(`${path}/${tech.id}/deactivate`)
    await browser.post(`${path}/${tech.id}/delete`)
    const deleted = await browser.get(`${path}/${tech.id}/delete`)

    assert.deepEqual(
      [deactivated, deleted].map(({ status, location }) => [status, location]),
      [
        [303, path],
        [303, path],
      ],
    )
  })

  it('shows a part of the list, and every button comes back to it (FX11)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { tech, tenant } = company
    await linked(psa, company, { people: [company.admin] })
    for (let count = 0; count < 26; count++) await anEmployee(psa, tenant, { username: `crowd${count}` })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const list = await browser.get(`${path}?role_is=technician&hub=not_linked&size=25&page=9`)
    const kept = 'role_is=technician&hub=not_linked&size=25&page=2'
    const question = await browser.get(`${path}/${tech.id}/deactivate?${new URLSearchParams({ list: kept })}`)
    const done = await browser.press(question, 'Deactivate')

    assert.match(list.text, /27 employees.*Page 2 of 2/)
    assert.deepEqual(
      list.table('Employees').rows.map((row) => row.cell('Username').text),
      ['crowd9', 'tech'],
    )
    assert.equal(list.table('Employees').row('The tech').submission('Deactivate').fields.get('list'), kept)
    assert.match(list.link('Previous page').href, /hub=not_linked.*size=25$/)
    assert.equal(question.link('Cancel').href, `${path}?${kept}`)
    assert.match(done.location ?? '', /hub=not_linked&size=25&page=2$/)
    assert.deepEqual(
      (await browser.get(`${path}?search=CROWD1&sort=email&order=descending`)).table('Employees').rows.length,
      11,
    )
    assert.match((await browser.get(`${path}?search=%25`)).text, /No employees match your search/)
  })

  it('asks for a proof before an admin is made or a right is ended, when the last one is old (FG5, T44)', async () => {
    await using psa = await openTestPsa()
    const { tech, tenant } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const person = { name: 'Nora New', username: 'nora', email: 'nora@alder.example', role: 'admin' }
    const acts = async () => psa.db.selectFrom('audit_entries').select('id').execute()
    const before = await acts()
    psa.wait(601)

    const asked = [
      await browser.get(`${path}/${tech.id}/delete`),
      await browser.get(`${path}/${tech.id}/deactivate`),
      await browser.post(`${path}/${tech.id}/delete`),
      await browser.post(`${path}/${tech.id}/deactivate`),
      await browser.post(`${path}/${tech.id}/activate`),
      await browser.post(path, person),
    ]

    for (const { location } of asked) assert.match(location ?? '', /^\/prove\?next=/)
    assert.equal((await acts()).length, before.length)
    const typed = new URL(asked.at(-1)?.location ?? '', psa.config.origin).searchParams.get('next') ?? ''
    const [wrong, right] = [
      await browser.post('/prove', { next: typed, password: 'not the password' }),
      await browser.post('/prove', { next: typed, password: PASSWORD }),
    ]
    assert.match(wrong.field('PSA password').description, /not your PSA password/)
    assert.equal(right.location, typed)
    assert.equal((await browser.get(typed)).field('Username').value, 'nora')
    assert.equal((await browser.post(path, person)).status, 303)
    await browser.post(`${path}/${tech.id}/delete`)
    assert.equal(await findEmployeeByUsername(psa, tenant.id, 'tech'), null)
  })

  it('takes a login at the hub for the proof, where the session came from there (FG5)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { logInThroughHub } = await linked(psa, company)
    const silent = await logInThroughHub(company.admin)
    const fresh = await logInThroughHub(company.admin, psa.now())
    const page = `${path}/${company.tech.id}/delete`

    const asked = await silent.get(page)
    const proof = await silent.get(asked.location ?? '')

    assert.match(proof.link(/^Log in again with/).href, /^\/connect\/sign-in\?target=.*delete&max_age=600$/)
    assert.ok((await fresh.get(page)).dialog())
    const astray = await silent.get('/prove?next=//evil.example/')
    assert.match(astray.link(/^Log in again with/).href, /target=%2Fadmin%2Femployees&/)
  })

  it('says why the last admin stays', async () => {
    await using psa = await openTestPsa()
    const { admin } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const answer = await browser.post(`${path}/${admin.id}/deactivate`)

    assert.equal(answer.status, 409)
    assert.match(answer.alert().text, /last_admin/)
  })

  it('adds a person, who sets the password by mail (A27)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const admin = psa.browser()
    await admin.logIn('alder', 'admin')
    const person = { name: 'Nora New', username: 'nora', email: 'nora@alder.example', role: 'technician' }

    assert.equal((await admin.post(path, { ...person, role: 'owner' })).status, 400)
    assert.equal((await admin.post(path, person)).status, 303)
    assert.equal((await admin.post(path, person)).status, 409)
    const link = `/reset-password/${await resetToken(psa)}`
    const set = await psa
      .browser()
      .post(link, { password: 'her-first-password-here', repeat: 'her-first-password-here' })

    assert.equal(set.location, '/login')
    assert.equal((await psa.browser().logIn('alder', 'nora', 'her-first-password-here')).status, 303)
  })

  it('is for admins alone, and for those of the same company', async () => {
    await using psa = await openTestPsa()
    const { admin } = await aCompany(psa)
    await aCompany(psa, { company: 'aspen' })
    const tech = psa.browser()
    await tech.logIn('alder', 'tech')
    const stranger = psa.browser()
    await stranger.logIn('aspen', 'admin', PASSWORD)

    assert.equal((await tech.get(path)).status, 403)
    assert.match((await tech.post(`${path}/${admin.id}/delete`)).text, /not_an_admin/)
    assert.equal((await stranger.post(`${path}/${admin.id}/delete`)).status, 404)
    assert.equal((await psa.browser().logIn('alder', 'admin')).status, 303)
  })
})
