import { download, writeCsv } from '@lanyard/running'
import { cutPage } from '@lanyard/storage/audit-chain'
import { AUDIT_COLUMNS, auditCells, type AuditRow } from '@lanyard/ui'
import { exportActs, listActs, listKinds, organizationsOf, pagesOfActs } from '../../audit/list-acts.ts'
import type { WrittenAct } from '../../audit/written-act.ts'
import { namesOfPeople } from '../../employees/find-employee.ts'
import { Refusal } from '../../refusal.ts'
import { isAdminStill } from '../guards.ts'
import type { Site } from '../site.ts'
import { orShow, reportRefusal } from '../worded-refusal.ts'
import type { EmployeeVisit } from '../visit.ts'
import { auditPage } from './audit-page.ts'
import { readAfter, readFilters, readTyped } from './read-filter.ts'
import { tellAct } from './tell-act.ts'

const PAGE = 50

/** The company's acts, the PSA's and the kit's, for its admins. */
export function showAudit(site: Site, visit: EmployeeVisit): Promise<Response> {
  return orShowFilters(site, visit, async () => {
    const { tenant, url } = visit
    const filter = readFilters(readTyped(url))
    const after = readAfter(url)
    // One more than is shown tells whether there is a next page.
    const found = await listActs(site, { tenant: tenant.id, filter, after, limit: PAGE + 1 })
    const { shown, next } = cutPage(found, PAGE)
    const tell = await tellerOf(site, visit)
    return auditPage(site, visit, {
      ...(await base(site, visit)),
      rows: await tell(shown),
      next,
      isFirst: after === null,
    })
  })
}

export function exportAudit(site: Site, visit: EmployeeVisit): Promise<Response> {
  return orShowFilters(site, visit, async () => {
    const { tenant, url } = visit
    const selection = { tenant: tenant.id, filter: readFilters(readTyped(url)) }
    const format = url.searchParams.get('format')
    if (format !== 'csv' && format !== 'json') throw new Refusal('audit_filter_invalid')
    const tell = await tellerOf(site, visit)
    const csv = () => writeCsv(AUDIT_COLUMNS, tabulate(pagesOfActs(site, selection), tell))
    const text = format === 'json' ? exportActs(site, selection) : csv()
    const assertStillAllowed = async () => {
      if (!(await isAdminStill(site, visit))) throw new Refusal('not_an_admin')
    }
    const file = download({ name: `audit-${tenant.company}`, format, text, assertStillAllowed }, (cause) => {
      reportRefusal(site, visit.request, cause)
      visit.breakOff()
    })
    return new Response(file.body, file)
  })
}

/** A filter that cannot be read is shown again beside the reason, so that the person can correct it. */
function orShowFilters(site: Site, visit: EmployeeVisit, work: () => Promise<Response>): Promise<Response> {
  return orShow(site, visit, work, async (refused) =>
    auditPage(site, visit, { ...(await base(site, visit)), rows: null, next: null, isFirst: true, refused }),
  )
}

async function base(site: Site, visit: EmployeeVisit) {
  const kinds = await listKinds(site, visit.tenant.id)
  return { typed: readTyped(visit.url), kinds }
}

type Tell = (acts: readonly WrittenAct[]) => Promise<readonly AuditRow[]>

/** Words acts of the company, with what its people and organizations are called today where an act has no names. */
async function tellerOf(site: Site, { tenant }: EmployeeVisit): Promise<Tell> {
  const names = await namesOfPeople(site, tenant.id)
  return async (acts) => {
    const organizations = await organizationsOf(site, acts)
    const today = {
      name: (id: string) => names.get(id) ?? null,
      company: tenant,
      organization: (link: string) => organizations.get(link) ?? null,
    }
    return acts.map((act) => tellAct(site, act, today))
  }
}

/** Acts as rows under `AUDIT_COLUMNS`. */
async function* tabulate(
  pages: AsyncIterable<readonly WrittenAct[]>,
  tell: Tell,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const page of pages) yield (await tell(page)).map(auditCells)
}
