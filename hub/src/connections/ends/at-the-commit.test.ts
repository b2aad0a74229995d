import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import * as client from 'openid-client'
import { asOwner, operator } from '../../../testing.ts'
import { setPassword } from '../../people/passwords/set-password.ts'
import { endOwnSessions } from '../../people/sessions/end-own-sessions.ts'
import { isGranted, openWorld, opensUserinfo, signInSilently, type World } from './testing/open-world.ts'

const acts: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  'a password that the operator set': ({ site, person, password }) =>
    setPassword(site.hub, { account: person.account.id, password, by: operator }),
  'the end of all own sessions': ({ site, person }) =>
    endOwnSessions(site.hub, { account: person.account.id, by: asOwner(site.hub, person.account.id) }),
}

for (const database of databases) {
  describe(`what an act upon an account ends, on ${database.name}`, () => {
    for (const [name, act] of Object.entries(acts)) {
      it(`opens nothing from the commit on, before its session is taken away: ${name} (FE1, T27)`, async () => {
        await using world = await openWorld(database)
        const { alder, browser, psa, wiki } = world
        const parameters = { organization: alder, scope: 'openid offline_access', prompt: 'consent' }
        const { access_token: access, refresh_token: refresh = '' } = await wiki.getTokens(browser, parameters)
        const begun = await psa.begin({ organization: alder, prompt: 'none' })
        const back = await browser.get(begun.url.href)
        assert.equal(await opensUserinfo(world, access), true)
        assert.equal(back.url.searchParams.has('code'), true)

        await act(world)

        assert.equal(await opensUserinfo(world, access), false)
        assert.equal(await isGranted(client.refreshTokenGrant(wiki.config, refresh)), false)
        assert.equal(await isGranted(psa.redeem(begun, back.url)), false)
        assert.equal((await signInSilently(world, alder)).url.searchParams.get('error'), 'login_required')
      })
    }
  })
}
