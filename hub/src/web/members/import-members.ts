import { isSentTwice } from '@lanyard/guard'
import type { Context } from 'hono'
import { inviteMembers } from '../../people/invitations/invite-members.ts'
import { decodeList } from '../../people/invitations/decode-list.ts'
import type { ReportedRow } from '../../people/invitations/member-row.ts'
import { readMemberRows } from '../../people/invitations/read-member-rows.ts'
import { Refusal } from '../../refusal.ts'
import { LIST_LIMIT } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { hintsOf } from '../refusal-notice.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { personOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
import { importPage, summarize } from './import-page.ts'
import { leaveReport, type Reported, takeReport } from './import-report.ts'

/** Inviting many at once from a list. */
export const showImport = withProof('invitation.send', async (c, site) =>
  sendImport(c, site, (await takeReport(c, site)) ?? {}),
)

/** With a report on every row, on the page that the browser is sent to. */
export const takeImport = withProof('invitation.send', async (c, site) => {
  const { text, decision } = await readList(c)
  return orShow(
    { c, site },
    async () => c.redirect(await leaveReport(c, site, { text, invited: await decide(c, site, text, decision) }), 303),
    (refusal) => sendImport(c, site, { text, refusal }),
  )
})

/** @returns what became of each row; null where the list is only to be looked at */
async function decide(
  c: Context<ViewerEnv>,
  site: Site,
  text: string,
  decision: string,
): Promise<readonly ReportedRow[] | null> {
  const { viewer } = c.var
  const rows = readMemberRows(text)
  if (decision === 'check') return null
  if (decision !== 'invite') throw new Refusal('form_invalid')
  const invited = await inviteMembers(site.hub, { organization: viewer.organization.id, rows, by: personOf(viewer) })
  const isNote = !invited.some(({ outcome }) => outcome === 'invited' || outcome === 'renewed')
  leaveOutcome(c, site, { text: summarize({ rows: invited, isDone: true }), isNote })
  return invited
}

/**
 * The rows of the file, where one was chosen, or those of the box; with or without script, and from any browser.
 *
 * @throws {Refusal} `form_invalid`; `too_large`: in the box, which takes UTF-8, the file's text would not fit the form
 */
async function readList(c: Context): Promise<{ text: string; decision: string }> {
  const form = await readFormData(c)
  if (isSentTwice(form)) throw new Refusal('form_invalid')
  const file = form.get('file')
  const text = file instanceof File && file.size > 0 ? await readFile(file) : textOf(form.get('rows'))
  return { text, decision: textOf(form.get('decision')) }
}

async function readFile(file: File): Promise<string> {
  const text = decodeList(await file.bytes())
  if (Buffer.byteLength(text.replaceAll(/\r\n?|\n/g, '\r\n')) > LIST_LIMIT) throw new Refusal('too_large')
  return text
}

/** @throws {Refusal} `form_invalid` */
async function readFormData(c: Context): Promise<FormData> {
  try {
    return await c.req.formData()
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal('form_invalid')
    throw error
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function sendImport(
  c: Context<ViewerEnv>,
  site: Site,
  { text = '', refusal, ...reported }: Partial<Reported> & { readonly refusal?: Refusal },
): Promise<Response> {
  return sendAdminPage(c, site, {
    main: importPage({ text, ...reported, hints: hintsOf(site, refusal) }),
    width: 'table',
    refusal,
  })
}
