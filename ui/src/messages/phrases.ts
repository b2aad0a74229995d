const fewWords = 'A few words in a row are easy to remember.'
const anotherPassword = `Choose another one. ${fewWords}`

/** What is wrong with an address, by the fault that was found in it. */
const addressFaults = {
  blank: 'it is empty',
  no_at: 'it has no “@”',
  several: 'it has more than one “@”',
  spaces: 'it has a space in it',
  turning: 'it has a character that changes the direction of writing',
  local: 'no address has that before the “@”',
  domain: 'no address has that after the “@”',
  too_long: 'it is too long',
} as const

/** What hub and products say alike: one thing has one sentence, wherever a person meets it. */
export const phrases = {
  didNotWork: 'This did not work',
  tooLarge: 'That is too large.',
  tooManyAttempts: 'There were too many attempts.',
  tooManyPeople: 'Too many people are trying to log in at this moment.',

  notAnAddress: (fault: keyof typeof addressFaults | undefined) => ({
    text: `That is not an e-mail address${fault === undefined ? '' : `: ${addressFaults[fault]}`}.`,
    next: 'Type one such as name@company.example.',
  }),
  /** After the name of a field. */
  badCharacters: {
    turning: 'has a character that changes the direction of writing',
    unreadable: 'has characters that cannot be kept',
  },

  passwordHint: (least: number) => `At least ${least} characters. ${fewWords}`,
  passwordCommon: { text: 'That password is too easy to guess.', next: anotherPassword },
  passwordTooLong: (most: string | number) => ({
    text: `A password has at most ${most} characters.`,
    next: 'Choose a shorter one.',
  }),
  passwordTooShort: (least: string | number) => ({
    text: `A password has at least ${least} characters.`,
    next: `Choose a longer one. ${fewWords}`,
  }),
  anotherPassword,
  passwordsDiffer: 'The two passwords are not the same.',
  typeTwice: 'Type the new password twice.',

  list: {
    search: 'Search',
    searchHint: 'Part of a name, a username or an address.',
    all: 'All',
    show: 'Show',
    showAll: 'Show everyone',
    pages: 'Pages of the list',
    page: (page: number, last: number) => `Page ${page} of ${last}`,
    previous: 'Previous page',
    next: 'Next page',
  },

  /** Of a form that came too late. */
  kept: {
    ended: 'Your session has ended. Log in to continue.',
    endedKept: 'Your session has ended. Log in to continue; what you typed is kept for ten minutes.',
    typed: 'What you typed is kept for ten minutes.',
    tooLarge: 'What you typed was too long to keep.',
    lead: 'Nothing is done yet. This is what you sent:',
    leadAct: 'Nothing is done yet.',
    leadChosen: 'What you chose is kept as it was. To change it, press “Cancel” and choose again.',
    leadTooLarge: 'What you typed was too long to keep, so nothing is done.',
    tooLargeTitle: 'This was too long to keep',
    cancel: 'Cancel',
    back: 'Back to the page',
  },
} as const
