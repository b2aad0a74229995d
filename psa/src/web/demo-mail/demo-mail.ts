import { html, type Html, pageHeading, panel, timeIn } from '@lanyard/ui'
import { listMails } from '../../mail/send-mail.ts'
import { Refusal } from '../../refusal.ts'
import { openPage } from '../layout.ts'
import type { Site } from '../site.ts'

/** The outbox as a mailbox that anyone can read: in the demo, and nowhere else. */
export async function showDemoMail(site: Site): Promise<Response> {
  if (!site.config.demo) throw new Refusal('not_found')
  const { demoMail } = site.words
  const mails = await listMails(site)
  return openPage(site, {
    title: demoMail.title,
    main: html`${pageHeading({ title: demoMail.title, lead: demoMail.lead })}
      ${mails.length === 0 && html`<p class="empty">${demoMail.none}</p>`}
      ${mails.map(({ to, subject, body, createdAt }) =>
        panel({
          heading: subject,
          children: html`<p class="hint">${timeIn((at) => demoMail.to(to, at), createdAt, site.words)}</p>${body.split('\n\n').map(paragraph)}`,
        }),
      )}`,
  })
}

/** An address on a line of its own becomes a link, as mail programs do it. */
function paragraph(text: string): Html {
  return /^https?:\/\/\S+$/.test(text) ? html`<p><a href="${text}">${text}</a></p>` : html`<p>${text}</p>`
}
