import { descriptions, type Html, type HtmlValue, note, panel, plural, stack, timeIn } from '@lanyard/ui'
import type { Instant } from '../../clock.ts'
import { language } from '../../messages/en/language.ts'
import { pages } from '../../messages/en/pages.ts'
import type { Directory } from '../../people/provisioning/list-directories.ts'
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
  /** The directories that may deactivate and remove people. */
  directories: readonly Directory[]
  sessions: SessionsView
}

/** The organization at a glance, and how long sign-in sessions serve for it. */
export function adminSettingsPage(view: AdminSettingsView): Html {
  const { organization, activeMembers, activeMasters, modules, connections, directories } = view
  const people = [
    plural(activeMembers, words.activeMembers, language),
    plural(activeMasters, words.activeMasters, language),
  ]
  const glance = panel({
    children: descriptions([
      { term: words.organization, details: organization },
      { term: words.members, details: people.join(', ') },
      { term: words.modules, details: listed(modules) },
      ...directories.map(({ name, lastUsedAt }) => ({ term: words.directory(name), details: lastHeard(lastUsedAt) })),
      {
        term: words.connections,
        details: listed(connections.map(({ module, company }) => words.connection(module, company))),
      },
    ]),
  })
  return stack([silenceNote(directories), glance, sessionsPanel(view.sessions)])
}

function silenceNote(directories: readonly Directory[]): Html | false {
  const silent = directories.filter(({ isSilent }) => isSilent).map(({ name }) => name)
  return silent.length > 0 && note({ kind: 'warning', text: `${words.silent(listed(silent))} ${words.silentNext}` })
}

function lastHeard(lastUsedAt: Instant | null): HtmlValue {
  if (lastUsedAt === null) return words.neverHeard
  return timeIn(words.lastHeard, lastUsedAt, { language, style: 'date' })
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? words.none : new Intl.ListFormat(language).format(names)
}
