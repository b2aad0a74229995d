import { type Html, href, linkButton } from '@lanyard/ui'
import type { RefusalCode } from '../refusal.ts'
import { settingsPath } from '../sign-on/settings-path.ts'
import { routes } from './routes.ts'
import type { Site } from './site.ts'

type Needs = Pick<Site, 'words' | 'suite'>

interface Way {
  readonly label: string
  readonly address: string
}

const employees = ({ words: { navigation } }: Needs): Way => ({
  label: navigation.employees,
  address: href(routes.employees),
})
const forgotPassword = ({ words: { login } }: Needs): Way => ({
  label: login.forgot,
  address: href(routes.forgotPassword),
})
const hubSettings = (site: Needs): Way => ({
  label: site.words.signOn.openSettings,
  address: settingsPath(site),
})

/** The page that the next step of a refusal names, never taken from what came with a request. */
const ways: { readonly [Code in RefusalCode]?: (site: Needs) => Way } = {
  employee_not_found: employees,
  last_admin: employees,
  not_invited: hubSettings,
  password_unset: ({ words: { mySettings } }) => ({ label: mySettings.title, address: href(routes.mySettings) }),
  password_wrong: forgotPassword,
  reset_link_invalid: forgotPassword,
  session_required: ({ words: { login } }) => ({ label: login.title, address: href(routes.login) }),
  tenant_not_linked: hubSettings,
  ticket_closed: ({ words: { tickets } }) => ({ label: tickets.title, address: href(routes.tickets) }),
  user_barred: ({ words: { navigation } }) => ({ label: navigation.clientPortal, address: href(routes.portal) }),
}

export function wayOf(site: Needs, code: RefusalCode): Html | undefined {
  const way = ways[code]?.(site)
  return way && linkButton({ label: way.label, href: way.address })
}
