import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AccessReport } from '../records/remaining-access.ts'
import { openToldHub } from '../../test/told-hub.ts'

const report: AccessReport = {
  issuer: 'https://hub.example',
  n: 7,
  auditId: 'aud_1',
  subject: 'acc_1',
  userId: null,
  tries: 0,
  nextTryAt: 0,
  expiresAt: 0,
}
const said = { linked: true, access: [], settings: '/settings' } as const

describe('how a link stands at the hub', () => {
  const whole = {
    id: 'lnk_1',
    state: 'active',
    reason: 'because',
    organization: 'org_1',
    module_url: 'https://psa.example',
    unlinked: [{ sub: 'acc_1', epoch: 2 }],
  }
  const link = {
    state: 'active',
    reason: 'because',
    organizationId: 'org_1',
    moduleUrl: 'https://psa.example',
    unlinked: [{ subject: 'acc_1', epoch: 2 }],
  }

  it('is read from an answer by the book alone', async () => {
    using hub = await openToldHub()
    for (const [change, read] of [
      [{}, {}],
      [{ state: 'approved' }, { state: 'approved' }],
      [
        { state: 'ended', reason: undefined },
        { state: 'ended', reason: 'severed' },
      ],
      [{ reason: 7 }, { reason: 'severed' }],
      [{ organization: 7 }, { organizationId: null }],
      [{ module_url: null }, { moduleUrl: null }],
      [{ module_url: 7 }, { moduleUrl: undefined }],
      [{ unlinked: 'acc_1' }, { unlinked: [] }],
      [{ unlinked: [7, null, { sub: 1, epoch: 1 }, { sub: 'a' }, { sub: 'a', epoch: -1 }] }, { unlinked: [] }],
      [
        {
          unlinked: [
            { sub: 'a', epoch: 1.5 },
            { sub: 'b', epoch: 0 },
          ],
        },
        { unlinked: [{ subject: 'b', epoch: 0 }] },
      ],
    ] as const) {
      hub.body = { ...whole, ...change }
      assert.deepEqual(await hub.api.status('lnk_1'), { ...link, ...read }, JSON.stringify(change))
    }
  })

  it('is not known where the answer is another', async () => {
    using hub = await openToldHub()
    for (const [status, body] of [
      [201, whole],
      [500, whole],
      [200, { ...whole, id: 'lnk_2' }],
      [200, { ...whole, state: 'paused' }],
      [200, [whole]],
      [200, null],
      [200, 'no JSON'],
      [0, whole],
    ] as const) {
      Object.assign(hub, { status, body })
      assert.equal(await hub.api.status('lnk_1'), null, JSON.stringify([status, body]))
    }
  })

  it('is told and asked under its own name, and a report counts where the hub has it', async () => {
    using hub = await openToldHub()
    await hub.api.confirm('lnk/1', 'aud_1')
    await hub.api.end('lnk_1', 'aud_1')
    const taken = []
    for (hub.status of [200, 204, 202, 409, 500, 0]) taken.push(await hub.api.report('lnk_1', 'a/1', 3, 'linked'))

    assert.deepEqual(taken, [true, true, false, false, false, false])
    assert.deepEqual(
      hub.asked.slice(0, 3).map(({ line, type, body }) => [line, type, body === '' ? null : JSON.parse(body)]),
      [
        ['PUT /tenant-links/lnk%2F1', 'application/json', { version: 1, state: 'active', audit_id: 'aud_1' }],
        ['DELETE /tenant-links/lnk_1', '', null],
        ['PUT /tenant-links/lnk_1/user-links/a%2F1', 'application/json', { version: 1, revision: 3, state: 'linked' }],
      ],
    )
  })
})

