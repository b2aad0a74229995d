import { type Html, html, href, linkButton, plural, question, table, time } from '@lanyard/ui'
import type { LinkId } from '../../ids.ts'
import { language } from '../../messages/en/language.ts'
import { pages } from '../../messages/en/pages.ts'
import { routes } from '../routes.ts'

const words = pages.connections

/** A tenant link of the organization that is active. */
export interface Connection {
  link: LinkId
  /** The module's name. */
  module: string
  /** The product's tenant, by the name that its product gave it. */
  company: string
  region: string
  since: number
  peopleLinked: number
}

export interface ConnectionsView {
  organization: string
  connections: readonly Connection[]
}

export function connectionsPage({ organization, connections }: ConnectionsView): Html {
  return html`<p>${words.lead(organization)}</p>
  ${table({
    caption: words.caption(organization),
    columns: [
      { label: words.module },
      { label: words.company, kind: 'prose' },
      { label: words.region },
      { label: words.since },
      { label: words.people, kind: 'number' },
      { label: words.actions, kind: 'actions' },
    ],
    rows: connections.map(({ link, module, company, region, since, peopleLinked }) => [
      module,
      company,
      region,
      time(since, { language, style: 'date' }),
      peopleLinked,
      linkButton({ label: words.disconnect, href: href(routes.adminSettings.disconnect, { link }) }),
    ]),
    empty: words.empty,
  })}`
}

/** The question before a connection ends, with everything that ends by it. */
export function disconnectDialog(connection: Connection): Html {
  const { link, module, company, peopleLinked } = connection
  return question({
    label: words.dialogTitle(company, module),
    effects: [words.endsLogin(module), plural(peopleLinked, words.endsPeople, language), words.stays(module)],
    action: href(routes.adminSettings.disconnect, { link }),
    go: words.disconnect,
    stay: { label: words.keep, href: href(routes.adminSettings.connections) },
  })
}
