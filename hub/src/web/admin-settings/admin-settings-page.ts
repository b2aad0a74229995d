import { descriptions, type Html, panel, plural, stack } from '@lanyard/ui'
import { language } from '../../messages/en/language.ts'
import { pages } from '../../messages/en/pages.ts'
import { sessionsPanel, type SessionsView } from './sessions-panel.ts'

const words = pages.adminSettings

export interface AdminSettingsView {
  organization: string
  activeMembers: number
  activeMasters: number
  /** Names of the modules that the organization subscribes to. */
  modules: readonly string[]
  /** The tenants that the organization is connected to, by module and name. */
  connections: readonly { module: string; company: string }[]
  sessions: SessionsView
}

/** The organization at a glance, and how long sign-in sessions serve for it. */
export function adminSettingsPage(view: AdminSettingsView): Html {
  const { organization, activeMembers, activeMasters, modules, connections } = view
  const people = [
    plural(activeMembers, words.activeMembers, language),
    plural(activeMasters, words.activeMasters, language),
  ]
  const glance = panel({
    children: descriptions([
      { term: words.organization, details: organization },
      { term: words.members, details: people.join(', ') },
      { term: words.modules, details: listed(modules) },
      {
        term: words.connections,
        details: listed(connections.map(({ module, company }) => words.connection(module, company))),
      },
    ]),
  })
  return stack([glance, sessionsPanel(view.sessions)])
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? words.none : new Intl.ListFormat(language).format(names)
}
