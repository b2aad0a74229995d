import { button, buttonRow, field, form, href, html, pageHeading, panel, textArea } from '@lanyard/ui'
import { listTickets } from '../../tickets/find-ticket.ts'
import { openTicket } from '../../tickets/open-ticket.ts'
import { LONGEST_SUBJECT } from '../../tickets/ticket.ts'
import { type Form, readForm } from '../form.ts'
import { portalPage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import { ticketTable } from '../tickets/ticket-table.ts'
import { type ContactVisit, viewerOf } from '../visit.ts'

/** The tickets of the contact's own company. */
export async function showPortal(
  site: Site,
  visit: ContactVisit,
  refused?: WordedRefusal,
  typed?: Form,
): Promise<Response> {
  const { portal, tickets } = site.words
  const list = await listTickets(site, viewerOf(visit))
  return portalPage(site, visit, {
    title: portal.title,
    status: refused?.status,
    main: html`${refusalNotice(site, refused)} ${pageHeading({ title: portal.title })}
      ${ticketTable(site, list, routes.portalTicket)}
      ${panel({
        heading: portal.new,
        children: form({
          action: href(routes.portalTickets),
          children: html`
            ${field({ name: 'subject', label: tickets.subject, value: typed?.text('subject'), maxlength: LONGEST_SUBJECT, autocomplete: 'off', required: true })}
            ${textArea({ name: 'body', label: tickets.description, value: typed?.text('body'), required: true })}
            ${buttonRow(button({ label: tickets.create, kind: 'primary' }))}`,
        }),
      })}`,
  })
}

export async function takePortalTicket(site: Site, visit: ContactVisit): Promise<Response> {
  const typed = await readForm(visit.request)
  return orShow(
    site,
    visit,
    async () => {
      const input = { client: '', subject: typed.text('subject'), body: typed.text('body') }
      const ticket = await openTicket(site, { by: viewerOf(visit), ...input })
      return seeOther(href(routes.portalTicket, { ticket }), [
        outcomeCookie(site, { text: site.words.tickets.created }),
      ])
    },
    (refused) => showPortal(site, visit, refused, typed),
  )
}
