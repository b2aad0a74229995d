import type { SuiteBrand } from '@lanyard/ui'
import { demoPassword, organizations, tenants } from './demo.ts'
import type { DemoTenant } from './demo.ts'
import { dataFolder } from '../src/data-folder.ts'
import { messages } from '../src/messages/en.ts'
import { moduleOf, partNames, productNames, regionOf } from '../src/parts.ts'
import type { PartName, ProductName } from '../src/parts.ts'
import { formatSection, formatTable } from '../src/print-table.ts'
import { originOf } from '../src/settings.ts'
import type { Settings } from '../src/settings.ts'

/** What a visitor needs to walk through the demo: every address, every account, where codes and mails are. */
export function welcome(settings: Settings, brand: SuiteBrand, started: readonly PartName[]): string {
  const words = messages.table
  const address = (part: PartName) =>
    originOf(settings, part) + (started.includes(part) ? '' : `  (${words.notStarted})`)
  const psas = productNames.filter((product) => moduleOf(product) === 'psa')
  return [
    formatSection(
      words.addresses,
      partNames.map((part) => [titleOf(part, brand), address(part)]),
    ),
    formatSection(
      words.accounts(brand.hub.name),
      organizations.flatMap(({ name, accounts }) =>
        accounts.map(({ username, role, inactive, about }) => [
          username,
          words.role(role, inactive === true),
          `${name}: ${about}`,
        ]),
      ),
    ),
    formatSection(
      words.users,
      productNames.flatMap((product) => usersOf(product, titleOf(product, brand))),
    ),
    ...formatTable([
      [words.password, demoPassword],
      [words.codes, words.codesAt(`${originOf(settings, 'hub')}/demo/phones`)],
      [words.mails, (['hub', ...psas] as const).map((part) => `${originOf(settings, part)}/demo/mail`).join('  ')],
      [words.logs, dataFolder(settings.data).logs],
    ]),
  ].join('\n')
}

function titleOf(part: PartName, brand: SuiteBrand): string {
  if (part === 'hub') return brand.hub.name
  return `${brand.products[moduleOf(part)]?.name ?? moduleOf(part)} ${regionOf(part).toUpperCase()}`
}

function usersOf(product: ProductName, title: string): readonly (readonly string[])[] {
  return tenants[product].map((tenant) => [title, tenant.company, peopleOf(tenant), messages.table.tenant(tenant)])
}

function peopleOf({ employees, contact }: DemoTenant): string {
  const usernames = employees.map(({ username }) => username)
  return [...usernames, ...(contact ? [messages.table.contact(contact.email)] : [])].join(', ')
}
