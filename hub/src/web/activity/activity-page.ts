import { type Html, html, href, pager, table, time } from '@lanyard/ui'
import type { Instant } from '../../clock.ts'
import { activity as words } from '../../messages/en/activity.ts'
import { routes } from '../routes.ts'

export interface ActivityRow {
  readonly at: Instant
  readonly what: string
  readonly by: string
  readonly details: string
}

export interface ActivityView {
  /** Of dates. */
  readonly language: string
  readonly rows: readonly ActivityRow[]
  /** What the next page begins after; null on the last one. */
  readonly older: string | null
  readonly isFirst: boolean
}

export function activityPage({ language, rows, older, isFirst }: ActivityView): Html {
  const path = routes.profileSettings.activity
  return html`<p>${words.lead}</p>
    ${table({
      caption: words.caption,
      columns: [
        { label: words.what },
        { label: words.at },
        { label: words.by, kind: 'prose' },
        { label: words.details, kind: 'prose' },
      ],
      rows: rows.map(({ what, at, by, details }) => [
        what,
        time(at, { language }),
        by,
        details === '' ? words.none : details,
      ]),
      empty: words.empty,
    })}
    ${pager({
      words,
      older: older === null ? null : href(path, {}, { before: older }),
      newest: isFirst ? null : href(path),
    })}`
}
