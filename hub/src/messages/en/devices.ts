/** What browsers are called that people log in with. */
export const devices = {
  unknown: 'An unknown browser',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
} as const
