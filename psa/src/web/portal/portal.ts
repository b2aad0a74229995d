import { button, buttonRow, disclosure, field, form, href, html, pageHeading, stack, textArea } from '@lanyard/ui'
import { openTicket } from '../../tickets/open-ticket.ts'
import { LONGEST_SUBJECT } from '../../tickets/ticket.ts'
import { type Form, readForm } from '../form.ts'
import { portalPage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { hintOf, orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import { ticketList } from '../tickets/ticket-list.ts'
import { type ContactVisit, viewerOf } from '../visit.ts'

/** The tickets of the contact's own company. */
export async function showPortal(
  site: Site,
  visit: ContactVisit,
  refused?: WordedRefusal,
  typed?: Form,
): Promise<Response> {
  const { portal, tickets } = site.words
  const { content, isEmpty } = await ticketList(site, {
    viewer: viewerOf(visit),
    parameters: visit.url.searchParams,
    list: routes.portal,
    ticket: routes.portalTicket,
    clients: [],
  })
  const added = form({
    action: href(routes.portalTickets),
    children: html`
      ${field({ name: 'subject', label: tickets.subject, value: typed?.text('subject'), error: hintOf(site, refused, 'subject'), maxlength: LONGEST_SUBJECT, autocomplete: 'off', required: true })}
      ${textArea({ name: 'body', label: tickets.description, value: typed?.text('body'), error: hintOf(site, refused, 'body'), required: true })}
      ${buttonRow(button({ label: tickets.create, kind: 'primary' }))}`,
  })
  return portalPage(site, visit, {
    title: portal.title,
    status: refused?.status,
    main: html`${refusalNotice(site, refused, added)} ${pageHeading({ title: portal.title })}
      ${stack([
        disclosure({
          label: portal.new,
          isOpen: typed !== undefined || isEmpty,
          children: added,
        }),
        content,
      ])}`,
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
