/** What a directory that speaks SCIM is told about this service. */
export const scim = {
  bearer: {
    name: 'Bearer token',
    description: 'The token of the organization, made by the operator of the suite.',
  },
  user: 'User',
  userDescription: 'A member of the organization. Everything but “active” is only read.',
  attributes: {
    userName: 'What the person logs in with.',
    displayName: 'What the person is called.',
    name: 'What the person is called.',
    formatted: 'The whole name.',
    emails: 'Where the person gets mail.',
    value: 'The address.',
    type: 'What the address is for.',
    primary: 'Whether it is the one to use.',
    active: 'Whether the person may sign in with the organization.',
  },
} as const
