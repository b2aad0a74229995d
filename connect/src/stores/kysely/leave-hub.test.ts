import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aPendingLink, aSession, aUserLink, ISSUER, NOW } from '../../testing/rows.ts'
import { findIssuers } from './find-issuers.ts'
import { kyselyStore } from './kysely-store.ts'
import { findHindrances, forgetHub } from './leave-hub.ts'
import { migrations } from './migrations.ts'
import type { ConnectTables } from './tables.ts'

const OTHER = 'https://other.example'
const byProduct = { at: NOW, by: 'product', reason: 'switched_off' } as const

for (const { name, open } of databases) {
  describe(`leaving a hub on ${name}`, () => {
    it('is hindered by what is connected, and by ends that the hub does not know', async () => {
      await using database = await open<ConnectTables>([migrations])
      const { tenantLinks, owedEnds } = kyselyStore(database.db).records
      for (const [index, issuer] of [ISSUER, ISSUER, OTHER].entries()) {
        const [id, tenantId] = [`lnk_${index}`, `ten_${index}`]
        await tenantLinks.takePlace(aPendingLink({ id, tenantId, organizationId: tenantId, issuer }))
        const end = { linkId: id, tenantId, organizationName: 'A', auditId: 'A', owedAt: NOW, tries: 0, nextTryAt: NOW }
        await owedEnds.owe(end)
      }
      await tenantLinks.activate('lnk_0', NOW, null)
      await tenantLinks.end('lnk_2', byProduct)
      await owedEnds.acknowledge('lnk_0', NOW)

      assert.deepEqual(await findHindrances(database.db), { links: 2, owedEnds: 2 })
      assert.deepEqual(await findIssuers(database.db), [ISSUER])
    })

    it('forgets links and sessions, and keeps what was written down and chosen', async () => {
      await using database = await open<ConnectTables>([migrations])
      const { tenantLinks, userLinks, sessions, policies, audit } = kyselyStore(database.db).records
      await tenantLinks.takePlace(aPendingLink())
      await userLinks.insert(aUserLink())
      await sessions.insert(aSession())
      await policies.put('ten_1', { kind: 'everyone' })
      await audit.write({ auditId: 'A', at: NOW, action: 'user_linked', tenantId: 'ten_1' })

      await forgetHub(database.db)

      assert.equal(await tenantLinks.find('lnk_1'), null)
      assert.equal(await userLinks.findOfUser('usr_1'), null)
      assert.equal(await sessions.find('pse_1'), null)
      assert.deepEqual(await policies.find('ten_1'), { kind: 'everyone' })
      assert.equal((await audit.ofTenant('ten_1')).length, 1)
    })
  })
}
