import { parseArgs } from 'node:util'
import { messages } from './messages/en.ts'
import { isPartName, partNames } from './parts.ts'
import type { PartName } from './parts.ts'

/** Arguments that name no part, or leave none to start. */
export class SelectionError extends Error {
  override name = 'SelectionError'
}

/**
 * Which parts to start: the ones named, or all; less those after `--without` (once for each, or with commas).
 *
 * @throws {SelectionError} an unknown part or option, or nothing left
 */
export function selectParts(args: readonly string[]): readonly PartName[] {
  const { named, without } = parseSelection(args)
  const unknown = [...named, ...without].filter((name) => !isPartName(name))
  if (unknown.length > 0) throw new SelectionError(messages.start.unknownParts(unknown, partNames))

  const wanted = partNames.filter((part) => named.length === 0 || named.includes(part))
  const selected = wanted.filter((part) => !without.includes(part))
  if (selected.length === 0) throw new SelectionError(messages.start.noParts)
  return selected
}

function parseSelection(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { without: { type: 'string', multiple: true, default: [] } },
    })
    return { named: positionals, without: values.without.flatMap((names) => names.split(',')) }
  } catch (cause) {
    throw new SelectionError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
