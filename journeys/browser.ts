import { arch, platform } from 'node:process'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { unpackChromium } from './unpack-chromium.ts'

const ARGUMENTS = [
  '--no-sandbox', // which containers and root do not offer
  // Nothing but the suite under test is reached, not even by a page that tries.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-domain-reliability',
  '--no-pings',
]

/**
 * Starts the browser of the journeys. Close it with `browser.close()`.
 *
 * On Linux x64 it comes out of a package. `LANYARD_CHROMIUM` names another one; elsewhere the installed Chrome is
 * taken.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ ...(await findBrowser()), args: ARGUMENTS })
}

async function findBrowser(): Promise<LaunchOptions> {
  const named = process.env['LANYARD_CHROMIUM']
  if (named) return { executablePath: named }
  if (platform !== 'linux' || arch !== 'x64') return { channel: 'chrome' }
  const { executablePath, libraries, fonts } = await unpackChromium()
  // The browser alone gets these libraries: other programs bring their own.
  return { executablePath, env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts } }
}
