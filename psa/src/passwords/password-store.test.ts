import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aCompany } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import * as passwords from './password-store.ts'
import {
  consumeResetLink,
  countResetLinksSince,
  findResetLinkUser,
  forgetExpiredResets,
  insertResetLink,
  voidResetLinks,
} from './reset-links.ts'

for (const dialect of databases) {
  describe(`passwords and mailed links of two people on ${dialect.name}`, () => {
    it('are each person’s own', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech, admin } = await aCompany(psa)
      await passwords.put(psa.db, tech.id, 'own', 1)
      await passwords.put(psa.db, admin.id, 'theirs', 1)
      await passwords.put(psa.db, tech.id, 'newer', 2)
      assert.equal(await passwords.findHash(psa.db, tech.id), 'newer')
      assert.equal(await passwords.findHash(psa.db, admin.id), 'theirs')
      assert.equal(await passwords.findHash(psa.db, null), null)
      assert.deepEqual(await passwords.findOwners(psa.db, [tech.id]), new Set([tech.id]))
    })

    it('open once and in time, and end with their person’s (T11)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech, admin } = await aCompany(psa)
      const add = (tokenHash: string, user = tech.id, expiresAt = 100) =>
        insertResetLink(psa.db, { tokenHash, user, createdAt: 1, expiresAt })
      await add('own')
      await add('spare')
      await add('theirs', admin.id)
      await add('long', admin.id, 101)
      const find = (token: string, now = 50) => findResetLinkUser(psa.db, token, now)
      const consume = (token: string, now = 50) => consumeResetLink(psa.db, token, now)

      assert.deepEqual([await find('theirs'), await find('own', 100), await find('none')], [admin.id, null, null])
      assert.equal(await countResetLinksSince(psa.db, tech.id, 0), 2)
      assert.equal(await countResetLinksSince(psa.db, tech.id, 1), 0)
      assert.deepEqual([await consume('own', 100), await consume('none')], [null, null])
      assert.deepEqual([await consume('own'), await consume('own'), await find('own')], [tech.id, null, null])
      assert.equal(await find('spare'), tech.id)
      await voidResetLinks(psa.db, tech.id, 60)

      assert.deepEqual([await find('spare'), await find('theirs')], [null, admin.id])
      const used = await psa.db
        .selectFrom('password_resets')
        .select('used_at')
        .where('token_hash', '=', 'own')
        .execute()
      assert.deepEqual(used, [{ used_at: 50 }])
      await forgetExpiredResets({ ...psa, now: () => 100 })
      assert.deepEqual([await find('theirs'), await find('long')], [null, admin.id])
    })
  })
}
