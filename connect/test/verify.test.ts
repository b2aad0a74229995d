import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CheckName } from '../src/testing/messages/en-checks.ts'
import { openHostileHub } from '../src/testing/open-hostile-hub.ts'
import { formatReport } from '../src/testing/verify/format-report.ts'
import { verify } from '../src/testing/verify/verify.ts'
import { faults } from './faults.ts'
import { acts, openSmallProduct } from './small-product.ts'

/** What a product remembers of one run, and may hold against the next. */
const REMEMBERED: readonly CheckName[] = [
  'tenantState',
  'userState',
  'userOnce',
  'securityEvent',
  'deactivated',
  'formerEpoch',
  'switchedOff',
]

describe('verify()', { concurrency: 2 }, () => {
  it('finds nothing wrong with a product that does as the README says (B20)', async () => {
    await using hub = await openHostileHub()
    await using product = await openSmallProduct({ issuer: hub.issuer })

    const report = await verify({ hub, origin: product.origin, ...acts })

    assert.ok(report.isFine, formatReport(report))
  })

  it('may be done again, on the same database without a restart, and from another hub (FQ4)', async () => {
    await using hub = await openHostileHub()
    await using product = await openSmallProduct({ issuer: hub.issuer })
    const options = { hub, origin: product.origin, ...acts, only: REMEMBERED }
    await verify(options)

    const again = await verify(options)

    assert.ok(again.isFine, formatReport(again))
    const { port } = new URL(hub.issuer)
    await hub[Symbol.asyncDispose]()
    await using other = await openHostileHub({ port: Number(port) })
    const third = await verify({ ...options, hub: other })
    assert.ok(third.isFine, formatReport(third))
  })

  it('does not take pages, redirects and refusals for answers to tokens (FQ5)', async () => {
    const answers = [
      () => new Response(null, { status: 303, headers: { Location: '/login' } }),
      () => new Response(null, { status: 403 }),
      () => new Response(null, { status: 405 }),
      () => new Response('<p>Log in', { headers: { 'Content-Type': 'text/html' } }),
    ]
    for (const answer of answers) {
      await using hub = await openHostileHub()
      const takesTokens = ({ url }: Request) => /backchannel-logout|security-events/.test(url)
      await using product = await openSmallProduct({
        issuer: hub.issuer,
        handle: async (connect, request) => (takesTokens(request) ? answer() : connect.handle(request)),
      })

      const report = await verify({ hub, origin: product.origin, ...acts, only: ['logout', 'securityEvent'] })

      assert.ok(report.isFine, formatReport(report))
      const untried = report.outcomes.filter(({ finding }) => finding.outcome === 'not tried')
      assert.deepEqual(
        untried.map(({ name }) => name),
        ['logout', 'securityEvent'],
      )
    }
  })

  for (const [name, { plant, breaks, sees }] of Object.entries(faults)) {
    it(`catches a product that ${name}`, async () => {
      await using hub = await openHostileHub()
      await using product = await openSmallProduct({ issuer: hub.issuer, ...plant(hub) })

      const report = await verify({ hub, origin: product.origin, ...acts, only: breaks })

      const found = report.outcomes.filter(
        ({ finding }) => finding.outcome === 'broken' || finding.outcome === 'failed',
      )
      assert.deepEqual(
        found.map((outcome) => outcome.name),
        breaks,
        formatReport(report),
      )
      if (sees) assert.ok(found.every(({ finding }) => 'seen' in finding && finding.seen === sees && finding.by !== ''))
    })
  }
})
