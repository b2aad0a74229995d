import { writeCsv } from '@lanyard/running'
import { cutPage } from '@lanyard/storage/audit-chain'
import { AUDIT_COLUMNS, auditCells } from '@lanyard/ui'
import type { Context } from 'hono'
import { exportActs, pagesOfActs } from '../../records/audit/export-acts.ts'
import { listActionsOf, listActsOf } from '../../records/audit/list-acts-of.ts'
import type { WrittenAct } from '../../records/audit/written-act.ts'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import { orShow } from '../or-show.ts'
import { sendFile } from '../send-file.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { auditPage, type AuditView } from './audit-page.ts'
import { findNames, type Names, withCompanies } from './find-names.ts'
import { readAfter, readFilters, readTyped } from './read-filter.ts'
import { tellAct, wordAct } from './tell-act.ts'

const PAGE = 50

/** The organization's own acts, for its masters to read. */
export function showAudit(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  return orShowFilters(c, site, () => showActs(c, site))
}

/** The same, to take along. */
export function exportAudit(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  return orShowFilters(c, site, () => sendExport(c, site))
}

/** What cannot be taken is shown again beside the reason, for its author to correct. */
function orShowFilters(c: Context<ViewerEnv>, site: Site, work: () => Promise<Response>): Promise<Response> {
  return orShow({ c, site }, work, async (refusal) => {
    const view = { ...(await baseView(c, site)), rows: null, next: null, isFirst: true }
    return sendAdminPage(c, site, { main: auditPage(view), width: 'table', refusal })
  })
}

async function showActs(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { hub } = site
  const { organization } = c.var.viewer
  const query = queryOf(c)
  const names = await findNames(hub, { organization, hubName: site.brand.name })
  const filter = readFilters(readTyped(query), names.meaning)
  const after = readAfter(query.get('after'))
  // One more than is shown tells whether there is a next page.
  const found = await listActsOf(hub, { organization: organization.id, filter, after, limit: PAGE + 1 })
  const { shown, next } = cutPage(found, PAGE)
  const named = await withCompanies(hub, shown, names)
  const view = {
    ...(await baseView(c, site)),
    rows: shown.map((act) => tellAct(act, named)),
    next,
    isFirst: after === null,
  }
  return sendAdminPage(c, site, { main: auditPage(view), width: 'table' })
}

async function baseView(
  c: Context<ViewerEnv>,
  { hub }: Site,
): Promise<Pick<AuditView, 'organization' | 'typed' | 'acts'>> {
  const { organization } = c.var.viewer
  const acts = (await listActionsOf(hub, organization.id)).map((value) => ({ value, label: wordAct(value) }))
  return { organization: organization.name, typed: readTyped(queryOf(c)), acts }
}

async function sendExport(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { hub } = site
  const { organization } = c.var.viewer
  const query = queryOf(c)
  const names = await findNames(hub, { organization, hubName: site.brand.name })
  const selection = { organization: organization.id, filter: readFilters(readTyped(query), names.meaning) }
  const format = query.get('format')
  if (format !== 'csv' && format !== 'json') throw new Refusal('audit_filter_invalid')
  const csv = () => writeCsv(AUDIT_COLUMNS, tabulate(hub, pagesOfActs(hub, selection), names))
  return sendFile(c, site, {
    name: `audit-${organization.id}`,
    format,
    text: format === 'json' ? exportActs(hub, selection) : csv(),
  })
}

/** Acts as rows under `AUDIT_COLUMNS`. */
async function* tabulate(
  hub: Pick<Hub, 'db'>,
  pages: AsyncIterable<readonly WrittenAct[]>,
  names: Names,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const page of pages) {
    const named = await withCompanies(hub, page, names)
    yield page.map((act) => auditCells(tellAct(act, named)))
  }
}

function queryOf(c: Context): URLSearchParams {
  return new URL(c.req.url).searchParams
}
