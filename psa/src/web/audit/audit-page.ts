import type { TypedFilter } from '@lanyard/storage/audit-chain'
import { auditList, breadcrumbs, href, html, pageHeading } from '@lanyard/ui'
import type { WrittenAct } from '../../audit/list-acts.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { type Told, toldNotice } from '../telling.ts'
import type { EmployeeVisit } from '../visit.ts'

export interface AuditView {
  readonly typed: TypedFilter
  /** The acts that occur. */
  readonly kinds: readonly string[]
  /** Null where the filters cannot be taken. */
  readonly acts: readonly WrittenAct[] | null
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
  readonly isFirst: boolean
  /** What people and the company are called, by their ids. */
  readonly nameOf: (id: string) => string
  readonly told?: Told
}

export function auditPage(site: Site, visit: EmployeeVisit, view: AuditView): Promise<Response> {
  const { audit, navigation, language } = site.words
  const { typed, kinds, acts, next, isFirst, told } = view
  const { title } = audit
  const list = auditList({
    words: audit,
    language,
    caption: title,
    page: (query) => href(routes.audit, {}, query),
    file: (query) => href(routes.exportAudit, {}, query),
    typed,
    acts: kinds.map((value) => ({ value, label: audit.acts[value] ?? value })),
    rows: acts && acts.map((act) => rowOf(site, act, view)),
    next,
    isFirst,
  })
  return employeePage(site, visit, {
    title,
    status: told?.status,
    section: 'admin',
    main: html`${toldNotice(site, told)}
      ${breadcrumbs({ items: [{ label: navigation.admin, href: href(routes.admin) }, { label: title }] })}
      ${pageHeading({ title })}
      <p>${audit.lead}</p>
      ${list}`,
  })
}

function rowOf({ words: { audit } }: Site, written: WrittenAct, { nameOf }: AuditView) {
  const { at, actor, act, subject, auditId, seal } = written
  // The id of a link says nothing to people.
  const isNamed = nameOf(subject) !== subject
  const who = actor === 'operator' ? audit.operator : actor === '' ? audit.nobody : nameOf(actor)
  const what = [audit.acts[act] ?? act, subject !== actor && isNamed && html`<br /><small>${nameOf(subject)}</small>`]
  return { at, who, what, auditId, seal }
}
