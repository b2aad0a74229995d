import type { ChainProblem } from '@lanyard/storage/audit-chain'

type Details = Readonly<Record<string, string | number>>

/** Where the words of a page tell a person to do what is not for the operator to do. */
const operatorRefusals: Readonly<Record<string, (details: Details) => string | undefined>> = {
  account_taken: ({ username = '' }) => `The username ${username} is taken. Choose another one.`,
  deployment_invalid: ({ deployment = '', cause }) =>
    cause === undefined ? `"${deployment}" is no id of a module: small letters and digits, such as docs.` : undefined,
  module_url_invalid: ({ module = '' }) => `There is no module ${module} in the catalogue. Add it: module add ID NAME.`,
  last_master: () =>
    'That is the last active master of the organization. Invite another one first (master invite ORG EMAIL), or suspend the organization.',
  not_invited: () => 'That company was never invited, so there is nothing to withdraw.',
  provisioning_unknown: () => 'The organization has no such token. See which it has: provisioning list ORG.',
}

/** Every text that the suite's commands show. */
export const messages = {
  settings: {
    portBase: (given: string) => `"${given}" is no whole number from 1024 to 65333`,
    portsBlocked: (base: number, ports: readonly number[]) =>
      `"${base}" would put a part on port ${ports.join(' and another on port ')}, at which no browser opens a page; choose another`,
    production: 'NODE_ENV: this is a demo with known passwords and does not start in production',
    beyondLoopback: (listen: string) =>
      `LANYARD_LISTEN: ${listen} is not on loopback, and the demo, with its known passwords, listens nowhere else`,
  },

  start: {
    usage: 'npm start -- [PART …] [--without PART]',
    unknownParts: (unknown: readonly string[], known: readonly string[]) =>
      `There is no part ${unknown.join(', ')}. The parts are ${known.join(', ')}.`,
    noParts: 'That leaves no part to start.',
    portsTaken: (ports: readonly number[]) =>
      `${ports.length === 1 ? 'Port' : 'Ports'} ${ports.join(', ')} ${ports.length === 1 ? 'is' : 'are'} taken. ` +
      'Stop what listens there, or choose others: LANYARD_PORT_BASE=5000 npm start',
    notLanyardData: (folder: string) =>
      `${folder} holds something, but no data of Lanyard's. Name an empty or a new folder in LANYARD_DATA.`,
    making: (step: string) => `Making demo data: ${step} …`,
    made: (seconds: number, folder: string) => `Made demo data in ${seconds.toFixed(1)} s, in ${folder}`,
    steps: { hub: 'organizations and accounts', products: 'companies, people and links' },
    starting: (parts: readonly string[]) => `Starting ${parts.join(', ')} …`,
    failed: (part: string, how: string) => `${part} did not start (${how}). Its last lines:`,
    silent: ({
      part,
      address,
      seconds,
      logFile,
    }: Readonly<Record<'part' | 'address' | 'logFile', string>> & { readonly seconds: number }) =>
      `${part} runs, but did not answer at ${address} within ${seconds} seconds. Most often the machine is busy with other work. ` +
      `Wait until it is less busy, and start again. If that does not help, read what ${part} wrote: ${logFile}`,
    died: (part: string, how: string) => `${part} stopped by itself (${how}). Its last lines:`,
    startAgain: (part: string) => `The other parts go on. Start it again in another window: npm start -- ${part}`,
    exitCode: (code: number) => `exit code ${code}`,
    signal: (signal: string) => `signal ${signal}`,
    ready: (seconds: number) => `Everything is up after ${seconds.toFixed(1)} s. Ctrl-C stops it.`,
    stopping: 'Stopping …',
    stopped: 'Stopped.',
    lineOf: (part: string, text: string) => `${part}: ${text}`,
  },

  dev: {
    usage: 'npm run dev PART',
    watching: (folders: readonly string[], address: string) =>
      `${address} starts again when a file below ${folders.join(', ')} changes. Ctrl-C stops it.`,
    changed: (path: string, part: string) => `${path} changed: ${part} starts again.`,
    died: (part: string) => `${part} stopped by itself. It starts again at the next change.`,
  },

  table: {
    addresses: 'Addresses',
    notStarted: 'not started',
    accounts: (hub: string) => `Accounts at ${hub}`,
    role: (role: string, inactive: boolean) => (inactive ? `${role}, inactive` : role),
    users: 'Users of the products: company, usernames',
    contact: (email: string) => `client portal: ${email}`,
    tenant: ({ invited, linkedTo }: { invited: boolean; linkedTo?: string }) =>
      linkedTo !== undefined ? 'linked' : invited ? 'invited' : 'not invited',
    password: 'Every password',
    codes: 'Codes',
    codesAt: (address: string) => `npm run code -- ACCOUNT, or ${address}`,
    mails: 'Mails sent',
    logs: 'Logs',
  },

  operator: {
    usage: (lines: readonly string[]) => ['npm run lanyard -- COMMAND', ...lines.map((line) => `  ${line}`)].join('\n'),
    unknownCommand: (words: string) => (words === '' ? 'Name a command.' : `There is no command “${words}”.`),
    tooMany: (rest: readonly string[]) => `Too much: ${rest.join(' ')}`,
    required: 'is missing',
    optionTwice: 'An option is given twice. Leave one of them out.',
    organizationId: (given: string) => `"${given}" is no id of an organization: small letters, digits and hyphens`,
    badName: (given: string) => `"${given}" is no name: 1 to 100 characters, without line breaks`,
    badEmail: (given: string) => `"${given}" is no e-mail address, such as name@company.example`,
    badUsername: (given: string) => `"${given}" is no username: 1 to 254 characters, without blanks`,
    badCompany: (given: string) =>
      `"${given}" is no word to log in with, such as alder: 1 to 254 characters, without blanks`,
    notOneOf: (given: string, known: readonly string[]) => `"${given}" is none of ${known.join(', ')}`,
    already: (what: string, since: number | null) =>
      `${what} already${since === null ? '' : `, since ${new Date(since).toISOString()}`}. Nothing was changed.`,
    isSuspended: (organization: string) => `${organization} is suspended`,
    isOpen: (organization: string) => `${organization} is open`,
    memberIs: (account: string, organization: string, status: string) => `${account} is ${status} in ${organization}`,
    isInCatalogue: (name: string) => `${name} is in the catalogue`,
    isAt: (id: string, origin: string) => `${id} is at ${origin}`,
    isSubscribed: (organization: string, module: string) => `${organization} may use ${module}`,
    isProvisioningEnded: (name: string, organization: string) => `The token of ${name} at ${organization} has ended`,
    isInvited: (tenant: string, deployment: string) => `${tenant} of ${deployment} is invited`,
    isWithdrawn: (tenant: string) => `The invitation of ${tenant} is withdrawn`,
    writtenAs: (given: string, kept: string) => `"${given}" is kept as "${kept}": case does not count at the login.`,
    noAddresses: 'That deployment keeps no e-mail addresses. Leave --email out.',
    noJwks: (file: string) => `--jwks: ${file} is no file with public keys (a JWK, or a JWK Set)`,
    orgSuspended: (organization: string, members: number) =>
      `${organization} is suspended: no one can log in through it. Sessions of ${members} members end in every product.`,
    orgResumed: (organization: string) =>
      `${organization} is active again. Its people log in again; their links stand.`,
    memberActivated: (account: string, organization: string) =>
      `${account} may sign in with ${organization} again. What ended before does not come back.`,
    memberDeactivated: (account: string, organization: string) =>
      `${account} is inactive in ${organization}. Their sessions end in every product.`,
    memberSessionsEnded: (account: string, organization: string) =>
      `${account} is logged out of ${organization}, at the hub and in every product. They may log in again.`,
    accountSessionsEnded: (account: string) => `${account} is logged out everywhere. They may log in again.`,
    memberRemoved: (account: string, organization: string) =>
      `${account} is no member of ${organization} any more. Their sessions and links end in every product.`,
    accountDeleted: (account: string) =>
      `${account} is deleted: sessions, places, links and factors are gone, and the account cannot be restored.`,
    refusals: operatorRefusals,
    notConfirmed: (account: string) => `This cannot be undone. Say so: --confirm ${account}`,
    nothingToRename: 'Say what changes: a NAME, or an option.',
    refused: (text: string, code: string, reference?: string) =>
      `${text}\n${reference === undefined ? code : `${code} · ${reference}`}`,

    noData: (folder: string) =>
      `There is no data in ${folder}. Start the demo once, or configure the part whose database is meant.`,
    noDeployment: (deployment: string, known: readonly string[]) =>
      `There is no deployment ${deployment} within reach. These are: ${known.join(', ')}.`,
    noAccount: (username: string) => `There is no account ${username}.`,
    noMember: (username: string, organization: string) => `${username} is no member of ${organization}.`,
    noTenant: (tenant: string) => `There is no company ${tenant} in that deployment.`,
    companyTaken: (tenant: string) => `There is a company ${tenant} already. Choose another word.`,
    usernameTaken: (username: string, tenant: string) =>
      `There is an employee ${username} at ${tenant} already. Choose another username.`,
    noEmployee: (username: string, tenant: string) => `There is no employee ${username} at ${tenant}.`,
    notInvited: (tenant: string) => `${tenant} is not invited, so there is nothing to withdraw.`,

    orgCreated: (name: string, id: string) =>
      `Created ${name} (${id}). Invite its first master: master invite ${id} EMAIL`,
    renamed: (from: string, to: string, changed: boolean) =>
      changed ? `${from} is now ${to}.` : `${from} is called that already: ${to}. Nothing was changed.`,
    invited: (email: string, link: string) => `Invited ${email}. The link works once: ${link}`,
    secondFactorReset: (username: string) =>
      `The second factor of ${username} is reset and their sessions end. They set up a new one at their next login.`,
    moduleAdded: (name: string) => `${name} is in the catalogue.`,
    deploymentAdded: (id: string, origin: string) => `${id} is at ${origin}.`,
    subscribed: (organization: string, module: string) => `${organization} may use ${module}.`,
    clientAdded: (name: string, hasSecret: boolean) =>
      hasSecret ? `Registered ${name}. Keep the secret: it is shown this once.` : `Registered ${name}.`,

    provisioningAdded: (name: string, organization: string, url: string) =>
      `${name} may read, deactivate, activate and remove the people of ${organization}, at ${url}. Keep the token: it is shown this once.`,
    provisioningEnded: (name: string, organization: string) =>
      `The token of ${name} opens nothing of ${organization} any more.`,
    noProvisioning: (organization: string) => `${organization} has no provisioning token.`,
    provisioningColumns: ['id', 'name', 'made', 'last used', 'ended', ''],
    provisioningId: (given: string) => `"${given}" is no id of a provisioning token: provisioning list has them`,
    never: 'never',
    silent: 'silent',

    tenantInvited: (tenant: string, deployment: string) => `${tenant} of ${deployment} may connect to the hub.`,
    withdrawal: (tenant: string, links: number, sessions: number) =>
      `${tenant}: ${links} ${links === 1 ? 'person is' : 'people are'} linked, ` +
      `${sessions} ${sessions === 1 ? 'session' : 'sessions'} begun through the hub.`,
    withdrawalAsks: (endLinks: boolean) =>
      endLinks
        ? 'These links would no longer open anything, and those sessions would close. Nothing is done yet: repeat with --yes.'
        : 'Nothing new could be linked; these links would stay. Nothing is done yet: repeat with --yes, or with --yes --end-links to end them too.',
    withdrawn: (tenant: string, endLinks: boolean, sessions: number) =>
      endLinks
        ? `Withdrawn. No one of ${tenant} can log in through the hub; ${sessions} ${sessions === 1 ? 'session' : 'sessions'} closed.`
        : `Withdrawn. Nothing new is linked at ${tenant}; who is linked stays.`,
    noRequests: 'There are no requests for an invitation.',
    request: (tenant: string, name: string, at: string) => `${tenant} (${name}) asks for an invitation since ${at}.`,

    mailStatus: (queued: number, failed: number, since: string | null) =>
      `${queued} ${queued === 1 ? 'mail waits' : 'mails wait'}${since === null ? '' : ` (the oldest since ${since})`}, ` +
      `${failed} ${failed === 1 ? 'was' : 'were'} given up.`,
    mailsStay: {
      demo: 'No mail server is set (LANYARD_SMTP): mails stay in the demo’s mailbox, at /demo/mail.',
      nowhere: 'No mail server is set (LANYARD_SMTP): mails wait until one is.',
    },
    mailRetried: (mails: number) => `${mails} ${mails === 1 ? 'mail is' : 'mails are'} tried now.`,
    noMail: (deployment: string) => `${deployment} sends no mail.`,

    databaseOwner: (variable: string, owner: string | null, configured: string) =>
      `${variable}: ${owner === null ? 'no owner is written yet' : `belongs to ${owner}`}; the configuration says ${configured}.`,
    databaseMoved: (variable: string, to: string, moved: boolean) =>
      moved ? `${variable}: belongs to ${to} now.` : `${variable}: belonged to ${to} before.`,
    databaseLinked: (links: number, owedEnds: number) =>
      `The database holds ${links} ${links === 1 ? 'link' : 'links'} and owes the hub ${owedEnds} ${owedEnds === 1 ? 'end' : 'ends'}. ` +
      'With the former configuration, switch them off and let the hub hear of it. For a copy of a database that stays in use: --forget-links.',

    noLinks: 'Nothing is linked.',
    linkColumns: ['organization', 'deployment', 'company', 'hub', 'product', 'people', ''],
    linkState: (agree: boolean | null, endOwed: boolean) =>
      endOwed ? 'the hub is still to be told' : agree === false ? 'differs' : '',

    audit: {
      headForm: (given: string) => `"${given}" is no head: PART/CHAIN=HASH, as verify prints it`,
      noPart: (part: string, known: readonly string[]) =>
        `--head: nothing of ${part} is sealed within reach. These are: ${known.join(', ')}.`,
      hubOutOfReach: 'The hub is out of reach; its chains are not looked at.',
      noChains: 'Nothing is written down.',
      chainColumns: ['chain', 'batches', 'entries', 'sealed up to', 'waiting', 'head', ''],
      state: (ok: boolean) => (ok ? 'in order' : 'NOT IN ORDER'),
      problem: (chain: string, { kind, batch, place, entry }: ChainProblem) => {
        const where = batch === null ? `${chain}: not sealed yet` : `${chain}: batch ${batch}`
        const which = `entry ${entry ?? ''}${entry !== null && place !== null ? ', ' : ''}${place === null ? '' : `place ${place}`}`
        switch (kind) {
          case 'batch_missing':
            return `${where} is missing.`
          case 'batch_changed':
            return `${where} is not the one that was sealed.`
          case 'entry_changed':
            return `${where}: ${which} was changed.`
          case 'name_changed':
            return `${where}: a name beside ${which} is not the one that it was written with.`
          case 'entry_removed':
            return `${where}: ${which} was removed.`
          case 'entry_inserted':
            return `${where}: ${which} was inserted.`
          case 'entries_reordered':
            return `${where}: ${which} stands in another place than it was sealed in.`
          case 'entry_backdated':
            return `${where}: ${which} says that it is older than what was sealed before it.`
          case 'head_missing':
            return `${chain}: the head that you named is not in it. It was cut off, or replaced as a whole.`
        }
      },
      auditId: (given: string) => `"${given}" is no audit id`,
      erased: (names: number) =>
        names === 0
          ? 'The audit has no name of that person.'
          : `Erased from the audit: ${names} ${names === 1 ? 'name' : 'names'}.`,
      noActs: 'No part within reach has an entry with that id.',
      actColumns: ['when', 'part', 'act', 'whose', 'by', 'on', ''],
      sealed: (batch: number, place: number) => `batch ${batch}, place ${place}`,
    },
  },

  keys: {
    columns: ['secrets', 'key', 'count', ''],
    missing: 'not in LANYARD_HUB_KEYS',
    current: 'current',
    resealed: (column: string, count: number) => `${column}: ${count} re-sealed.`,
    unopened: (column: string, id: string) => `${column}: no key of LANYARD_HUB_KEYS opens the row ${id}.`,
    someUnopened: (count: number) =>
      `${count} ${count === 1 ? 'secret does' : 'secrets do'} not open. Put the key that sealed ${count === 1 ? 'it' : 'them'} back into LANYARD_HUB_KEYS, behind the first, and run this again. Take no key out.`,
    someLeft: (count: number) =>
      `${count} ${count === 1 ? 'secret was' : 'secrets were'} sealed under another key meanwhile: a node still runs with another LANYARD_HUB_KEYS. Restart every node, and run this again. Take no key out.`,
    removable: (keys: readonly string[], hours: number) =>
      keys.length === 0
        ? 'Everything is under the current key, and LANYARD_HUB_KEYS holds no other.'
        : `Everything is under the current key. ${keys.join(', ')} may be taken out of LANYARD_HUB_KEYS; wait ${hours} hours after the last node was restarted, and no one is logged out by it.`,
    signingColumns: ['key', 'algorithm', 'state', 'since', 'until'],
    signingStates: { current: 'signs', next: 'signs next', retired: 'signed before' },
    signsFrom: (kid: string, alg: string, at: string) => `${alg}: ${kid} is published, and signs from ${at} on.`,
    signsNow: (kid: string, alg: string) => `${alg}: ${kid} signs.`,
    replaced: 'New keys sign, and the others are out of the key set; running nodes take that up within seconds.',
  },

  code: {
    usage: 'npm run code -- ACCOUNT',
    nameOne: 'Name one account.',
    notEnrolled: (username: string) => `${username} has no authenticator app yet. Log in at the hub to set one up.`,
    waiting: (seconds: number) => `The codes of this moment are used. The next one is taken in ${seconds} s …`,
    code: (code: string, seconds: number) => `${code}  (for ${seconds} s)`,
  },
}
