/**
 * The suite's shared look: markup that cannot be broken out of, the document shell, the components
 * that pages are made of, and the stylesheet and scripts that a part serves.
 *
 * @module
 */
export { type AttributeValue, attributes, Html, html, type HtmlValue } from './html.ts'
export { breakable } from './breakable.ts'
export { isolate, sentence } from './isolate.ts'
export { href, type PathParameters, type Query } from './href.ts'

export { type Brand, brandStylesheet, type MarkName } from './brand.ts'
export { readBrand, type SuiteBrand } from './brand-file.ts'
export { type Asset, assetResponse, type Assets, assets, stylesheet } from './assets.ts'
export { type AuditWords, auditWords } from './messages/en-audit.ts'
export { en, type Words } from './messages/en.ts'

export { page, type PageOptions } from './page.ts'
export {
  narrow,
  type NarrowOptions,
  type NavigationItem,
  pageHeading,
  panel,
  shell,
  type ShellOptions,
  stack,
} from './shell.ts'
export { auditList, type AuditListOptions } from './audit-list.ts'
export { AUDIT_COLUMNS, auditCells, type AuditRow } from './audit-row.ts'
export { pager, type PagerOptions } from './pager.ts'
export { listFilter, type ListFilterOptions } from './list-filter.ts'
export { listPager, type ListPagerOptions, type ListPagerWords } from './list-pager.ts'
export {
  isFiltered,
  LIST,
  listAt,
  listFields,
  type ListPlace,
  listPlaceQuery,
  readChoice,
  readListPlace,
  readSearch,
} from './list-place.ts'
export { question, type QuestionOptions } from './question.ts'
export { menu, type MenuItem, type MenuOptions } from './menu.ts'
export { breadcrumbs, type SectionLink, sectionLinks, tabs } from './navigation.ts'

export { button, type ButtonKind, type ButtonOptions, linkButton } from './button.ts'
export { buttonRow, form, type FormOptions } from './form.ts'
export { keptForm, type KeptChoice, type KeptField, type KeptFormOptions } from './kept-form.ts'
export { codeInput, type CodeInputOptions, copyButton, field, type FieldOptions, textArea } from './field.ts'
export {
  checkbox,
  type CheckboxOptions,
  type Choice,
  radioGroup,
  type RadioGroupOptions,
  select,
  type SelectOptions,
} from './choices.ts'
export { switchControl, type SwitchOptions } from './switch.ts'
export { passkeyForm, type PasskeyFormOptions } from './passkey.ts'

export { mailLink } from './mail-link.ts'
export { phrases } from './messages/phrases.ts'
export { alert, type AlertOptions, dialog, live, type LiveOptions, note, status, streamed } from './notice.ts'
export { hintAt, refusal, type RefusalText } from './refusal.ts'
export { badge, statusDot, type StatusKind, tile, type TileOptions, tiles } from './tile.ts'
export { disclosure } from './disclosure.ts'
export { descriptions, type ListOrder, sortBy, table, type TableColumn, type TableOptions } from './table.ts'
export { type Check, type CheckKind, checks, facts } from './checks.ts'
export { codeList, qrCode } from './codes.ts'
export { meter } from './meter.ts'
export { type Side, sides } from './sides.ts'
export { icon, type IconName } from './icon.ts'
export { mark, markOf } from './mark.ts'

export {
  type DateOptions,
  formatDateTime,
  formatDuration,
  type Instant,
  time,
  timeIn,
  timesIn,
  type TimeStyle,
} from './dates.ts'
export { plural, type PluralForms } from './plural.ts'