describe('the apps of an account', () => {
  it('are those that can be shown, with an address only where a browser may follow it', async () => {
    using hub = await openToldHub()
    const app = { module: 'rmm', name: 'RMM', state: 'ready' }
    const apps = [
      { ...app, url: 'https://rmm.example' },
      { ...app, url: 'javascript:alert(1)' },
      { ...app, url: ['https://rmm.example'] },
      { ...app, module: 7 },
      { ...app, name: 7 },
      { ...app, state: 'moon' },
      null,
    ]
    hub.body = { apps }
    assert.deepEqual(await hub.api.apps('lnk_1', 'acc_1'), [{ ...app, url: 'https://rmm.example' }, app, app])

    for (const [status, body] of [
      [200, { apps: 'none' }],
      [200, []],
      [200, null],
      [201, { apps }],
      [0, { apps }],
    ] as const) {
      Object.assign(hub, { status, body })
      assert.equal(await hub.api.apps('lnk_1', 'acc_1'), null, JSON.stringify([status, body]))
    }
  })
})

describe('what is left of access', () => {
  it('is said again where another try may help, and not where the hub has it or wants none', async () => {
    using hub = await openToldHub()
    for (const [status, isDone] of [
      [204, true],
      [400, true],
      [410, true],
      [401, false],
      [403, false],
      [404, false],
      [408, false],
      [429, false],
      [500, false],
      [503, false],
      [0, false],
    ] as const) {
      hub.status = status
      assert.equal(await hub.api.tellAccess(report, said), isDone, String(status))
    }
    assert.equal(hub.asked[0]?.line, 'PUT /events/7/remaining-access')
  })

  it('is not said to a hub that does not ask for it', async () => {
    using hub = await openToldHub([])
    assert.equal(await hub.api.tellAccess(report, said), true)
    assert.deepEqual(hub.asked, [])
  })

  it('waits for a hub that does not answer', async () => {
    const hub = await openToldHub()
    hub[Symbol.dispose]()
    assert.equal(await hub.api.tellAccess(report, said), false)
  })
})

describe('the way to the hub', () => {
  it('is in order where the answer is of the interface, whatever it says of one message', async () => {
    using hub = await openToldHub()
    const ask = async (status: number, body: unknown, act: () => Promise<unknown>) => {
      Object.assign(hub, { status, body })
      await act()
      return hub.health.splice(0)
    }
    const status = () => hub.api.status('lnk_1')
    for (const [code, body, health] of [
      [200, {}, 'heard'],
      [403, { code: 'link_unknown' }, 'heard'],
      [404, { code: 'link_unknown' }, 'heard'],
      [409, { code: 'link_unknown' }, 'heard'],
      [400, { code: 'odd' }, "The hub's interface answers 400 odd."],
      [500, { code: 'odd' }, "The hub's interface answers 500 odd."],
      [404, { code: 7 }, "The hub's interface answers 404."],
      [404, 'a proxy', "The hub's interface answers 404."],
      [410, { head: 7 }, "The hub's interface answers 410."],
    ] as const) {
      assert.deepEqual(await ask(code, body, status), [health], JSON.stringify([code, body]))
    }
    const events = () => hub.api.events(0)
    assert.deepEqual(await ask(410, { head: 7 }, events), ['heard'])
    assert.deepEqual(await ask(410, { head: -1 }, events), ["The hub's interface answers 410."])
    assert.deepEqual(await ask(410, 'a proxy', events), ["The hub's interface answers 410."])
    assert.deepEqual(await ask(500, { head: 7 }, events), ["The hub's interface answers 500."])
  })

  it('is not taken to what does not announce version 1', async () => {
    for (const announced of [{ version: 2, api: 'http://127.0.0.1:1' }, { version: 1, api: 7 }, [], 'yes', null]) {
      using hub = await openToldHub()
      hub.announced = announced
      assert.equal(await hub.api.status('lnk_1'), null)
      assert.equal(await hub.api.events(0), null)
      assert.deepEqual(hub.health.slice(1), ['The hub does not announce version 1 of it.'], JSON.stringify(announced))
      assert.equal(hub.tokens, 0)
    }
  })

  it('uses a token until half a minute before its end, and none that was refused or went unanswered', async () => {
    using hub = await openToldHub()
    const uses = async (status: number) => {
      hub.status = status
      await hub.api.status('lnk_1')
      return hub.asked.at(-1)?.token
    }
    assert.deepEqual([await uses(200), await uses(401), await uses(0)], ['token-1', 'token-1', 'token-2'])
    hub.expiresIn = 30
    assert.deepEqual([await uses(200), await uses(200)], ['token-3', 'token-4'])
  })
})
