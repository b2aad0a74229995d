import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { operator } from '../../../testing.ts'
import { revealNextCode } from '../../people/factors/reveal-next-code.ts'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { openAlder } from '../testing/open-alder.ts'
import { startTestSite } from '../testing/start-test-site.ts'

describe("the demo's pages", () => {
  it('show the next code of every account, and when a used one is followed', async () => {
    await using site = await openAlder()
    const { tech } = site

    const before = await revealNextCode(site.hub, tech.account.id)
    const fresh = await site.visitor().get('/demo/phones')
    await site.logIn(tech)
    const after = await revealNextCode(site.hub, tech.account.id)
    const used = await site.visitor().get('/demo/phones')

    assert.match(fresh.text, new RegExp(`tech@alder\\.example.*?${before?.code}.*?Now, for \\d+ s`, 's'))
    assert.match(used.text, new RegExp(`tech@alder\\.example.*?${after?.code}`, 's'))
    assert.notEqual(before?.code, after?.code)
  })

  it('renew themselves without script', async () => {
    await using site = await startTestSite()

    const [refresh] = (await site.visitor().get('/demo/phones')).select('noscript meta[http-equiv="refresh"]')

    assert.match(refresh?.attribute('content') ?? '', /^\d+$/)
  })

  it('show the mails, with links that can be pressed', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const invitation = { organization: alder, email: 'new@alder.example', role: 'member', by: operator } as const
    const { link } = await inviteMember(site.hub, invitation)

    const page = await site.visitor().get('/demo/mail')

    assert.match(page.text, /To new@alder\.example/)
    assert.equal(page.link(link).href, link)
  })

  it('do not exist outside demo mode', async () => {
    await using site = await startTestSite({ LANYARD_DEMO: '0' })

    const answers = [await site.visitor().get('/demo/phones'), await site.visitor().get('/demo/mail')]

    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404],
    )
  })
})
