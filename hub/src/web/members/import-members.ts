import { isSentTwice } from '@lanyard/guard'
import type { Context } from 'hono'
import { checkMemberRows, inviteMembers } from '../../people/invitations/invite-members.ts'
import { decodeList } from '../../people/invitations/decode-list.ts'
import type { ReportedRow } from '../../people/invitations/member-row.ts'
import { readMemberRows } from '../../people/invitations/read-member-rows.ts'
import { Refusal } from '../../refusal.ts'
import { LIST_LIMIT } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { hintsOf } from '../refusal-notice.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { personOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
import { importPage, type ImportReport } from './import-page.ts'

/** Inviting many at once from a list. */
export const showImport = withProof('invitation.send', (c, site) => sendImport(c, site, {}))

/**
 * With a report on every row, which is the answer to the form itself: a reload sends the list again, which changes
 * nothing.
 */
export const takeImport = withProof('invitation.send', async (c, site) => {
  const { text, decision } = await readList(c)
  return orShow(
    { c, site },
    async () => sendImport(c, site, { text, report: await decide(c, site, text, decision) }),
    (refusal) => sendImport(c, site, { text, refusal }),
  )
})

async function decide(c: Context<ViewerEnv>, site: Site, text: string, decision: string): Promise<ImportReport> {
  const { viewer } = c.var
  const { organization } = viewer
  const list = { organization: organization.id, rows: readMemberRows(text) }
  const isDone = decision === 'invite'
  if (!isDone && decision !== 'check') throw new Refusal('form_invalid')
  const rows: readonly ReportedRow[] = isDone
    ? await inviteMembers(site.hub, { ...list, by: personOf(viewer) })
    : await checkMemberRows(site.hub, list)
  return { rows, isDone }
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
  { text = '', report, refusal }: { text?: string; report?: ImportReport; refusal?: Refusal },
): Promise<Response> {
  return sendAdminPage(c, site, {
    main: importPage({ text, report, hints: hintsOf(site, refusal) }),
    width: 'table',
    refusal,
  })
}
