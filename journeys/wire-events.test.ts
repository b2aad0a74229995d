import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/suite/testing.ts'
import { openTab, endFor, rowOf } from './hub-steps.ts'
import { logOut } from './steps.ts'
import { linkPath, newId, openWire } from './wire-steps.ts'

/** docs/tenant-linking.md, held against the hub by its numbers: the log, reports and features. */
const { world, hub, product, elsewhere, ...wire } = await openWire()
const { confirm, status, headOf, connect, firstSignIn, signIn } = wire

/** A company is connected, and its technician has come in; the master has a page of the hub. */
async function openConnected() {
  const company = await world.company()
  const [page, colleague] = [await world.visitor(), await world.visitor()]
  await connect(page, company)
  const { claims } = await firstSignIn(colleague, company.accounts.tech)
  return { company, page, colleague, claims, head: await headOf() }
}

/** What the product tells of a user link. */
const reporter = (link: string, sub: string) => (revision: number, state: string) =>
  product.send('PUT', `${linkPath(link)}/user-links/${sub}`, { body: { version: 1, revision, state } })

describe('The hub’s log on the wire of tenant linking', () => {
  it('writes what it ends into a log without gaps, and hints at it (W-13, W-15, TL-8)', async () => {
    const company = await world.company()
    const page = await world.visitor()
    const { id } = await connect(page, company)
    const head = await headOf()
    const hints = product.hints.length
    const news = product.send('GET', `/events?after=${head}&wait=30`)

    await page.goto(hub)
    await openTab(page, 'Admin Settings', 'Connections')
    await page.getByRole('row').filter({ hasText: 'PSA' }).getByRole('link', { name: 'Disconnect' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()

    const { events, head: last } = (await news).body as { events: Record<string, unknown>[]; head: number }
    const { at, audit_id: auditId, ...event } = events[0] ?? {}
    assert.deepEqual(event, { n: head + 1, type: 'link_ended', link_id: id, reason: 'severed' })
    assert.ok(Number(at) > 0 && auditId)
    assert.equal(last, head + events.length)
    const { body } = await status(id)
    assert.deepEqual([body['state'], body['reason']], ['ended', 'severed'])
    await eventually('a hint arrives', () => product.hints.length > hints)
    assert.equal(product.hints.at(-1), 0, 'a hint carries nothing')
    const all = (await product.send('GET', '/events?after=0')).body['events'] as { n: number }[]
    assert.deepEqual(
      all.map(({ n }) => n),
      all.map((_, index) => index + 1),
    )
  })

  it('raises a member’s epoch with their deactivation, and lets them in no more (W-5, W-13, TL-19)', async () => {
    const { company, page, colleague, claims, head } = await openConnected()
    assert.equal(claims['org_role'], 'member')
    const news = product.send('GET', `/events?after=${head}&wait=30`)

    await page.goto(hub)
    await openTab(page, 'Admin Settings', 'Members')
    await endFor(page, company.accounts.tech.name, 'Deactivate')

    const [event] = (await news).body['events'] as Record<string, unknown>[]
    assert.equal(event?.['type'], 'member_epoch')
    assert.deepEqual([event['sub'], event['org_id']], [claims['sub'], company.id])
    assert.ok(Number(event['epoch']) > Number(claims['member_epoch']))
    const refused = await product.ask()
    await colleague.goto(refused.url)
    const { searchParams } = await refused.answer
    assert.equal(searchParams.get('error'), 'access_denied')
    assert.match(searchParams.get('error_description') ?? '', /^member_inactive \S{6,}$/)
  })

  it('says that a session is over, to who got a sign-in of it, by its name there (W-13)', async () => {
    const { colleague, claims, head } = await openConnected()
    const news = product.send('GET', `/events?after=${head}&wait=30`)

    await colleague.goto(hub)
    await logOut(colleague)

    const { at, audit_id: auditId, ...event } = ((await news).body['events'] as Record<string, unknown>[])[0] ?? {}
    assert.deepEqual(event, { n: head + 1, type: 'session_ended', sub: claims['sub'], sid: claims['sid'] })
    assert.ok(claims['sid'] && Number(at) > 0 && auditId)
    assert.equal((await elsewhere.send('GET', '/events?after=0')).body['head'], 0)
  })

  it('says which user link a person ends, by an epoch above all proofs, until it is reported (W-8, W-13, TL-39)', async () => {
    const page = await world.visitor()
    const { id, claims } = await connect(page, await world.company())
    const report = reporter(id, String(claims['sub']))
    await report(1, 'linked')
    const news = product.send('GET', `/events?after=${await headOf()}&wait=30`)

    await page.goto(hub)
    await openTab(page, 'Profile Settings', 'Products')
    await rowOf(page, 'PSA').getByRole('link', { name: 'Unlink' }).click()
    await page.getByRole('button', { name: 'Unlink' }).click()

    const [event] = (await news).body['events'] as Record<string, unknown>[]
    assert.deepEqual([event?.['type'], event?.['reason'], event?.['link_id']], ['member_epoch', 'unlinked', id])
    const { sub, org_id, epoch } = event ?? {}
    assert.deepEqual([sub, org_id], [claims['sub'], claims['org_id']])
    assert.ok(Number(epoch) > Number(claims['member_epoch']))
    assert.equal((await signIn(page)).claims['member_epoch'], epoch, 'what is proved from now on is not meant')
    assert.deepEqual((await status(id)).body['unlinked'], [{ sub, epoch }])
    await report(2, 'unlinked')
    assert.equal((await status(id)).body['unlinked'], undefined)
  })

  it('takes reports in order, and tells the modules of a member (W-11, W-12)', async () => {
    const page = await world.visitor()
    const { id, claims } = await connect(page, await world.company())
    const sub = String(claims['sub'])
    const report = reporter(id, sub)
    const psa = async () => {
      const { apps } = (await product.send('GET', `${linkPath(id)}/apps/${sub}`)).body as {
        apps: Record<string, string>[]
      }
      return apps.find(({ module }) => module === 'psa')
    }

    assert.equal((await psa())?.['state'], 'link_your_account')
    assert.ok([200, 204].includes((await report(2, 'linked')).status))
    await report(1, 'unlinked')

    const tile = await psa()
    assert.equal(tile?.['state'], 'ready')
    const address = new URL(tile['url'] ?? '')
    assert.equal(address.origin + address.pathname, `${world.origin('psa-us')}/connect/initiate-login`)
    assert.equal(address.searchParams.get('iss'), hub, 'W-18')
  })

  it('asks nothing more of a product that announces no feature, and hears of one that does who may still get in (E-1, E-2, E-3, E-4)', async () => {
    const { company, page, claims, head } = await openConnected()
    await page.goto(hub)
    await openTab(page, 'Admin Settings', 'Members')

    await endFor(page, company.accounts.tech.name, 'Deactivate')

    const asked = `/events?after=${head}&wait=30&features=ends+of-tomorrow`
    const [event] = (await product.send('GET', asked)).body['events'] as Record<string, unknown>[]
    assert.deepEqual([event?.['type'], event?.['sub']], ['member_epoch', claims['sub']])
    const said = {
      version: 1,
      audit_id: event?.['audit_id'],
      sub: claims['sub'],
      linked: true,
      access: ['local_password', 'way-of-tomorrow'],
      settings: '/settings',
    }
    const path = `/events/${String(event?.['n'])}/remaining-access`
    const statuses = [
      await product.send('PUT', path, { body: said }),
      // The first word counts.
      await product.send('PUT', path, { body: { ...said, access: [] } }),
      await elsewhere.send('PUT', path, { body: { ...said, access: [] } }),
      await product.send('PUT', path, { body: { ...said, settings: 'https://evil.example/' } }),
    ].map(({ status }) => status)
    assert.deepEqual(statuses, [204, 204, 204, 400])
    await product.send('GET', `/events?after=${await headOf()}&features=ends`)
    const row = page.getByRole('dialog').getByRole('row').filter({ hasText: 'PSA US' })
    await row.getByText('Its own password still opens it.').waitFor()
    const link = row.getByRole('link', { name: 'Settings of PSA US' })
    assert.equal(await link.getAttribute('href'), `${world.origin('psa-us')}/settings`)
  })

  it('says where its log stands to who is not on it, and refuses other versions (W-14, W-17)', async () => {
    const gone = await product.send('GET', '/events?after=999999')
    assert.deepEqual([gone.status, gone.body['head']], [410, await headOf()])
    const unspoken = await confirm(newId('lnk'), product, 2)
    assert.deepEqual([unspoken.status, unspoken.body['code']], [400, 'version_unsupported'])
  })
})
