/** What hub and products say alike: one thing has one sentence, wherever a person meets it. */
export const phrases = {
  didNotWork: 'This did not work',
  tooLarge: 'That is too large.',
  tooManyAttempts: 'There were too many attempts.',
  tooManyPeople: 'Too many people are trying to log in at this moment.',
  passwordCommon: 'That password is too easy to guess.',
  passwordTooLong: (most: string | number) => `A password has at most ${most} characters.`,
  passwordTooShort: (least: string | number) => `A password has at least ${least} characters.`,
  passwordsDiffer: 'The two passwords are not the same.',
  typeTwice: 'Type the new password twice.',
  fewWords: 'A few words in a row are easy to remember.',

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
} as const
