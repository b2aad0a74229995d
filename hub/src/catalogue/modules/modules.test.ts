import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import {
  asPerson,
  addPerson,
  openPeopledHub,
  operator,
  psa,
  psaUk,
  psaUs,
  rmmUs,
  refused,
  connectTenant,
} from '../../../testing.ts'
import type { Hub } from '../../hub.ts'
import type { DeploymentId, ModuleId, OrganizationId } from '../../ids.ts'
import type { ActiveMember } from '../../people/members/member.ts'
import { endTenantLink } from '../../connections/tenant-links/end-tenant-link.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import { addDeployment } from '../clients/add-deployment.ts'
import { getDeployment, listDeployments, listModules } from './catalogue.ts'
import { moduleUrlOf } from '../../connections/module-urls/module-urls.ts'
import { setOrganizationModuleUrl } from '../../connections/module-urls/set-organization-module-url.ts'
import { setOwnModuleUrl } from '../../connections/module-urls/set-own-module-url.ts'
import { tilesOf } from '../../connections/launcher/tiles-of.ts'

function point(hub: Hub, organization: OrganizationId, deployment: DeploymentId | null) {
  return setOrganizationModuleUrl(hub, { organization, module: psa, deployment, by: operator })
}

async function psaTile(hub: Hub, member: ActiveMember) {
  const tile = (await tilesOf(hub, member)).find(({ module }) => module.id === psa)
  assert.ok(tile)
  return tile
}

