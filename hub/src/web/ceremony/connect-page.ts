import { button, buttonRow, form, type Html, href, html, isolate, sentence, sides } from '@lanyard/ui'
import { called } from '../../messages/en/called.ts'
import { login } from '../../messages/en/login.ts'
import { regions } from '../../messages/en/regions.ts'
import type { TenantLinkDescription } from '../../connections/tenant-links/describe-tenant-link.ts'
import { refusalNotice } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'

const words = login.connect

export interface ConnectView extends CeremonyFrame {
  readonly product: string
  readonly description: TenantLinkDescription
  /** Code and reference as they were first shown; null where it can be connected. */
  readonly shown: { readonly reference: string } | null
}

/**
 * Names both sides and everything that changes, before anything does (A9, P10). Where it cannot be, it says why, and
 * nothing can be pressed but the ways back (A12).
 */
export function connectPage(view: ConnectView): Html {
  const { uid, look, product, description, shown } = view
  const { tenant, user, organization, account, deployment } = description
  const both = sides({
    first: {
      label: words.tenant(product),
      name: called(tenant),
      details: sentence(words.tenantDetails(regions[deployment.region], isolate(called(user)))),
    },
    second: { label: words.organization, name: organization.name, details: account?.username },
  })
  const refusal = description.refusal
  const isRefused = refusal !== null && shown !== null
  return ceremonyPage(view, {
    title: words.title(product, look.brand.name),
    width: 'settings',
    cancels: !isRefused,
    children: isRefused
      ? html`${both} ${refusalNotice(look, refusal, { reference: shown.reference })}`
      : html`${both} ${changes(view)} ${decision(uid)}`,
  })
}

function changes({ product, description }: ConnectView): Html {
  const { tenant, user, organization, account, deployment, moduleUrlChange } = description
  return html`<h2>${words.changes}</h2>
    <ul>
      <li>${sentence(words.employees(isolate(called(tenant))))}</li>
      ${moduleUrlChange !== null && html`<li>${sentence(words.moduleUrl(product, isolate(organization.name), regions[deployment.region]))}</li>`}
    </ul>
    <p>${words.nothingElse(product)}</p>
    <h2>${sentence(words.whose(isolate(account?.username ?? '')))}</h2>
    <p>${sentence(words.linkUser(isolate(called(user)), product))} ${words.onlyTenant}</p>`
}

function decision(uid: string): Html {
  return form({
    action: href(routes.ceremony.connect, { uid }),
    children: buttonRow(
      html`${button({ name: 'decision', value: 'link_me', label: words.connectAndLink, kind: 'primary' })}
      ${button({ name: 'decision', value: 'only', label: words.connectOnly })}
      ${button({ name: 'decision', value: 'cancel', label: words.cancel, kind: 'quiet' })}`,
    ),
  })
}
