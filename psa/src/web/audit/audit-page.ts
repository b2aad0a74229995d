import type { TypedFilter } from '@lanyard/storage/audit-chain'
import { auditList, type AuditRow, breadcrumbs, href, html, pageHeading } from '@lanyard/ui'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import type { EmployeeVisit } from '../visit.ts'

export interface AuditView {
  readonly typed: TypedFilter
  /** The acts that occur. */
  readonly kinds: readonly string[]
  /** Null where the filters cannot be taken. */
  readonly rows: readonly AuditRow[] | null
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
  readonly isFirst: boolean
  readonly refused?: WordedRefusal
}

export function auditPage(site: Site, visit: EmployeeVisit, view: AuditView): Promise<Response> {
  const { audit, navigation, language } = site.words
  const { typed, kinds, rows, next, isFirst, refused } = view
  const { title } = audit
  const list = auditList({
    words: audit,
    language,
    caption: title,
    page: (query) => href(routes.audit, {}, query),
    file: (query) => href(routes.exportAudit, {}, query),
    typed,
    acts: kinds.map((value) => ({ value, label: audit.acts[value] ?? audit.otherAct })),
    rows,
    next,
    isFirst,
  })
  return employeePage(site, visit, {
    title,
    status: refused?.status,
    section: 'admin',
    main: html`${refusalNotice(site, refused)}
      ${breadcrumbs({ items: [{ label: navigation.admin, href: href(routes.admin) }, { label: title }] })}
      ${pageHeading({ title })}
      <p>${audit.lead}</p>
      ${list}`,
  })
}
