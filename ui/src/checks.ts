import { attributes, type Html, html, type HtmlValue, isPresent } from './html.ts'
import { icon, type IconName } from './icon.ts'

/** How something stands. The words beside it say the same. */
export type CheckKind = 'good' | 'bad' | 'warning' | 'neutral'

const ICONS = { good: 'check', bad: 'warning', warning: 'warning', neutral: 'clock' } as const satisfies Record<
  CheckKind,
  IconName
>

export interface Check {
  kind: CheckKind
  label: string
  /** What was found, where it is not simply good. */
  text?: HtmlValue
  /** What mends it. */
  action?: HtmlValue
  /** How the sign is spoken: “Good”, “Problem”. */
  spoken: string
}

/** A list of things that were looked at, and how each stands. */
export function checks(items: readonly Check[]): Html {
  return html`<ul class="checks" role="list">
    ${items.map(
      ({ kind, label, text, action, spoken }) =>
        html`<li class="check check-${kind}">
          ${icon(ICONS[kind])}
          <div>
            <strong>${label}</strong><span class="visually-hidden">: ${spoken}</span>${isPresent(text) && html`<p>${text}</p>`}
          </div>
          ${action}
        </li>`,
    )}
  </ul>`
}

/** What an act brings about, one sentence each. @param label names the list for assistive technology */
export function facts(items: readonly HtmlValue[], label?: string): Html {
  return html`<ul${attributes({ class: 'facts', role: 'list', 'aria-label': label })}>
    ${items.map((item) => html`<li>${icon('arrow')}<span>${item}</span></li>`)}
  </ul>`
}
