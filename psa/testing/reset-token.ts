import { listMails } from '../src/mail/send-mail.ts'
import { type TestPsa } from './open-test-psa.ts'

/** The token of the link in the latest mail. */
export async function resetToken(psa: TestPsa): Promise<string> {
  const mails = await listMails(psa)
  const link = mails.map(({ body }) => /\/reset-password\/(\S+)/.exec(body)?.[1]).find((token) => token !== undefined)
  if (link === undefined) throw new Error('No mail with a link was sent.')
  return link
}
