import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { moveDatabases, showDatabases } from '../part-databases.ts'
import { optionalText, text } from './arguments.ts'
import { command } from './command.ts'

const words = messages.operator

/** Works on databases that the configuration does not own: what every other command refuses. */
export const showDatabaseCommand = command({
  name: 'database show',
  arguments: '[DEPLOYMENT]',
  places: ['deployment'],
  input: z.strictObject({ deployment: optionalText }),
  async run(operator, { deployment }) {
    const part = deployment ?? 'hub'
    const found = await showDatabases(part, operator.configuration(part))
    for (const { variable, owner, configured } of found) operator.say(words.databaseOwner(variable, owner, configured))
    return {
      part,
      ok: found.every(({ owner, configured }) => owner === null || owner === configured),
      databases: found,
    }
  },
})

export const moveDatabaseCommand = command({
  name: 'database move',
  arguments: '[DEPLOYMENT] --from OWNER [--forget-links]',
  places: ['deployment'],
  options: { from: { type: 'string' }, 'forget-links': { type: 'boolean' } },
  input: z.strictObject({ deployment: optionalText, from: text, 'forget-links': z.boolean().default(false) }),
  async run(operator, { deployment, from, 'forget-links': forgetLinks }) {
    const part = deployment ?? 'hub'
    const request = { from, by: operator.actor, forgetLinks }
    const moved = await moveDatabases(part, operator.configuration(part), request)
    for (const { variable, to, moved: isMoved } of moved) operator.say(words.databaseMoved(variable, to, isMoved))
    return { part, databases: moved }
  },
})
