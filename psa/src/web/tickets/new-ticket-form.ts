import { button, buttonRow, type Choice, field, form, html, type Html, select, textArea } from '@lanyard/ui'
import type { Client } from '../../contacts/contact.ts'
import { listClients } from '../../contacts/find-contact.ts'
import type { TenantId } from '../../ids.ts'
import { LONGEST_SUBJECT } from '../../tickets/ticket.ts'
import type { Form } from '../form.ts'
import type { Site } from '../site.ts'
import { hintOf, type WordedRefusal } from '../worded-refusal.ts'

interface NewTicketOptions {
  readonly action: string
  /** Whom the ticket can be for; null in the portal, where it is for the contact's own company. */
  readonly clients: readonly Client[] | null
  readonly refused: WordedRefusal | undefined
  readonly typed: Form | undefined
}

export function newTicketForm(site: Site, { action, clients, refused, typed }: NewTicketOptions): Html {
  const { tickets } = site.words
  return form({
    action,
    children: html`
      ${field({ name: 'subject', label: tickets.subject, value: typed?.text('subject'), error: hintOf(site, refused, 'subject'), maxlength: LONGEST_SUBJECT, autocomplete: 'off', required: true })}
      ${clients && select({ name: 'client', label: tickets.client, options: choicesOf(site, clients), value: typed?.text('client') })}
      ${textArea({ name: 'body', label: tickets.description, value: typed?.text('body'), error: hintOf(site, refused, 'body'), required: true })}
      ${buttonRow(button({ label: tickets.create, kind: 'primary' }))}`,
  })
}

/** Whom a ticket can be for. */
export async function clientOptions(site: Site, tenant: TenantId): Promise<readonly Choice[]> {
  return choicesOf(site, await listClients(site, tenant))
}

function choicesOf({ words: { tickets } }: Site, clients: readonly Client[]): readonly Choice[] {
  return [{ value: '', label: tickets.inside }, ...clients.map(({ id, name }) => ({ value: id, label: name }))]
}
