/** Takes the README's pictures again: `npm run pictures`. */
import { fileURLToPath } from 'node:url'
import { startSuite } from '@lanyard/suite/testing.ts'
import { launchBrowser } from './browser.ts'
import { seedCompany } from './company.ts'
import { openLauncher } from './hub-steps.ts'
import { logInToPsa, openTenantSettings, tenantSwitch } from './steps.ts'
import { openVisitor } from './visitor.ts'

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const WIDTH = 1100

await using suite = await startSuite({ parts: ['hub', 'psa-us', 'rmm-us'] })
const { accounts, employees } = await seedCompany(suite, { name: 'Alder', linked: true, rmm: true })
await using browser = await launchBrowser()

const member = await openVisitor(browser, { width: WIDTH })
await openLauncher(member.page, suite.origin('hub'), accounts.tech)
await member.page.setViewportSize({ width: WIDTH, height: 340 })
await member.page.screenshot({ path: `${folder}launcher.png` })
await member.leave()

const admin = await openVisitor(browser, { width: WIDTH })
await logInToPsa(admin.page, employees.admin)
await openTenantSettings(admin.page)
await tenantSwitch(admin.page).waitFor()
await admin.page.setViewportSize({ width: WIDTH, height: 800 })
await admin.page.screenshot({ path: `${folder}settings.png` })
await admin.leave()
