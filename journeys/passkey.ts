import type { Page } from 'playwright-core'

/**
 * Gives a page's browser an authenticator of its own, such as a phone has: it keeps passkeys and verifies every user.
 *
 * @returns lets the person cancel, or go on
 */
export async function carryAuthenticator(page: Page): Promise<{ cancelsNext: (cancels: boolean) => Promise<void> }> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    cancelsNext: async (cancels) => {
      await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !cancels })
    },
  }
}
