import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { startTestSite } from '../web/testing/start-test-site.ts'

describe('a failure around the provider', () => {
  it('is answered as any other: by a page of the hub, 503 where the database is why, and a line in the log', async () => {
    await using site = await startTestSite({}, databases[1])
    const person = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
    const failWith = (code: string) =>
      sql
        .raw(
          `create or replace function fail() returns trigger language plpgsql as
            $$ begin raise exception 'fails' using errcode = '${code}'; end $$;
          create or replace trigger fails before delete on forms_browsers
            for each row execute function fail();`,
        )
        .execute(site.hub.short)
    const logOut = async () => {
      const browser = await site.logIn(person)
      const { address, fields } = (await browser.get('/oidc/logout')).submission('Log out')
      const page = await browser.post(address.href, fields, { accept: 'text/html' })
      page.heading()
      return [page.status, page.policy.includes("default-src 'none'")]
    }
    const events = () => site.hub.logged.filter(({ level }) => level === 50).map(({ event }) => event)

    await failWith('57P01')
    assert.deepEqual(await logOut(), [503, true])
    assert.deepEqual(events(), ['database_away'])

    await failWith('P0001')
    assert.deepEqual(await logOut(), [500, true])
    assert.deepEqual(events(), ['database_away', 'failed', 'provider_failed'])
  })
})
