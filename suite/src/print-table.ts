import { styleText } from 'node:util'

/** Rows as lines: columns padded to their widest cell, the last one as it is. */
export function formatTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [],
  )
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

/** A heading and its rows, for the terminal. */
export function formatSection(heading: string, rows: readonly (readonly string[])[]): string {
  return [styleText('bold', heading), ...formatTable(rows), ''].join('\n')
}
