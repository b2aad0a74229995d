import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { upToCallback } from './up-to-callback.ts'
import { birchMaster, master, openWorld, second, tech, type World } from './world.ts'

const demote = ({ product }: World) =>
  product.db.updateTable('host_users').set({ admin: 0 }).where('id', '=', 'usr_admin').execute()

describe('an attempt that was refused', () => {
  for (const [what, user, person, code, meanwhile] of [
    ['link-tenant', 'usr_admin', { ...master, does: 'refuse attempt_cancelled' }, 'attempt_cancelled', null],
    ['link-tenant', 'usr_admin', master, 'not_an_admin', demote],
    ['link-user', 'usr_tech', { ...tech, does: 'refuse attempt_cancelled' }, 'attempt_cancelled', null],
    ['link-user', 'usr_tech', { ...birchMaster, does: 'log in' }, 'wrong_organization', null],
    ['sign-in', null, { ...tech, does: 'refuse member_inactive' }, 'member_inactive', null],
    ['sign-in', null, second, 'user_not_linked', null],
  ] as const) {
    it(`is used up by it, also for who has its cookie still: ${what}, ${code} (ATTEMPT_ONCE, T6)`, async () => {
      await using world = await openWorld()
      if (what !== 'link-tenant') await world.linkTenant(await world.logIn('usr_admin'), master)
      const browser = user === null ? openBrowser() : await world.logIn(user)
      const callback = await upToCallback(world, browser, what, person)
      const twin = browser.copy()
      await meanwhile?.(world)

      const first = await browser.open(callback.href)
      const again = await twin.open(callback.href)

      assert.equal((await world.noticeOn(first))?.code, code)
      assert.equal((await world.noticeOn(again))?.code, 'attempt_invalid')
    })
  }
})
