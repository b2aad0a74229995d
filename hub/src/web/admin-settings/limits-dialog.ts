import { href, type Html, html, plural, question } from '@lanyard/ui'
import { language } from '../../messages/en/language.ts'
import { pages } from '../../messages/en/pages.ts'
import type { Bounds, SessionLimits } from '../../people/organizations/session-limits.ts'
import { routes } from '../routes.ts'
import { limitChoices, minutes } from './sessions-panel.ts'

const words = pages.adminSettings.sessions

interface LimitsView {
  readonly organization: string
  /** As they would be. */
  readonly limits: SessionLimits
  readonly bounds: Record<keyof SessionLimits, Bounds>
  /** People. */
  readonly loggedOut: number
}

/** The question before limits are saved that log people out: how many, and what stays. */
export function limitsDialog({ organization, limits, bounds, loggedOut }: LimitsView): Html {
  const choices = limitChoices({ limits, bounds })
  const chosen = (['total', 'idle'] as const).map((name) => {
    const { label, options } = choices[name]
    return words.question.chosen(label, options.find(({ value }) => value === minutes(limits[name]))?.label ?? '')
  })
  return question({
    label: words.question.title,
    children: chosen.map((limit) => html`<p>${limit}</p>`),
    effects: [
      ...(loggedOut === 0
        ? [words.question.logsOutNone(organization)]
        : [plural(loggedOut, words.question.logsOut(organization), language), words.question.again]),
      words.question.products,
    ],
    effectsLabel: words.question.ends,
    action: href(routes.adminSettings.sessions),
    fields: { total: minutes(limits.total), idle: minutes(limits.idle), confirmed: 'yes' },
    go: words.save,
    stay: { label: words.question.cancel, href: href(routes.adminSettings.home) },
  })
}

export function savedWords(loggedOut: number): string {
  return loggedOut === 0 ? words.saved : plural(loggedOut, words.savedAnd, language)
}
