import { auditList, type AuditRow, field, type Html, html, href } from '@lanyard/ui'
import { audit as words } from '../../messages/en/audit.ts'
import { language } from '../../messages/en/language.ts'
import { routes } from '../routes.ts'
import type { TypedFilters } from './read-filter.ts'

export interface AuditView {
  readonly organization: string
  readonly typed: TypedFilters
  /** The acts that occur, as they are filtered by and as they are called. */
  readonly acts: readonly { readonly value: string; readonly label: string }[]
  /** Null where the filters cannot be taken. */
  readonly rows: readonly AuditRow[] | null
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
  readonly isFirst: boolean
}

export function auditPage({ organization, ...view }: AuditView): Html {
  const box = (name: 'person' | 'audit_id', label: string) =>
    field({ name, label, type: 'search', value: view.typed[name], autocomplete: 'off', id: `filter-${name}` })
  return html`<p>${words.lead(organization)}</p>
    ${auditList({
      ...view,
      words,
      language,
      caption: words.caption(organization),
      page: (query) => href(routes.adminSettings.audit, {}, query),
      file: (query) => href(routes.adminSettings.exportAudit, {}, query),
      boxes: [box('person', words.person), box('audit_id', words.auditId)],
    })}`
}
