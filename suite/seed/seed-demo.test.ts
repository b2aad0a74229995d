import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { listMembers } from '@lanyard/hub/src/people/members/list-members.ts'
import { listModules, listSubscribedModules } from '@lanyard/hub/src/catalogue/modules/catalogue.ts'
import { listOrganizationModuleUrls } from '@lanyard/hub/src/connections/module-urls/module-urls.ts'
import { listOrganizations } from '@lanyard/hub/src/people/organizations/find-organization.ts'
import { verifyPassword } from '@lanyard/hub/src/people/passwords/verify-password.ts'
import { listEmployees } from '@lanyard/psa/src/employees/list-employees.ts'
import { findInvitation } from '@lanyard/psa/src/invitations/find-invitation.ts'
import { listTenants } from '@lanyard/psa/src/tenants/find-tenant.ts'
import { dataFolder } from '../src/data-folder.ts'
import { ensureDemoData, ForeignFolder } from './ensure-demo-data.ts'
import { findFreePorts } from '../src/free-ports.ts'
import { openHub, openPsa } from '../src/open-parts.ts'
import { openOperator } from '../src/operator.ts'
import { partEnvironment } from '../src/part-environment.ts'
import { productNames } from '../src/parts.ts'
import { readSettings } from '../src/settings.ts'
import type { Settings } from '../src/settings.ts'
import { demoPassword } from './demo.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanyard-seed-'))
after(() => rmSync(folder, { recursive: true }))

const settingsOf = (name: string): Settings => readSettings({ LANYARD_DATA: join(folder, name) }, folder)
const quietly = () => undefined

describe('demo data', () => {
  it('holds no address before anything opens it', async () => {
    const settings = settingsOf('one')
    await ensureDemoData(settings, quietly)
    const files = readdirSync(settings.data, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(settings.data, name),
    )
    const guilty = files.filter(
      (file) => statSync(file).isFile() && /https?:\/\/(localhost|127)/.test(readFileSync(file, 'latin1')),
    )

    assert.ok(files.length > 10)
    assert.deepEqual(guilty, [])
  })

  it('is the same whenever it is made', async () => {
    const [one, other] = [settingsOf('one'), settingsOf('other')]
    await ensureDemoData(one, quietly)
    await ensureDemoData(other, quietly)

    assert.deepEqual(await describeDemo(other), await describeDemo(one))
  })

  it('holds the people, companies and links that scripts rely on', async () => {
    const settings = settingsOf('one')
    await ensureDemoData(settings, quietly)
    const { organizations, modules, tenants, links } = await describeDemo(settings)

    assert.deepEqual(modules, ['psa', 'rmm', 'docs'])
    assert.deepEqual(organizations[0], {
      id: 'alder',
      name: 'Alder MSP',
      subscribed: ['psa', 'rmm'],
      moduleUrls: { psa: 'psa-uk' },
      people: [
        'leaver@alder.example, Alder Leaver, member, inactive, enrolled',
        'master@alder.example, Alder Master, master, active, enrolled',
        'newcomer@alder.example, Alder Newcomer, member, active, not enrolled',
        'second@alder.example, Alder Second, member, active, enrolled',
        'tech@alder.example, Alder Tech, member, active, enrolled',
      ],
    })
    assert.deepEqual(organizations[1]?.moduleUrls, {})
    assert.deepEqual(organizations[2]?.moduleUrls, { psa: 'psa-us', rmm: 'rmm-us' })
    assert.deepEqual(tenants['psa-us'], [
      'alder, Alder MSP, invited: admin Alder Admin, gone Alder Gone inactive, tech Alder Tech, tech2 Alder Tech Two',
      'aspen, Aspen Support, invited: admin Aspen Admin, tech Aspen Tech',
      'cedar, Cedar Networks, uninvited: admin Cedar Admin',
      'dogwood, Dogwood Networks, invited: admin Dogwood Admin, tech Dogwood Tech',
    ])
    assert.deepEqual(tenants['psa-uk'], [
      'birch, Birch IT, invited: admin Birch Admin, tech Birch Tech',
      'bramble, Bramble Systems, invited: admin Bramble Admin',
    ])
    assert.deepEqual(tenants['psa-apac'], [])
    const people = 'master@dogwood.example tech@dogwood.example'
    assert.deepEqual(links, [`psa-us dogwood active: ${people}`, `rmm-us dogwood active: ${people}`])
  })

  it('lets people in with the demo’s password', async () => {
    const settings = settingsOf('one')
    await ensureDemoData(settings, quietly)
    await using hub = await openHub(partEnvironment('hub', settings, dataFolder(settings.data)))

    const credentials = { username: 'tech@dogwood.example', password: demoPassword, source: '192.0.2.1' }
    assert.equal((await verifyPassword(hub, credentials)).name, 'Dogwood Tech')
  })

  it('is made in an empty folder, and leaves a folder that holds data as it is', async () => {
    const settings = settingsOf('empty')
    mkdirSync(settings.data)
    await ensureDemoData(settings, quietly)
    const keys = readFileSync(dataFolder(settings.data).hubKeys, 'utf8')

    const said: string[] = []
    await ensureDemoData(settings, (line) => said.push(line))
    assert.deepEqual(said, [])
    assert.equal(readFileSync(dataFolder(settings.data).hubKeys, 'utf8'), keys)
  })

  it('is not made among files of something else', async () => {
    const settings = settingsOf('foreign')
    mkdirSync(settings.data)
    writeFileSync(join(settings.data, 'thesis.txt'), 'mine')

    await assert.rejects(ensureDemoData(settings, quietly), ForeignFolder)
    assert.deepEqual(readdirSync(settings.data), ['thesis.txt'])
  })

  it('is made whole after a seeding that was killed half-way', async () => {
    const settings = settingsOf('killed')
    await killWhileSeeding(settings)
    const drafts = () => readdirSync(folder).filter((name) => name.startsWith('killed.making-'))
    assert.equal(existsSync(settings.data), false)
    assert.equal(drafts().length, 1)

    await ensureDemoData(settings, quietly)
    assert.deepEqual(drafts(), [])
    assert.equal((await describeDemo(settings)).links.length, 2)
  })
})

