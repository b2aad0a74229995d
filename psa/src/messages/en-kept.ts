import { phrases } from '@lanyard/ui'

/** What pages say of a form that came too late, and why they ask a person to log in. */
export const keptInEnglish = {
  ...phrases.kept,
  goneTitle: 'There is nothing to continue',
  gone: 'It was sent, or ten minutes have passed.',
  reply: (ticket: string) => `Reply to ${ticket}`,
  close: (ticket: string) => `Close ${ticket}`,
  activate: (name: string) => `Activate ${name}`,
}
