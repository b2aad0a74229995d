import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openHostileHub } from '../src/testing/hostile-hub.ts'
import { formatReport } from '../src/testing/verify/format-report.ts'
import { verify } from '../src/testing/verify/verify.ts'
import { faults } from './faults.ts'
import { acts, openSmallProduct } from './small-product.ts'

describe('verify()', { concurrency: 2 }, () => {
  it('finds nothing wrong with a product that does as the README says', async () => {
    await using hub = await openHostileHub()
    await using product = await openSmallProduct({ issuer: hub.issuer })

    const report = await verify({ hub, origin: product.origin, ...acts })

    assert.ok(report.isFine, formatReport(report))
  })

  for (const [name, { plant, breaks }] of Object.entries(faults)) {
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
    })
  }
})
