import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openToldHub } from '../../test/told-hub.ts'

describe('the log of the hub', () => {
  const of = (n: number, type: string) => ({ n, type, audit_id: 'aud_1', sub: 'acc_1', link_id: 'lnk_1' })
  const ended = of(1, 'link_ended')
  const epoch = { ...of(2, 'member_epoch'), org_id: 'org_1', epoch: 3, reason: 'unlinked' }
  const session = { ...of(3, 'session_ended'), sid: 'sid_1' }

  it('is read in order, up to what makes no sense', async () => {
    using hub = await openToldHub()
    const read = async (...events: unknown[]) => {
      hub.body = { head: 9, events }
      const page = await hub.api.events(0)
      assert.ok(page !== null && 'events' in page)
      return page.events
    }
    const by = { auditId: 'aud_1' }
    const member = { ...by, subject: 'acc_1', organizationId: 'org_1', epoch: 3 }
    assert.deepEqual(await read(ended, epoch, session, { n: 4, type: 'moon' }), [
      { n: 1, type: 'link_ended', ...by, linkId: 'lnk_1', reason: 'severed' },
      { n: 2, type: 'member_epoch', ...member, reason: 'unlinked', unlinkedFrom: 'lnk_1' },
      { n: 3, type: 'session_ended', ...by, subject: 'acc_1', sid: 'sid_1' },
      { n: 4, type: 'other' },
    ])
    const details = await read(
      { ...ended, audit_id: 7, reason: 'closed' },
      { ...epoch, reason: 'role_changed' },
      { ...epoch, reason: 7 },
      { ...epoch, link_id: 7 },
    )
    assert.deepEqual(details, [
      { n: 1, type: 'link_ended', auditId: '', linkId: 'lnk_1', reason: 'closed' },
      { n: 2, type: 'member_epoch', ...member, reason: 'role_changed', unlinkedFrom: null },
      { n: 2, type: 'member_epoch', ...member, reason: 'unknown', unlinkedFrom: null },
      { n: 2, type: 'member_epoch', ...member, reason: 'unlinked', unlinkedFrom: null },
    ])
    for (const nonsense of [
      null,
      [session],
      { ...session, n: -1 },
      { ...session, n: 'three' },
      { ...session, type: 7 },
      { ...session, sub: 7 },
      { ...session, sid: 7 },
      { ...ended, link_id: 7 },
      { ...epoch, sub: 7 },
      { ...epoch, org_id: 7 },
      { ...epoch, epoch: 1.5 },
    ]) {
      assert.deepEqual((await read(ended, nonsense, session)).length, 1, JSON.stringify(nonsense))
    }
  })

  it('says where it goes on where it does not reach back, and nothing otherwise', async () => {
    using hub = await openToldHub()
    for (const [status, body, read] of [
      [410, { head: 7 }, { gone: true, head: 7 }],
      [410, { head: -1 }, null],
      [410, {}, null],
      [200, { head: 7, events: 'none' }, null],
      [200, { head: 'seven', events: [] }, null],
      [500, { head: 7, events: [] }, null],
      [200, [], null],
      [0, {}, null],
    ] as const) {
      Object.assign(hub, { status, body })
      assert.deepEqual(await hub.api.events(3), read, JSON.stringify([status, body]))
    }
  })

  it('is asked with the features of both sides, and of a hub that knows none without', async () => {
    for (const [own, announced, query, agreed] of [
      [['ends'], ['ends', 'moon'], '&features=ends', ['ends']],
      [['ends'], ['moon'], '&features=ends', []],
      [['ends'], 'ends', '', []],
      [[], ['ends'], '', []],
    ] as const) {
      using hub = await openToldHub(own)
      hub.features = announced
      hub.body = { head: 1, events: [] }
      assert.deepEqual(await hub.api.events(3), { events: [], head: 1, agreed })
      assert.equal(hub.asked.at(-1)?.line, `GET /events?after=3&wait=0${query}`)
    }
  })
})
