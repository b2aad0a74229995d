/** Links that lead to the page which the next step of a refusal names. */
export const refusalWays = {
  connections: 'Connections of your organization',
  email: 'Your e-mail address',
  forgotPassword: 'Set a new password by mail',
  login: 'Log in',
  members: 'Members of your organization',
  product: (module: string) => `Open ${module}`,
  products: 'Your products',
  security: 'Your second factors',
  sessions: 'Your sessions',
} as const
