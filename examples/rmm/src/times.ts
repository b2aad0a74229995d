import { html } from './html.ts'
import type { Html } from './html.ts'

const STYLES = {
  date: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
} as const

/** An instant: in UTC, and saying so; `public/times.js` puts the reader's own zone and day in place. */
export function time(at: number, style: keyof typeof STYLES): Html {
  const text = new Intl.DateTimeFormat('en-GB', { ...STYLES[style], timeZone: 'UTC' }).format(at)
  return html`<time datetime="${new Date(at).toISOString()}" data-time="${style}">${text} UTC</time>`
}
