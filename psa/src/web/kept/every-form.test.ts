import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PASSWORD } from '../../../testing/a-company.ts'
import { pages } from '../pages.ts'
import { routes } from '../routes.ts'
import { keptRules } from './kept-rules.ts'
import { type KeptWorld, openKeptWorld } from './testing/open-kept-world.ts'

describe('every form of a person that comes after the end of their session (FS2)', () => {
  let psa: KeptWorld
  before(async () => {
    psa = await openKeptWorld()
  })
  after(() => psa[Symbol.asyncDispose]())

  /** The proof of who it is is what the login gives. */
  const asked = pages.filter(({ path, POST, viewer }) => POST && viewer !== 'visitor' && path !== routes.prove)

  const address = (pattern: string) =>
    pattern.replace(':hub', psa.suite.hub.path).replace(':ticket', psa.ticket).replace(':employee', psa.company.tech.id)

  it('is given back with what was typed, and never with a secret (T50)', async () => {
    const typed = '“Ünal & Söhne” <a@b.example>'
    const wrong: string[] = []
    const employee = psa.browser()
    const contact = psa.browser()
    await employee.logIn('alder', 'admin')
    await contact.post(routes.portalLogin, { company: 'alder', email: psa.company.contact.email, password: PASSWORD })

    for (const { path: pattern, viewer } of asked) {
      const browser = viewer === 'contact' ? contact : employee
      const rule = keptRules(psa.words)[pattern]
      const sent = Object.fromEntries([...Object.keys(rule?.fields ?? {}), 'undeclared'].map((name) => [name, typed]))

      const session = await setSessions(psa, 0)
      const late = await browser.post(address(pattern), sent)
      await setSessions(psa, session)
      const target = new URL(late.location ?? '', psa.config.origin).searchParams.get('next')
      const page = await browser.get(target ?? '/')

      if (!/\/kept\/[\w-]+$/.test(target ?? '') || page.status !== 200)
        wrong.push(`${pattern}: ${target} ${page.status}`)
      for (const [name, field] of Object.entries(rule?.fields ?? {})) {
        const [box] = 'label' in field && field.label ? page.fields(field.label) : []
        const sent = `main form input[name="${name}"], main form select[name="${name}"] option[selected]`
        const value = box?.value ?? page.select(sent)[0]?.attribute('value')
        if ((value === typed) === (field.kind === 'secret')) wrong.push(`${pattern}: ${name} is ${value}`)
      }
      if (page.select('[name="undeclared"]').length > 0) wrong.push(`${pattern}: undeclared`)
      await psa.db.deleteFrom('forms_kept').execute()
    }

    assert.ok(asked.length > 12)
    assert.deepEqual(wrong, [])
  })

  it('holds no password that its page shows (T50)', async () => {
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const rules = keptRules(psa.words)
    const wrong: string[] = []
    let seen = 0

    for (const { path } of pages.filter(({ GET, viewer }) => GET && !['visitor', 'contact'].includes(viewer))) {
      if (/export|kept|prove/.test(path)) continue
      for (const form of (await browser.get(address(path))).select('main form[method="post"]')) {
        const { pathname } = new URL(form.attribute('action') ?? '', psa.config.origin)
        const pattern = Object.keys(rules).find((each) =>
          new RegExp(`^${each.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname),
        )
        if (pathname.startsWith('/connect/')) continue
        for (const input of form.select('input, textarea, select')) {
          const name = input.attribute('name') ?? ''
          const isSecret = ['password', 'file'].includes(input.attribute('type') ?? '')
          const kind = rules[pattern ?? '']?.fields[name]?.kind
          seen += 1
          if ((kind === 'secret') !== isSecret || kind === undefined) wrong.push(`${path}: ${name} is ${kind}`)
        }
      }
    }

    assert.ok(seen > 8, `${seen} fields`)
    assert.deepEqual(wrong, [])
  })

  it('is shown to no contact where it is one of an employee’s page, and to no employee where it is one of the portal (T49)', async () => {
    const employee = psa.browser()
    const contact = psa.browser()
    await employee.logIn('alder', 'admin')
    await contact.post(routes.portalLogin, { company: 'alder', email: psa.company.contact.email, password: PASSWORD })
    const shown: string[] = []

    for (const { path: pattern, viewer } of asked) {
      const browser = viewer === 'contact' ? employee : contact
      const session = await setSessions(psa, 0)
      const late = await browser.post(address(pattern), {})
      await setSessions(psa, session)
      const id = /kept\/([\w-]+)$/.exec(
        new URL(late.location ?? '', psa.config.origin).searchParams.get('next') ?? '',
      )?.[1]
      for (const page of ['/kept', '/portal/kept']) {
        const { status } = await browser.get(`${page}/${id}`)
        if (id === undefined || status === 200) shown.push(`${pattern}: ${id} at ${page} ${status}`)
      }
      await psa.db.deleteFrom('forms_kept').execute()
    }

    assert.deepEqual(shown, [])
  })
})

/** Sets when every session was last used. @returns when it was */
async function setSessions(psa: KeptWorld, at: number): Promise<number> {
  const { used_at: before } = await psa.db.selectFrom('sessions').select('used_at').executeTakeFirstOrThrow()
  await psa.db.updateTable('sessions').set({ used_at: at }).execute()
  return before
}
