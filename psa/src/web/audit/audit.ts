import { download, writeCsv } from '@lanyard/running'
import { cutPage } from '@lanyard/storage/audit-chain'
import { exportActs, listActs, listKinds, pagesOfActs, type WrittenAct } from '../../audit/list-acts.ts'
import { namesOfPeople } from '../../employees/find-employee.ts'
import { Refusal } from '../../refusal.ts'
import type { Site } from '../site.ts'
import { orTell, tell } from '../telling.ts'
import type { EmployeeVisit } from '../visit.ts'
import { auditPage } from './audit-page.ts'
import { readAfter, readFilters, readTyped } from './read-filter.ts'

const PAGE = 50

/** The company's acts, the PSA's and the kit's, for its admins. */
export function showAudit(site: Site, visit: EmployeeVisit): Promise<Response> {
  return orShowFilters(site, visit, async () => {
    const { tenant, url } = visit
    const filter = readFilters(readTyped(url))
    const after = readAfter(url)
    // One more than is shown tells whether there is a next page.
    const found = await listActs(site, { tenant: tenant.id, filter, after, limit: PAGE + 1 })
    const { shown: acts, next } = cutPage(found, PAGE)
    return auditPage(site, visit, { ...(await base(site, visit)), acts, next, isFirst: after === null })
  })
}

export function exportAudit(site: Site, visit: EmployeeVisit): Promise<Response> {
  return orShowFilters(site, visit, async () => {
    const { tenant, url } = visit
    const selection = { tenant: tenant.id, filter: readFilters(readTyped(url)) }
    const format = url.searchParams.get('format')
    if (format !== 'csv' && format !== 'json') throw new Refusal('audit_filter_invalid')
    const nameOf = await namesOf(site, visit)
    const csv = () => writeCsv(COLUMNS, tabulate(pagesOfActs(site, selection), nameOf))
    const text = format === 'json' ? exportActs(site, selection) : csv()
    const file = download({ name: `audit-${tenant.company}`, format, text }, (cause) => {
      tell(site, visit.request, cause)
      visit.breakOff()
    })
    return new Response(file.body, file)
  })
}

/** What cannot be taken is shown again beside the reason, for its author to correct. */
function orShowFilters(site: Site, visit: EmployeeVisit, work: () => Promise<Response>): Promise<Response> {
  return orTell(site, visit, work, async (told) =>
    auditPage(site, visit, { ...(await base(site, visit)), acts: null, next: null, isFirst: true, told }),
  )
}

async function base(site: Site, visit: EmployeeVisit) {
  const kinds = await listKinds(site, visit.tenant.id)
  return { typed: readTyped(visit.url), kinds, nameOf: await namesOf(site, visit) }
}

async function namesOf(site: Site, { tenant }: EmployeeVisit): Promise<(id: string) => string> {
  const names = await namesOfPeople(site, tenant.id)
  return (id) => (id === tenant.id ? tenant.name : (names.get(id) ?? id))
}

const COLUMNS = ['at', 'audit_id', 'actor', 'actor_name', 'act', 'subject', 'details', 'id', 'batch', 'place', 'hash']

/** Acts as rows under `COLUMNS`. */
async function* tabulate(
  pages: AsyncIterable<readonly WrittenAct[]>,
  nameOf: (id: string) => string,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const page of pages) {
    yield page.map(({ at, auditId, actor, act, subject, details, id, seal }) => {
      const who = [actor, nameOf(actor), act, subject, details, id]
      return [new Date(at).toISOString(), auditId, ...who, seal?.batch, seal?.place, seal?.hash]
    })
  }
}
