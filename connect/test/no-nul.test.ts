import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { openWorld } from './world.ts'

describe('a NUL, which PostgreSQL takes in no text', () => {
  for (const { name: dialect } of databases) {
    it(`is no notice and belongs to no ceremony on ${dialect}`, async () => {
      await using world = await openWorld({ dialect })
      const { connect, origin } = world.product

      assert.equal(await connect.findNotice('\0'), null)
      assert.equal(await connect.findNotice('ntc_\0'), null)
      const page = await openBrowser().open(`${origin}/connect/callback?state=%00&code=x&iss=y`, { until: /notice=/ })
      assert.equal(page.url.searchParams.has('notice'), true)
    })
  }
})
