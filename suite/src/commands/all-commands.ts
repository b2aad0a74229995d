import { renameAccountCommand, renameMember } from './accounts.ts'
import { eraseNamesCommand, showAct, verifyAudit } from './audit.ts'
import { addDeploymentCommand, addModuleCommand, addSubscriptionCommand } from './catalogue.ts'
import { addClientCommand } from './clients.ts'
import type { Command } from './command.ts'
import { moveDatabaseCommand, showDatabaseCommand } from './database.ts'
import { keysStatus, rotateKeys } from './keys.ts'
import { listLinks } from './links.ts'
import { mailStatus, retryMail } from './mail.ts'
import { createOrg, inviteMaster, renameOrg, resumeOrg, suspendOrg } from './organizations.ts'
import {
  activateMemberCommand,
  deactivateMemberCommand,
  deleteAccountCommand,
  endAccountSessionsCommand,
  endMemberSessionsCommand,
  removeMemberCommand,
} from './members.ts'
import { addProvisioning, endProvisioning, listProvisioning } from './provisioning.ts'
import { resetSecondFactorCommand } from './second-factor.ts'
import { listSigningKeysCommand, rotateSigningKeysCommand } from './signing-keys.ts'
import {
  inviteTenantCommand,
  listRequests,
  renameEmployeeCommand,
  renameTenantCommand,
  withdrawTenant,
} from './tenants.ts'

/** Every command of `npm run lanyard`, in the order of its help. */
export const allCommands: readonly Command[] = [
  createOrg,
  renameOrg,
  suspendOrg,
  resumeOrg,
  inviteMaster,
  addModuleCommand,
  addDeploymentCommand,
  addSubscriptionCommand,
  addClientCommand,
  renameAccountCommand,
  endAccountSessionsCommand,
  deleteAccountCommand,
  renameMember,
  deactivateMemberCommand,
  activateMemberCommand,
  endMemberSessionsCommand,
  removeMemberCommand,
  resetSecondFactorCommand,
  addProvisioning,
  listProvisioning,
  endProvisioning,
  inviteTenantCommand,
  withdrawTenant,
  listRequests,
  renameTenantCommand,
  renameEmployeeCommand,
  listLinks,
  mailStatus,
  retryMail,
  verifyAudit,
  showAct,
  eraseNamesCommand,
  keysStatus,
  rotateKeys,
  listSigningKeysCommand,
  rotateSigningKeysCommand,
  showDatabaseCommand,
  moveDatabaseCommand,
]

/** The command that these words begin with, and the words that are left for it. */
export function findCommand(
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } | null {
  for (const command of allCommands) {
    const name = command.name.split(' ')
    if (name.every((word, index) => words[index] === word)) return { command, rest: words.slice(name.length) }
  }
  return null
}
