import type { TestDialect } from '@lanyard/storage/testing'
import { startTestSite } from './start-test-site.ts'

/** A site with one organization, its master and a technician. */
export async function openAlder(environment: Readonly<Record<string, string>> = {}, database?: TestDialect) {
  const site = await startTestSite(environment, database)
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const master = await site.addPerson(alder, 'master', 'master')
  const tech = await site.addPerson(alder, 'tech')
  return Object.assign(site, { alder, master, tech })
}
