import type { AddressFault } from '@lanyard/text'
import { phrases } from '@lanyard/ui'
import type { RefusalCode } from '../../refusal.ts'
import { type Detail, duration, text, type Wording } from './refusal-details.ts'

/** What the hub says about accounts, and what opens them. */
export const credentialRefusals = {
  account_taken: ({ username }) => ({
    text: `The username ${text(username, 'that you chose')} is taken.`,
    next: 'Choose another one, or log in if it is yours.',
  }),
  already_enrolled: () => ({
    text: 'Your account has a second factor already.',
    next: 'Log in with that one.',
  }),
  code_invalid: ({ factor }) => ({
    text: 'That code is not right.',
    next:
      factor === 'recovery'
        ? 'Type one of your newest recovery codes that you have not used yet.'
        : 'Type the code that your authenticator app shows now.',
  }),
  code_used: ({ seconds }) => ({
    text: 'That code was used already.',
    next:
      seconds === 0
        ? 'Type the one that your app shows now.'
        : `The next one comes in ${text(seconds, 'at most 30')} s.`,
  }),
  credentials_invalid: () => ({
    text: 'The username or password is not right.',
    next: 'Check both and try again.',
  }),
  email_invalid: ({ fault }) => phrases.notAnAddress(fault as AddressFault | undefined),
  factor_unknown: ({ account }) =>
    account === undefined
      ? {
          text: 'There is no such authenticator app or passkey any more.',
          next: 'Reload the page to see the current list.',
        }
      : {
          text: `${text(account)} has no authenticator app or passkey. Nothing was changed.`,
          next: 'They set one up at their next login.',
        },
  language_invalid: () => ({
    text: 'That language is not one of the listed ones.',
    next: 'Choose one of the list.',
  }),
  last_factor: () => ({
    text: 'An account needs at least one authenticator app or passkey.',
    next: 'Add another one first, then remove this one.',
  }),
  link_expired: () => ({
    text: 'This link was used, replaced or has expired.',
    next: 'Ask for a new one where you asked for this one.',
  }),
  login_required: () => ({
    text: 'You are not logged in, or did so too long ago for this.',
    next: 'Log in again, then repeat it.',
  }),
  name_invalid: ({ fault }) => ({
    text: badCharacter('That name', fault) ?? 'That name is empty or too long.',
    next: 'Enter a name of 1 to 100 characters.',
  }),
  passkey_invalid: ({ cause }) =>
    cause === 'copied'
      ? {
          text: 'This passkey seems to be in use in two places, so it is not accepted any more.',
          next: 'Log in with your password and another second factor. Then remove this passkey in Profile Settings and add a new one.',
        }
      : {
          text: 'That passkey could not be verified.',
          next: 'Try again, or use your password.',
        },
  passkey_taken: () => ({
    text: 'This passkey belongs to an account already.',
    next: 'Use another device or security key.',
  }),
  password_common: () => phrases.passwordCommon,
  password_contains_name: () => ({
    text: 'That password contains your name, your username or the name of this place.',
    next: phrases.anotherPassword,
  }),
  password_too_long: ({ maximum }) => phrases.passwordTooLong(text(maximum, '128')),
  password_too_short: ({ minimum }) => phrases.passwordTooShort(text(minimum, 'twelve')),
  password_unchanged: () => ({
    text: 'That is the password that you have already. Nothing was changed.',
    next: phrases.anotherPassword,
  }),
  password_wrong: () => ({
    text: 'That is not your current password. Nothing was changed.',
    next: 'Try again, or log out and choose “Forgot your password?”.',
  }),
  proof_required: () => ({
    text: 'Your last full login is too long ago for this. Nothing was changed.',
    next: 'Log in again with both factors, then do it once more.',
  }),
  session_unknown: () => ({
    text: 'That session has ended already.',
    next: 'Reload the page to see the current list.',
  }),
  too_busy: ({ seconds }) => ({
    text: phrases.tooManyPeople,
    next: `Wait ${duration(seconds ?? 5)}, then try again.`,
  }),
  too_many_attempts: ({ seconds }) => ({
    text: phrases.tooManyAttempts,
    next: `Wait ${duration(seconds ?? 60)}, then try again.`,
  }),
  too_many_factors: ({ most }) => ({
    text: `An account has at most ${text(most, 'ten')} authenticator apps and passkeys.`,
    next: 'Remove one that you do not use any more.',
  }),
  username_foreign: ({ email, own, confirmed }) =>
    own === undefined
      ? {
          text: 'Of all addresses, only the one that this invitation was sent to can be your username.',
          next: `Take ${text(email, 'it')}, or choose a username without “@”.`,
        }
      : {
          text: 'Of all addresses, only your own confirmed one can be your username.',
          next: `${confirmed === 'no' ? `Confirm ${text(own)} first` : `Take ${text(own)}`}, or choose a username without “@”.`,
        },
  username_invalid: ({ fault }) => ({
    text: badCharacter('That username', fault) ?? 'A username has 1 to 254 characters and no spaces.',
    next: 'Choose another one. Your e-mail address is a good one.',
  }),
} as const satisfies Partial<Record<RefusalCode, Wording>>

/** Null where the fault is no single character. */
function badCharacter(named: string, fault: Detail): string | null {
  return fault === 'turning' || fault === 'unreadable' ? `${named} ${phrases.badCharacters[fault]}.` : null
}
