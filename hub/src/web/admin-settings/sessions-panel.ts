import {
  button,
  buttonRow,
  form,
  formatDuration,
  href,
  type Html,
  html,
  type KeptChoice,
  panel,
  select,
} from '@lanyard/ui'
import { MINUTE, SECOND } from '../../clock.ts'
import { language } from '../../messages/en/language.ts'
import { pages } from '../../messages/en/pages.ts'
import type { Bounds, SessionLimits } from '../../people/organizations/session-limits.ts'
import { routes } from '../routes.ts'

const words = pages.adminSettings.sessions

export interface SessionsView {
  /** The hub's name. */
  hub: string
  limits: SessionLimits
  bounds: Record<keyof SessionLimits, Bounds>
}

/** "Sign-in sessions": how long they serve for the organization; the fields hold minutes, or nothing for the default. */
export function sessionsPanel({ hub, limits, bounds }: SessionsView): Html {
  const choices = limitChoices({ limits, bounds })
  const box = (name: keyof SessionLimits): Html => select({ ...choices[name], name, value: minutes(limits[name]) })
  return panel({
    heading: words.heading,
    children: [
      html`<p>${words.lead(hub)}</p>`,
      form({
        action: href(routes.adminSettings.sessions),
        label: words.heading,
        children: [box('total'), box('idle'), buttonRow(button({ label: words.save, kind: 'primary' }))],
      }),
    ],
  })
}

/** What each limit can be. */
export function limitChoices({ limits, bounds }: Omit<SessionsView, 'hub'>): Record<keyof SessionLimits, KeptChoice> {
  const choice = (name: keyof SessionLimits, hint: string): KeptChoice => ({
    label: words[name],
    hint,
    options: [
      { value: '', label: words.byDefault(durationOf(bounds[name].most)) },
      ...choicesOf(bounds[name], limits[name]).map((limit) => ({ value: minutes(limit), label: durationOf(limit) })),
    ],
  })
  return { total: choice('total', words.totalHint), idle: choice('idle', words.idleHint) }
}

const USUAL = [5, 10, 15, 30, 60, 120, 240, 480, 720, 1440].map((count) => count * MINUTE)

/** The shortest, the usual ones below the default, and what is chosen already. */
function choicesOf({ least, most }: Bounds, chosen: number | null): readonly number[] {
  const usual = USUAL.filter((limit) => limit > least && limit < most)
  const all = new Set([least, ...usual, ...(chosen === null ? [] : [chosen])])
  return [...all].toSorted((one, other) => one - other)
}

/** As the field holds it; nothing for the default. */
export function minutes(limit: number | null): string {
  return limit === null ? '' : String(limit / MINUTE)
}

function durationOf(limit: number): string {
  return formatDuration(limit / SECOND, { language })
}