/** Everything but ids, instants, keys and hashes, in an order of its own. */
async function describeDemo(settings: Settings) {
  const environment = { LANYARD_DATA: settings.data }
  await using operator = openOperator(environment, folder, quietly)
  const hub = await operator.hub()
  const organizations = await Promise.all(
    (await listOrganizations(hub)).map(async ({ id, name }) => {
      const people = (await listMembers(hub, id)).map(({ account, role, status, hasSecondFactor }) =>
        [account?.username, account?.name, role, status, hasSecondFactor ? 'enrolled' : 'not enrolled'].join(', '),
      )
      return {
        id: String(id),
        name,
        subscribed: [...(await listSubscribedModules(hub, id))].map(String),
        moduleUrls: Object.fromEntries(await listOrganizationModuleUrls(hub, id)),
        people: people.sort(),
      }
    }),
  )
  const links = productNames.map(async (product) => {
    const rows = await (await operator.product(product)).listLinks()
    return rows.map(({ organization, state, users }) => `${product} ${organization} ${state}: ${users.join(' ')}`)
  })
  return {
    modules: (await listModules(hub)).map(({ id }) => String(id)),
    organizations: organizations.sort((one, other) => one.id.localeCompare(other.id)),
    tenants: await describeTenants(settings),
    links: (await Promise.all(links)).flat(),
  }
}

async function describeTenants(settings: Settings): Promise<Record<string, string[]>> {
  const described: Record<string, string[]> = {}
  for (const product of ['psa-us', 'psa-uk', 'psa-apac'] as const) {
    await using psa = await openPsa(partEnvironment(product, settings, dataFolder(settings.data)))
    const tenants = (await listTenants(psa)).map(async ({ id, company, name }) => {
      const people = (await listEmployees(psa, id)).map(
        (person) => `${person.username} ${person.name}${person.deactivated ? ' inactive' : ''}`,
      )
      return `${company}, ${name}, ${(await findInvitation(psa, id)).state}: ${people.sort().join(', ')}`
    })
    described[product] = (await Promise.all(tenants)).sort()
  }
  return described
}

/** Starts the suite and ends it by SIGKILL as soon as it says that it makes companies. */
async function killWhileSeeding(settings: Settings): Promise<void> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const { hub } = await findFreePorts()
  const env = { ...process.env, LANYARD_DATA: settings.data, LANYARD_PORT_BASE: String(hub) }
  const child = spawn(process.execPath, [main, 'hub'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('companies')) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
