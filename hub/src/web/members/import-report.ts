import { dropKept, KEPT, keepForm, sentAgain } from '@lanyard/forms'
import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { checkMemberRows } from '../../people/invitations/invite-members.ts'
import { type ReportedRow, type RowOutcome, rowOutcomes } from '../../people/invitations/member-row.ts'
import { readMemberRows } from '../../people/invitations/read-member-rows.ts'
import { LIST_LIMIT } from '../forms.ts'
import { findOwn } from '../kept/find-own.ts'
import { formsOf, rememberOwner, readKey } from '../kept/kept-key.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { ownerOf, type ViewerEnv } from '../viewer.ts'

export interface ImportReport {
  readonly rows: readonly ReportedRow[]
  /** False where it was only looked at what would happen. */
  readonly isDone: boolean
}

/** A list with its report. */
export interface Reported {
  readonly text: string
  readonly report: ImportReport
  /** Where the form on its page is sent, so that it takes the place of the one that is kept. */
  readonly action?: string
}

const path = routes.adminSettings.importMembers

/** Of any list that the request let through: in JSON a byte of it is six at most, and an outcome is a word for each row. */
const LARGEST_REPORT = 7 * LIST_LIMIT

const declared = { fields: { rows: { kind: 'long' }, outcomes: { kind: 'hidden' } } } as const

/**
 * Keeps a list, and what became of each row where it was invited, for the page that the browser is sent to: as a form is kept
 * that came too late, for this person in this browser alone.
 *
 * @returns where that page is; the form's own page where what was done with a list could not be kept
 */
export async function leaveReport(
  c: Context<ViewerEnv>,
  site: Site,
  { text, invited }: { readonly text: string; readonly invited: readonly ReportedRow[] | null },
): Promise<string> {
  try {
    const key = await rememberOwner(c, site, ownerOf(c.var.viewer))
    const id = await keepForm(formsOf(site.hub), key, {
      pattern: path,
      params: {},
      address: c.req.url,
      back: href(path),
      why: 'answered',
      declared,
      sent: [
        ['rows', text],
        ...(invited ? [['outcomes', invited.map(({ outcome }) => outcome).join(' ')] as const] : []),
      ],
      most: LARGEST_REPORT,
    })
    return id === null ? href(path) : sentAgain(href(path), id)
  } catch (error) {
    if (invited === null) throw error
    // The invitations are sent in any case, and the outcome says how many.
    site.hub.log.warn({ event: 'form_not_kept', path: c.req.path, error })
    return href(path)
  }
}

/**
 * The list that the page's address names, with its report: of one that was invited once, of one that was checked as often
 * as it is asked for, by what would happen now.
 */
export async function takeReport(c: Context<ViewerEnv>, site: Site): Promise<Reported | null> {
  const organization = c.var.viewer.organization.id
  const id = c.req.query(KEPT)
  if (id === undefined) return null
  const found = await findOwn(c, site, id)
  if (found?.why !== 'answered' || found.pattern !== path || found.place !== organization) return null
  const { rows: text = '', outcomes } = Object.fromEntries(found.fields)
  const rows = readMemberRows(text)
  if (outcomes === undefined) {
    const report = { rows: await checkMemberRows(site.hub, { organization, rows }), isDone: false }
    return { text, report, action: sentAgain(href(path), id) }
  }
  const words = outcomes.split(' ')
  const invited = rows.map((row, index) => ({ ...row, outcome: readOutcome(words[index]) }))
  await dropKept(formsOf(site.hub), { key: readKey(c, site), id })
  return { text, report: { rows: invited, isDone: true } }
}

function readOutcome(word: string | undefined): RowOutcome {
  const outcome = rowOutcomes.find((known) => known === word)
  if (outcome === undefined) throw new Error(`No outcome of a row: ${word}`)
  return outcome
}
