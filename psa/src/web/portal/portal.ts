import { href, html, pageHeading } from '@lanyard/ui'
import { openTicket } from '../../tickets/open-ticket.ts'
import { type Form, readForm } from '../form.ts'
import { portalPage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import { newTicketForm } from '../tickets/new-ticket-form.ts'
import { ticketList } from '../tickets/ticket-list.ts'
import { type ContactVisit, viewerOf } from '../visit.ts'

/** The tickets of the contact's own company. */
export async function showPortal(
  site: Site,
  visit: ContactVisit,
  refused?: WordedRefusal,
  typed?: Form,
): Promise<Response> {
  const { portal } = site.words
  const added = newTicketForm(site, { action: href(routes.portalTickets), clients: null, refused, typed })
  const list = await ticketList(site, {
    viewer: viewerOf(visit),
    parameters: visit.url.searchParams,
    list: routes.portal,
    ticket: routes.portalTicket,
    clients: [],
    added: { label: portal.new, isOpen: typed !== undefined, children: added },
  })
  return portalPage(site, visit, {
    title: portal.title,
    status: refused?.status,
    main: html`${refusalNotice(site, refused, added)} ${pageHeading({ title: portal.title })} ${list}`,
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
