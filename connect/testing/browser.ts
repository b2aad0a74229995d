export { type Browser, openBrowser, type Page } from '../src/testing/hostile-browser.ts'