for (const database of databases) {
  describe(`module URLs on ${database.name}`, () => {
    it('are deployments of the module, and nothing else (A10)', async () => {
      await using hub = await openPeopledHub(database)
      for (const deployment of [rmmUs, 'psa-apac' as DeploymentId]) {
        await assert.rejects(point(hub, hub.alder, deployment), refused('module_url_invalid'))
        const { id: member } = hub.alderMaster
        const own = { member, module: psa, deployment, by: asPerson(hub, member) }
        await assert.rejects(setOwnModuleUrl(hub, own), refused('module_url_invalid'))
      }
      const unknown = { organization: hub.alder, module: 'crm' as ModuleId, deployment: null, by: operator }
      await assert.rejects(setOrganizationModuleUrl(hub, unknown), refused('module_url_invalid'))
    })

    it("follow the organization's choice until the member makes one (A10)", async () => {
      await using hub = await openPeopledHub(database)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      assert.equal(await moduleUrlOf(hub, member, psa), null)
      await point(hub, hub.alder, psaUk)
      assert.deepEqual(await moduleUrlOf(hub, member, psa), { deployment: psaUk, chosenBy: 'organization' })
      const own = { member: member.id, module: psa, by: asPerson(hub, member.id) }
      await setOwnModuleUrl(hub, { ...own, deployment: psaUs })
      assert.deepEqual(await moduleUrlOf(hub, member, psa), { deployment: psaUs, chosenBy: 'member' })
      await setOwnModuleUrl(hub, { ...own, deployment: null })
      await point(hub, hub.alder, null)
      assert.equal(await moduleUrlOf(hub, member, psa), null)
    })

    it('are chosen for an organization by its masters', async () => {
      await using hub = await openPeopledHub(database)
      const choice = { organization: hub.alder, module: psa, deployment: psaUs }
      const by = asPerson(hub, hub.birchMaster.id)
      await assert.rejects(setOrganizationModuleUrl(hub, { ...choice, by }), refused('not_a_master'))
      await setOrganizationModuleUrl(hub, { ...choice, by: asPerson(hub, hub.alderMaster.id) })
    })
  })

  describe(`tiles on ${database.name}`, () => {
    it('show every module of the catalogue, in its order, as it stands', async () => {
      await using hub = await openPeopledHub(database)
      await point(hub, hub.alder, psaUs)

      const tiles = await tilesOf(hub, hub.alderMaster)

      assert.deepEqual(
        tiles.map(({ module, state }) => [module.name, state]),
        [
          ['PSA', 'not_connected'],
          ['RMM', 'not_connected'],
          ['Docs', 'not_subscribed'],
        ],
      )
    })

    it('ask to link an account once the tenant is connected, and are ready once the product says so', async () => {
      await using hub = await openPeopledHub(database)
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      const request = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      assert.equal((await psaTile(hub, member)).state, 'link_your_account')
      const report = { link: request.id, deployment: psaUs, sub: account.id, revision: 1, state: 'linked' } as const
      await reportUserLink(hub, report)

      const { state, url, deployment } = await psaTile(hub, member)

      assert.equal(state, 'ready')
      assert.equal(deployment?.id, psaUs)
      assert.equal(
        url,
        'http://localhost:5521/connect/initiate-login?iss=http%3A%2F%2Flocalhost%3A5520&login_hint=tech%40alder.example&organization=alder',
      )
    })

    it('follow reports of user links in their order, of that deployment, while the link is active', async () => {
      await using hub = await openPeopledHub(database)
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      const request = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const report = { link: request.id, deployment: psaUs, sub: account.id } as const
      assert.equal(await reportUserLink(hub, { ...report, revision: 2, state: 'unlinked' }), true)
      assert.equal(await reportUserLink(hub, { ...report, revision: 1, state: 'linked' }), false)
      assert.equal(await reportUserLink(hub, { ...report, revision: 3, state: 'linked', deployment: psaUk }), false)
      assert.equal((await psaTile(hub, member)).state, 'link_your_account')
      assert.equal(await reportUserLink(hub, { ...report, revision: 3, state: 'linked' }), true)
      assert.equal((await psaTile(hub, member)).state, 'ready')

      await endTenantLink(hub, request)

      assert.equal(await reportUserLink(hub, { ...report, revision: 4, state: 'linked' }), false)
      assert.equal((await psaTile(hub, member)).state, 'not_connected')
    })

    it('say when the module URL leads to another region than the tenant lives in (A11)', async () => {
      await using hub = await openPeopledHub(database)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      const own = { member: member.id, module: psa, by: asPerson(hub, member.id) }
      await setOwnModuleUrl(hub, { ...own, deployment: psaUk })
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)

      const wrong = await psaTile(hub, member)
      await setOwnModuleUrl(hub, { ...own, deployment: null })
      const right = await psaTile(hub, member)

      assert.deepEqual([wrong.deployment?.id, wrong.chosenBy, wrong.wrongRegion?.linked.id], [psaUk, 'member', psaUs])
      assert.deepEqual([right.deployment?.id, right.chosenBy, right.wrongRegion], [psaUs, 'organization', null])
    })

    it('are unreachable where nothing says where the module is', async () => {
      await using hub = await openPeopledHub(database)
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      await point(hub, hub.alder, null)
      assert.deepEqual(
        [(await psaTile(hub, hub.alderMaster)).state, (await psaTile(hub, hub.alderMaster)).url],
        ['unreachable', null],
      )
      const apac = await addDeployment(hub, { module: 'psa', region: 'apac', origin: null, by: operator })
      await point(hub, hub.alder, apac.id)
      assert.equal((await psaTile(hub, hub.alderMaster)).state, 'unreachable')
    })
  })

  describe(`the catalogue on ${database.name}`, () => {
    it('has its modules in order and their regions as US, UK, APAC', async () => {
      await using hub = await openPeopledHub(database)
      await addDeployment(hub, { module: 'psa', region: 'apac', origin: 'https://apac.example', by: operator })

      assert.deepEqual(
        (await listModules(hub)).map(({ id }) => id),
        ['psa', 'rmm', 'docs'],
      )
      assert.deepEqual(
        (await listDeployments(hub)).map(({ id }) => id),
        ['psa-us', 'psa-uk', 'psa-apac', 'rmm-us'],
      )
    })

    it('takes the origin from the configuration before its own', async () => {
      await using hub = await openPeopledHub(database)
      await addDeployment(hub, { module: 'psa', region: 'us', origin: 'https://stored.example', by: operator })
      assert.equal((await getDeployment(hub, psaUs)).origin, 'http://localhost:5521')
      const bare = { ...hub, config: { ...hub.config, origins: {} } }
      assert.equal((await getDeployment(bare, psaUs)).origin, 'https://stored.example')
    })

    it('refuses regions, modules and origins that make no sense', async () => {
      await using hub = await openPeopledHub(database)
      const right = { module: 'psa', region: 'us', origin: null, by: operator } as const
      for (const wrong of [
        { region: 'mars' },
        { module: 'crm' },
        { origin: 'https://a.example/path' },
        { origin: 'ftp://a' },
      ]) {
        await assert.rejects(addDeployment(hub, { ...right, ...wrong }), refused('deployment_invalid'))
      }
    })
  })
}
