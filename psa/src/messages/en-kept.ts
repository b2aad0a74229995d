/** What pages say of a form that came too late, and why they ask a person to log in. */
export const keptInEnglish = {
  ended: 'Your session has ended. Log in to continue.',
  endedKept: 'Your session has ended. Log in to continue; what you typed is kept for ten minutes.',
  typed: 'What you typed is kept for ten minutes.',
  tooLarge: 'What you typed was too long to keep.',
  lead: 'Nothing is done yet. This is what you sent:',
  leadAct: 'Nothing is done yet.',
  cancel: 'Cancel',
  back: 'Back to the page',
  goneTitle: 'There is nothing to continue',
  gone: 'It was sent, or ten minutes have passed.',
  tooLargeTitle: 'This was too long to keep',
  reply: (ticket: string) => `Reply to ${ticket}`,
  close: (ticket: string) => `Close ${ticket}`,
  activate: (name: string) => `Activate ${name}`,
}
