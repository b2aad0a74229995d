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
  table,
  textArea,
} from '@lanyard/ui'
import { readRole, type RowOutcome, rowOutcomes } from '../../people/invitations/member-row.ts'
import { language } from '../../messages/en/language.ts'
import { members } from '../../messages/en/members.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import type { ImportReport } from './import-report.ts'

const words = members.list
const FILES = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain'

export interface ImportView {
  readonly hints: Hints
  /** The rows, as they were sent. */
  readonly text: string
  readonly report?: ImportReport | undefined
  readonly action?: string | undefined
}

/**
 * Inviting from a list: the box for it, and what became, or would become, of each row. The button that invites stands
 * below what it would do, and there a file that was not looked at cannot be chosen.
 */
export function importPage(view: ImportView): Html {
  return stack([view.report && reportPanel(view.report), listForm(view)])
}

function listForm({ text, report, hints, action = href(routes.adminSettings.importMembers) }: ImportView): Html {
  const isChecked = report !== undefined && !report.isDone
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
        action,
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

/** How many rows came to what. */
export function summarize({ rows, isDone }: ImportReport): string {
  const counts = rowOutcomes.flatMap((outcome) => {
    const count = rows.filter((row) => row.outcome === outcome).length
    const forms = words.counts[wordOf(outcome, isDone)]
    return count === 0 && outcome !== 'invited' ? [] : [plural(count, forms, language)]
  })
  return counts.join(' ')
}

function wordOf(outcome: RowOutcome, isDone: boolean) {
  return isDone ? outcome : (conditional[outcome] ?? outcome)
}

function reportPanel(report: ImportReport): Html {
  const { rows, isDone } = report
  return stack([
    !isDone && note({ text: `${words.checked} ${summarize(report)}` }),
    table({
      caption: words.reportCaption,
      columns: [{ label: words.address }, { label: words.row }, { label: words.outcome, kind: 'prose' }],
      rows: rows.map(({ line, email, role, outcome }) => [
        email || words.none,
        line,
        words.outcomes[wordOf(outcome, isDone)](outcome === 'role_unknown' ? role : roleOf(role)),
      ]),
      empty: words.none,
    }),
  ])
}

function roleOf(typed: string): string {
  return members.roles[readRole(typed) ?? 'member']
}
