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
          create or replace trigger fails before update of user_agent on sessions
            for each row execute function fail();`,
        )
        .execute(site.hub.short)
    const logIn = async () => {
      const browser = site.visitor()
      const page = await site.prove(browser, person, await browser.get('/login'))
      page.heading()
      return [page.status, page.policy.includes("default-src 'none'")]
    }
    const events = () => site.hub.logged.filter(({ level }) => level === 50).map(({ event }) => event)

    await failWith('57P01')
    assert.deepEqual(await logIn(), [503, true])
    assert.deepEqual(events(), ['database_away'])

    await failWith('P0001')
    assert.deepEqual(await logIn(), [500, true])
    assert.deepEqual(events(), ['database_away', 'failed', 'provider_failed'])
  })
})
