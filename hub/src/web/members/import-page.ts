import {
  button,
  buttonRow,
  field,
  form,
  type Html,
  html,
  href,
  linkButton,
  note,
  panel,
  plural,
  stack,
  status,
  table,
  textArea,
} from '@lanyard/ui'
import { readRole, type ReportedRow, type RowOutcome, rowOutcomes } from '../../people/invitations/member-row.ts'
import { language } from '../../messages/en/language.ts'
import { members } from '../../messages/en/members.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'

const words = members.list
const FILES = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain'

export interface ImportReport {
  readonly rows: readonly ReportedRow[]
  /** False where it was only looked at what would happen. */
  readonly isDone: boolean
}

export interface ImportView {
  readonly hints: Hints
  /** The rows, as they were sent. */
  readonly text: string
  readonly report?: ImportReport | undefined
}

/**
 * Inviting from a list: the box for it, and what became, or would become, of each row. The button that invites stands
 * below what it would do, and there a file that was not looked at cannot be chosen.
 */
export function importPage({ text, report, hints }: ImportView): Html {
  const isChecked = report !== undefined && !report.isDone
  return stack([report && reportPanel(report), listForm(text, { isChecked, hints })])
}

function listForm(text: string, { isChecked, hints }: { readonly isChecked: boolean; readonly hints: Hints }): Html {
  const check = button({
    label: words.check,
    name: 'decision',
    value: 'check',
    kind: isChecked ? 'secondary' : 'primary',
  })
  return panel({
    heading: words.heading,
    children: [
      html`<p>${words.lead}</p>`,
      form({
        action: href(routes.adminSettings.importMembers),
        takesFiles: true,
        children: [
          textArea({
            name: 'rows',
            label: words.rows,
            value: text,
            hint: words.rowsHint,
            error: hints('rows'),
            rows: 8,
          }),
          !isChecked && field({ name: 'file', label: words.file, type: 'file', accept: FILES, hint: words.fileHint }),
          buttonRow([
            isChecked && button({ label: words.inviteAll, name: 'decision', value: 'invite', kind: 'primary' }),
            check,
            isChecked &&
              linkButton({ label: words.another, href: href(routes.adminSettings.importMembers), kind: 'quiet' }),
            linkButton({ label: words.back, href: href(routes.adminSettings.members), kind: 'quiet' }),
          ]),
        ],
      }),
    ],
  })
}

/** What is said of a row as long as nothing is done. */
const conditional: Partial<Record<RowOutcome, 'wouldBeInvited' | 'wouldBeRenewed'>> = {
  invited: 'wouldBeInvited',
  renewed: 'wouldBeRenewed',
}

function reportPanel({ rows, isDone }: ImportReport): Html {
  const keyOf = (outcome: RowOutcome) => (isDone ? outcome : (conditional[outcome] ?? outcome))
  const counts = rowOutcomes.flatMap((outcome) => {
    const count = rows.filter((row) => row.outcome === outcome).length
    return count === 0 && outcome !== 'invited' ? [] : [plural(count, words.counts[keyOf(outcome)], language)]
  })
  const summary = counts.join(' ')
  return stack([
    isDone ? status({ text: summary }) : note({ text: `${words.checked} ${summary}` }),
    table({
      caption: words.reportCaption,
      columns: [{ label: words.row }, { label: words.address, kind: 'prose' }, { label: words.outcome, kind: 'prose' }],
      rows: rows.map(({ line, email, role, outcome }) => [
        line,
        email || words.none,
        words.outcomes[keyOf(outcome)](outcome === 'role_unknown' ? role : roleOf(role)),
      ]),
      empty: words.none,
    }),
  ])
}

function roleOf(typed: string): string {
  return members.roles[readRole(typed) ?? 'member']
}
