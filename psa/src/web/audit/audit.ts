import { cutPage, exportBody } from '@lanyard/storage/audit-chain'
import { stringify } from 'csv-stringify/sync'
import { exportActs, listActs, listKinds, pagesOfActs, type WrittenAct } from '../../audit/list-acts.ts'
import { namesOfPeople } from '../../employees/find-employee.ts'
import { Refusal } from '../../refusal.ts'
import type { Site } from '../site.ts'
import { orTell, tell } from '../telling.ts'
import type { EmployeeVisit } from '../visit.ts'
import { auditPage } from './audit-page.ts'
import { readAfter, readFilter, readTyped } from './read-filter.ts'

const PAGE = 50

/** The company's acts, the PSA's and the kit's, for its admins. */
export function showAudit(site: Site, visit: EmployeeVisit): Promise<Response> {
  return orShowFilters(site, visit, async () => {
    const { tenant, url } = visit
    const filter = readFilter(readTyped(url))
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
    const wish = { tenant: tenant.id, filter: readFilter(readTyped(url)) }
    const format = url.searchParams.get('format')
    if (format !== 'csv' && format !== 'json') throw new Refusal('audit_filter_invalid')
    const nameOf = await namesOf(site, visit)
    const text = format === 'json' ? exportActs(site, wish) : writeCsv(pagesOfActs(site, wish), nameOf)
    const breakOff = (cause: unknown): void => {
      tell(site, visit.request, cause)
      visit.breakOff()
    }
    return new Response(exportBody(text, breakOff), {
      headers: {
        'content-type': format === 'json' ? 'application/json' : 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="audit-${tenant.company.replaceAll(/[^\w-]/g, '_')}.${format}"`,
      },
    })
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

/** Acts as lines of RFC 4180, with a byte order mark so that spreadsheets read UTF-8, and no cell that they would run. */
async function* writeCsv(
  pages: AsyncIterable<readonly WrittenAct[]>,
  nameOf: (id: string) => string,
): AsyncGenerator<string> {
  const options = { escape_formulas: true, record_delimiter: 'windows' } as const
  yield stringify([COLUMNS], { ...options, bom: true })
  for await (const page of pages) {
    const rows = page.map(({ at, auditId, actor, act, subject, details, id, seal }) => {
      const who = [actor, nameOf(actor), act, subject, details, id]
      return [new Date(at).toISOString(), auditId, ...who, seal?.batch, seal?.place, seal?.hash]
    })
    yield stringify(rows, options)
  }
}
