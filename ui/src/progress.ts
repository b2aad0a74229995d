import { attributes, type Html, html, type HtmlValue, isPresent } from './html.ts'
import { icon } from './icon.ts'
import { copyButton } from './field.ts'
import { en, type Words } from './messages/en.ts'

/** A share of a whole: `text` says it in words (“12 of 40 people linked”), the bar draws it. */
export function meter({ id, text, value, max }: { id: string; text: string; value: number; max: number }): Html {
  return html`<div class="meter"><span id="${id}">${text}</span><meter${attributes({ min: 0, max: Math.max(max, 1), value, 'aria-labelledby': id })}></meter></div>`
}

export interface Check {
  kind: 'good' | 'bad' | 'warning' | 'neutral'
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
          ${icon(kind === 'good' ? 'check' : kind === 'neutral' ? 'clock' : 'warning')}
          <div>
            <strong>${label}</strong
            ><span class="visually-hidden">: ${spoken}</span>${isPresent(text) && html`<p>${text}</p>`}
          </div>
          ${action}
        </li>`,
    )}
  </ul>`
}

export interface Side {
  /** What kind of thing it is: “PSA tenant”, “Organization”. */
  label: string
  name: string
  /** Region, account, role. */
  details?: HtmlValue
}

/** The two sides that a link connects, both by name, as equals. */
export function sides({ first, second }: { first: Side; second: Side }): Html {
  return html`<div class="sides">
    ${side(first)}
    <div class="sides-link">${icon('swap')}</div>
    ${side(second)}
  </div>`
}

function side({ label, name, details }: Side): Html {
  return html`<div class="side">
    <p class="side-label">${label}</p>
    <p class="side-name">${name}</p>
    ${isPresent(details) && html`<p class="side-details">${details}</p>`}
  </div>`
}

/** A QR code on its white plate. `source` is a `data:` or same-origin address of an image. */
export function qrCode({ source, label }: { source: string; label: string }): Html {
  return html`<div class="qr"><img src="${source}" alt="${label}" width="208" height="208" /></div>`
}

/** Codes to write down, with a button that copies them all where script runs. */
export function codeList({
  id,
  codes,
  words = en,
}: {
  id: string
  codes: readonly string[]
  words?: Words | undefined
}): Html {
  return html`<div class="codes">
    <ol id="${id}">
      ${codes.map((code) => html`<li><code>${code}</code></li>`)}
    </ol>
    ${copyButton({ target: id, words })}
  </div>`
}
