import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { expectStatus, openLauncher, openTab, actFor, endFor, rowOf } from './hub-steps.ts'
import { inspect } from './inspect.ts'
import { expectHome, logInAtHub, logInThroughHub, tenantSwitch } from './steps.ts'
import { adminAtSwitch, expectSwitch, reloadUntil, switchOff } from './tenant-steps.ts'
import { ZONE } from './visitor.ts'
import { shareWorld, type PartName } from './world.ts'

const world = await shareWorld(['hub', 'psa-us'])
const hub = world.origin('hub')

function openFile(part: PartName): DatabaseSync {
  const { LANYARD_HUB_DATABASE: ledger, LANYARD_DATABASE: own = '' } = world.environment(part)
  return new DatabaseSync((ledger ?? own).slice('sqlite:'.length))
}

/** What a part has written down under audit ids, by id. */
function actsOf(part: 'hub' | 'psa-us', whose: string): ReadonlyMap<string, readonly string[]> {
  using file = openFile(part)
  const query =
    part === 'hub'
      ? 'select audit_id, action from audit where organization = ? order by rowid'
      : 'select audit_id, action from connect_audit where tenant_id = (select id from tenants where company = ?) order by rowid'
  const rows = file
    .prepare(query)
    .all(whose)
    .map(({ audit_id: id, action }) => ({ id: String(id), action: String(action) }))
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, acts]) => [id, acts.map(({ action }) => action)]))
}

async function download(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()])
  return readFile(await file.path(), 'utf8')
}

describe('the audit', () => {
  it('is read, filtered, taken along and checked, has one id for one act on both sides, and betrays a changed row', async () => {
    const company = await world.company({ linked: true })
    const tech = await world.visitor()
    await logInThroughHub(tech, company.origin, company.accounts.tech)
    await expectHome(tech)
    const master = await world.visitor()
    await openLauncher(master, hub, company.accounts.master)

    await openTab(master, 'Admin Settings', 'Members')
    const { name } = company.accounts.tech
    await endFor(master, name, 'Deactivate')
    await expectStatus(master, `${name} is inactive`)
    await reloadUntil(tech, tech.getByRole('textbox', { name: 'Company' }))
    await openTab(master, 'Admin Settings', 'Connections')
    await master.getByRole('link', { name: 'Disconnect' }).click()
    await master.getByRole('button', { name: 'Disconnect' }).click()
    await expectStatus(master, 'is disconnected')

    const admin = await world.visitor()
    await adminAtSwitch(admin, company.employees.admin)
    await expectSwitch(admin, 'off')
    await tenantSwitch(admin).click()
    await logInAtHub(admin, company.accounts.master)
    await admin.getByRole('button', { name: 'Connect only' }).click()
    await expectSwitch(admin, 'on')
    await switchOff(admin)
    await expectSwitch(admin, 'off')

    const [here, there] = [actsOf('hub', company.id), actsOf('psa-us', company.id)]
    const both = [...here].flatMap(([id, acts]) => (there.has(id) ? [[acts, there.get(id)]] : []))
    assert.deepEqual(both, [
      [['member.deactivate'], ['sessions_ended']],
      [['tenant_link.sever'], ['tenant_link_ended']],
      [
        ['tenant_link.approve', 'tenant_link.confirm'],
        ['tenant_link_pending', 'tenant_link_active', 'user_link_restored', 'user_link_restored'],
      ],
      [['tenant_link.end'], ['tenant_link_ended']],
    ])

    const long = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2)
    await world.lanyard('account', 'rename', company.accounts.second.username, long)
    await world.lanyard('org', 'rename', company.id, long)
    await openTab(master, 'Admin Settings', 'Members')
    await actFor(master, long, 'Make master')
    await openTab(master, 'Admin Settings', 'Audit')
    await reloadUntil(master, master.getByRole('row', { name: /Member deactivated.*Sealed/ }))
    await inspect(master, 'hub-audit')
    await master.getByRole('combobox', { name: 'Act' }).selectOption('Member deactivated')
    await master.getByRole('searchbox', { name: 'Person' }).fill(name)
    await master.getByRole('button', { name: 'Show', exact: true }).click()
    await rowOf(master, 'Member deactivated').filter({ hasText: name }).waitFor()
    assert.equal(await master.getByRole('row').count(), 2)
    await inspect(master, 'hub-audit-filtered')
    const { entries } = JSON.parse(await download(master, 'Download JSON')) as { entries: { entry: { id: string } }[] }
    assert.equal(entries.length, 1)
    assert.match(
      await download(master, 'Download CSV'),
      new RegExp(`Member deactivated,${name},,,[\\w-]+,member\\.deactivate,`),
    )

    await admin.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Admin' }).click()
    await admin.getByRole('link', { name: 'Audit', exact: true }).click()
    await rowOf(admin, 'Sessions ended by IT Complete').waitFor()
    await inspect(admin, 'psa-audit')

    const inOrder = await world.lanyard('audit', 'verify', company.id)
    assert.deepEqual([inOrder.exitCode, inOrder.answer['ok']], [0, true], inOrder.output)
    const id = entries[0]?.entry.id ?? ''
    {
      using file = openFile('hub')
      file.prepare("update audit set actor = 'operator:nobody' where id = ?").run(id)
    }
    const betrayed = await world.lanyard('audit', 'verify', company.id)
    assert.equal(betrayed.exitCode, 1)
    assert.match(betrayed.output, new RegExp(`hub/${company.id}: batch \\d+: entry ${id}, place \\d+ was changed`))
  })

  it('is read in the reader’s own zone and by their own day, and without script in UTC, which it names (FC2)', async () => {
    const company = await world.company()
    const master = await world.visitor()
    await openLauncher(master, hub, company.accounts.master)
    await openTab(master, 'Profile Settings', 'Sessions')
    await master
      .getByText(/^today \d\d:\d\d$/)
      .first()
      .waitFor()

    await openTab(master, 'Admin Settings', 'Audit')
    await master.getByText(`Time zone of these days: ${ZONE}`).waitFor()
    const [newest] = await master.getByRole('row').locator('time').all()
    const at = (await newest?.getAttribute('datetime')) ?? ''
    // The first and the last minute of a day there are of two days in UTC.
    const day = Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate()
    const rowsOf = async (from: Temporal.PlainDate) => {
      await master.getByLabel('From').fill(from.toString())
      await master.getByRole('button', { name: 'Show', exact: true }).click()
      await master.getByRole('link', { name: 'Show everything' }).waitFor()
      assert.equal(new URL(master.url()).searchParams.get('zone'), ZONE)
      return master.getByRole('row').locator('time').count()
    }
    assert.ok((await rowsOf(day)) > 0)
    assert.equal(await rowsOf(day.add({ days: 1 })), 0)
    await assertSaysZone(master)

    const silent = await world.visitor({ javaScriptEnabled: false })
    await openLauncher(silent, hub, company.accounts.second)
    await openTab(silent, 'Profile Settings', 'Sessions')
    await silent
      .getByText(/^\d\d? \w{3,4} \d{4}, \d\d:\d\d UTC$/)
      .first()
      .waitFor()
  })
})

/** Of a list that was filtered without script, and of the file. */
async function assertSaysZone(page: Page): Promise<void> {
  await page.goto(`${hub}/admin-settings/audit?from=2020-01-01`)
  await page.getByText('Time zone of these days: UTC').waitFor()
  assert.match(await download(page, 'Download CSV'), /when_utc,[^]*\r\n\d{4}-\d\d-\d\dT[\d:.]+Z,/)
}
