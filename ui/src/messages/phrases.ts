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
} as const
