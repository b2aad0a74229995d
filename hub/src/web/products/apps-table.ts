import { button, form, type Html, html, href, table, time, timeIn } from '@lanyard/ui'
import { account } from '../../messages/en/account.ts'
import type { ClientAccess } from '../../oidc/list-client-access.ts'
import { routes } from '../routes.ts'

const words = account.apps

/** A client outside the suite, and what it has of the person. */
export interface AppRow extends Omit<ClientAccess, 'organizations'> {
  /** By name. */
  readonly organizations: readonly string[]
}

export function appsTable(apps: readonly AppRow[], language: string): Html {
  return html`<h2>${words.heading}</h2>
    ${table({
      caption: words.caption,
      columns: [
        { label: words.app },
        { label: words.organizations, kind: 'prose' },
        { label: words.since },
        { label: words.access, kind: 'prose' },
        { label: words.actions, kind: 'actions' },
      ],
      rows: apps.map((app) => appRow(app, language)),
      empty: words.empty,
    })}
    <p class="hint">${words.hint}</p>`
}

function appRow({ client, name, organizations, since, offlineUntil }: AppRow, language: string) {
  return [
    html`<span id="${client}">${name}</span>`,
    organizations.join(', '),
    time(since, { language }),
    offlineUntil === null ? words.online : timeIn(words.offline, offlineUntil, { language, style: 'date' }),
    form({
      action: href(routes.profileSettings.takeBackAccess, { client }),
      layout: 'inline',
      children: button({ label: words.takeBack, describedBy: client }),
    }),
  ]
}
