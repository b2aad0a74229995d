import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import type { z } from 'zod'
import { messages } from '../messages/en.ts'
import type { Operator } from '../operator.ts'

/** What a command says in its last line, as JSON. */
export type Answer = Readonly<Record<string, unknown>>

export interface Command {
  /** `org create` */
  readonly name: string
  /** `ID NAME` */
  readonly arguments: string
  readonly run: (operator: Operator, args: readonly string[]) => Promise<Answer>
}

/** Arguments that are not as the command takes them. */
export class UsageError extends Error {
  override name = 'UsageError'
}

interface Definition<Schema extends z.ZodType> {
  readonly name: string
  readonly arguments: string
  /** Names of the arguments that are given by their place, in order. */
  readonly places: readonly string[]
  readonly options?: NonNullable<ParseArgsConfig['options']>
  /** Of the places and the options together. */
  readonly input: Schema
  readonly run: (operator: Operator, input: z.output<Schema>) => Promise<Answer>
}

/** A command whose arguments are checked before it does anything. */
export function command<Schema extends z.ZodType>(definition: Definition<Schema>): Command {
  return {
    name: definition.name,
    arguments: definition.arguments,
    run: (operator, args) => definition.run(operator, readInput(definition, args)),
  }
}

function readInput<Schema extends z.ZodType>(
  definition: Definition<Schema>,
  args: readonly string[],
): z.output<Schema> {
  const { positionals, values, tokens } = parse(args, definition.options ?? {})
  const { places, options = {} } = definition
  const named = tokens.flatMap((token) =>
    token.kind === 'option' && !options[token.name]?.multiple ? [token.name] : [],
  )
  if (new Set(named).size < named.length) throw new UsageError(messages.operator.optionTwice)
  if (positionals.length > places.length)
    throw new UsageError(messages.operator.tooMany(positionals.slice(places.length)))
  const placed = Object.fromEntries(positionals.map((text, index) => [places[index], text]))
  const outcome = definition.input.safeParse({ ...values, ...placed })
  if (outcome.success) return outcome.data
  const nameOf = (name: string) => (places.includes(name) ? name.toUpperCase() : `--${name}`)
  const mistakes = outcome.error.issues.map(({ path, message }) => `${nameOf(String(path[0]))}: ${message}`)
  throw new UsageError(mistakes.join('\n'))
}

function parse(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
