import { attributes, type Html, html } from './html.ts'

/** A share of a whole: `text` says it in words (“12 of 40 people linked”), the bar draws it. */
export function meter({ id, text, value, max }: { id: string; text: string; value: number; max: number }): Html {
  const given = attributes({ max: Math.max(max, 1), value, 'aria-labelledby': id })
  return html`<div class="meter"><span id="${id}">${text}</span><progress${given}></progress></div>`
}
