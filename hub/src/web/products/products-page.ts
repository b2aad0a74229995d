import { type Html, html, href, linkButton, live, question, statusDot, table, time } from '@lanyard/ui'
import type { LinkId } from '../../ids.ts'
import { account } from '../../messages/en/account.ts'
import { routes } from '../routes.ts'
import { type AppRow, appsTable } from './apps-table.ts'
import type { OwnProduct } from './list-own-products.ts'

const words = account.products
const EVERY_SECONDS = 2

export interface ProductsView {
  readonly organization: string
  /** Of dates. */
  readonly language: string
  readonly products: readonly OwnProduct[]
  readonly apps: readonly AppRow[]
}

/** The table keeps itself up to date for as long as a product has not said that it unlinked. */
export function productsPage({ organization, language, products, apps }: ProductsView): Html {
  return html`<p>${words.lead(organization)}</p>
    ${live({
      id: 'products',
      href: href(routes.profileSettings.products),
      everySeconds: EVERY_SECONDS,
      waiting: products.some(({ linked }) => linked?.unlinking === true),
      children: table({
        caption: words.caption,
        columns: [
          { label: words.product },
          { label: words.company, kind: 'prose' },
          { label: words.region },
          { label: words.since },
          { label: words.state },
          { label: words.actions, kind: 'actions' },
        ],
        rows: products.map((product) => productRow(product, language)),
        empty: words.empty,
      }),
    })}
    <p class="hint">${words.linkHint}</p>
    ${appsTable(apps, language)}`
}

function productRow(own: OwnProduct, language: string) {
  const { product, connected, linked, address } = own
  return [
    address === null ? product : html`<a href="${address}">${product}</a>`,
    connected?.company ?? words.none,
    connected?.region ?? words.none,
    linked === null ? words.none : time(linked.since, { language, style: 'date' }),
    stateDot(own),
    connected !== null &&
      linked !== null &&
      linkButton({ label: words.unlink, href: href(routes.profileSettings.unlinkProduct, { link: connected.link }) }),
  ]
}

function stateDot({ connected, linked }: OwnProduct): Html {
  if (connected === null) return statusDot({ kind: 'neutral', text: words.states.not_connected })
  if (linked === null) return statusDot({ kind: 'warning', text: words.states.link_your_account })
  if (linked.unlinking) return statusDot({ kind: 'busy', text: words.states.unlinking })
  return statusDot({ kind: 'good', text: words.states.linked })
}

export interface UnlinkQuestion {
  /** The hub's name. */
  readonly hub: string
  readonly product: string
  readonly company: string
  readonly link: LinkId
}

/** The question before a link ends, with everything that ends by it, and what does not. */
export function unlinkDialog({ hub, product, company, link }: UnlinkQuestion): Html {
  return question({
    label: words.dialogTitle(product, company),
    effects: [
      words.endsSessions(product, hub),
      words.endsLogIn(product, hub),
      words.stays(product),
      words.again(product),
    ],
    action: href(routes.profileSettings.unlinkProduct, { link }),
    go: words.unlink,
    stay: { label: words.keep, href: href(routes.profileSettings.products) },
  })
}
