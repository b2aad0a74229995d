/** What a person is told who comes back to something that they have done. */
export const done = {
  title: 'Done',
  home: (hub: string) => `Go to ${hub}`,
  login: 'You have finished this login. If you are no longer logged in, log in again.',
  emailConfirmed: 'You have confirmed this address. This link works only once.',
  passwordSet: 'You have set your new password with this link. Log in with it.',
  joined: 'You have joined with this invitation. Log in with your account.',
}
