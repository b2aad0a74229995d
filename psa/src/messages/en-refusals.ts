import type { RefusalDetails, RefusalWords } from '@lanyard/running'
import type { AddressFault } from '@lanyard/text'
import { formatDuration, phrases } from '@lanyard/ui'
import type { RefusalCode } from '../refusal.ts'
import type { Names } from './names.ts'

/** A field as a sentence about it begins. */
const FIELDS: Readonly<Record<string, string>> = {
  name: 'The name',
  username: 'The username',
  company: 'The word to log in with',
  client: 'The name of the client',
  subject: 'The subject',
  body: 'The text',
}

const FAULTS: Readonly<Record<string, string>> = {
  blank: 'is empty',
  too_long: 'is too long',
  spaces: 'has a space in it',
  ...phrases.badCharacters,
}

function hintAt(
  fault: RefusalDetails[string] | undefined,
  most: RefusalDetails[string] | undefined,
): { next?: string } {
  if (fault === 'too_long')
    return most === undefined ? {} : { next: `Use at most ${Number(most).toLocaleString('en-GB')} characters.` }
  return fault === 'blank' ? { next: 'Type at least one letter or digit.' } : { next: 'Type it instead of pasting it.' }
}

export function refusalsInEnglish({ product, hub }: Names) {
  const wait = (seconds: string | number = 60) => formatDuration(Number(seconds), { language: 'en-GB' })
  const plain = (text: string, next?: string) => (): RefusalWords => (next === undefined ? { text } : { text, next })
  return {
    audit_filter_invalid: plain('This list does not have that filter.', 'Choose days and an act from the form.'),
    too_large: plain(phrases.tooLarge, 'Shorten the text.'),
    company_taken: ({ company }) => ({
      text: `There is a company “${company}” already.`,
      next: 'Choose another word.',
    }),
    credentials_invalid: plain('The company, username or password is not right.', 'Check all three and try again.'),
    email_invalid: ({ fault }) => phrases.notAnAddress(fault as AddressFault | undefined),
    email_taken: plain('Another contact of your company has this address.', 'Choose another one.'),
    employee_not_found: plain('There is no such employee any more.', 'Go back to the list of employees.'),
    host_unknown: plain('That is not the address of this site.', `Open ${product} by its own address.`),
    request_refused: plain(
      `This request came from a page that is not ${product}’s. Nothing was changed.`,
      `Open ${product} and do it there.`,
    ),
    form_invalid: ({ field, fault, most }) =>
      FIELDS[String(field)] === undefined
        ? {
            text: 'The form was incomplete or out of date. Nothing was changed.',
            next: 'Check the form and send it again.',
          }
        : {
            text: `${FIELDS[String(field)]} ${FAULTS[String(fault)] ?? phrases.badCharacters.unreadable}.`,
            ...hintAt(fault, most),
          },
    internal_error: plain(
      `Something went wrong in ${product}.`,
      'Try again; if it happens again, send code and reference to support.',
    ),
    last_admin: plain(
      'This is the last admin who can log in. Nothing was changed.',
      'Add or activate another admin first.',
    ),
    link_policy_empty: plain(
      'You chose no role and no person, so no one could link an account. Nothing was changed.',
      'Choose at least one, or everyone.',
    ),
    method_not_allowed: plain('This page cannot be used in that way.', 'Go back and use its links and buttons.'),
    not_an_admin: plain(`Only an admin of ${product} can do this.`, `Ask an admin of ${product} at your company.`),
    not_invited: plain(
      `${hub} login is by invitation, and your company is not invited.`,
      'Ask your account manager, or request an invitation.',
    ),
    not_found: plain(
      'There is no such page, or it is not for you to see.',
      'Check the address, or start from the home page.',
    ),
    password_common: () => phrases.passwordCommon,
    password_contains_name: plain(
      'The password contains your name, or that of your company or of this site.',
      'Choose one without it.',
    ),
    password_too_long: ({ maximum }) => phrases.passwordTooLong(maximum ?? ''),
    password_too_short: ({ minimum }) => phrases.passwordTooShort(minimum ?? ''),
    password_unset: plain(`You have no ${product} password yet.`, 'Set one by mail first.'),
    password_wrong: plain(
      `That is not your ${product} password. Nothing was changed.`,
      'Try again, or set a new one by mail.',
    ),
    passwords_differ: plain(phrases.passwordsDiffer, phrases.typeTwice),
    proof_required: plain(
      'Your last login is too long ago for this. Nothing was changed.',
      'Confirm that it is you, then do it once more.',
    ),
    reset_link_invalid: plain('This link was used already, or is older than an hour.', 'Ask for a new one.'),
    session_required: plain('You are not logged in, or your session has ended.', 'Log in and try again.'),
    tenant_not_found: ({ company }) => ({ text: `There is no company “${company}” in this deployment.` }),
    tenant_not_linked: plain(`Your ${product} company is not connected to ${hub}.`, `Connect it in Company Settings.`),
    ticket_closed: plain('This ticket is closed.', 'Open a new one.'),
    too_busy: ({ seconds }) => ({
      text: phrases.tooManyPeople,
      next: `Wait ${wait(seconds)}, then try again.`,
    }),
    too_many_attempts: ({ seconds }) => ({
      text: phrases.tooManyAttempts,
      next: `Wait ${wait(seconds)}, then try again. ${hub} login is not affected.`,
    }),
    unavailable: plain(
      `${product} is not available at the moment. Nothing was changed.`,
      'Wait a minute, then try again.',
    ),
    user_barred: plain('This is not for client portal users.', 'Go to the client portal.'),
    user_inactive: plain(`Your ${product} user is inactive.`, `Ask your ${product} admin.`),
    user_not_linked: plain(`Your ${product} user is not linked to an account at ${hub}.`),
    username_taken: ({ username }) => ({
      text: `There is an employee “${username}” already.`,
      next: 'Choose another username.',
    }),
  } satisfies Record<RefusalCode, (details: RefusalDetails) => RefusalWords>
}
