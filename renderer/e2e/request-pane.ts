import { basename } from 'node:path'

import { expect, type Page } from '@playwright/test'

/** The workbench as a person uses it. */
export function requestPane(page: Page) {
  const answer = page.getByRole('region', { name: 'Answer' })
  const editor = page.getByRole('region', { name: 'Request' })

  return {
    answer,
    editor,
    open: () => page.getByRole('button', { name: 'Requests', exact: true }).click(),

    /** Opens a new request to a URL. */
    async newRequest(url: string): Promise<void> {
      await page.getByRole('button', { name: 'New request', exact: true }).first().click()
      await editor.getByRole('textbox', { name: 'URL' }).fill(url)
    },

    /** Opens a saved request by its name, and waits until it is there to be sent. */
    async choose(name: string): Promise<void> {
      const saved = page
        .getByRole('navigation', { name: 'Collections' })
        .getByRole('treeitem', { name: new RegExp(name) })
      await saved.click()
      const opened = page.getByRole('list', { name: 'Open requests' })
      await expect(opened.locator('[aria-current]').getByText(new RegExp(name))).toBeVisible()
    },

    /** Makes a collection of this name in a folder of the machine. */
    async addCollection(name: string, dir: string): Promise<void> {
      const dialog = page.getByRole('dialog')
      await page.getByRole('button', { name: 'Add a collection…' }).click()
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByRole('textbox', { name: 'In the folder' }).fill(dir)
      await dialog.getByRole('button', { name: 'Make a new one' }).click()
      await dialog.waitFor({ state: 'detached' })
    },

    async chooseFile(path: string): Promise<void> {
      await editor.getByRole('tab', { name: /^Body/ }).click()
      await editor.locator('input[type=file]').setInputFiles(path)
      await expect(editor.getByText(basename(path))).toBeVisible()
    },

    /** Pastes a cURL line; a new request opens with it. */
    async pasteCurl(command: string): Promise<void> {
      await page.getByRole('button', { name: 'cURL', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Paste a cURL line…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'cURL command' }).fill(command)
      await dialog.getByRole('button', { name: 'Open as request' }).click()
      await dialog.waitFor({ state: 'detached' })
    },

    async setVariable(name: string, value: string): Promise<void> {
      await editor.getByRole('tab', { name: 'Variables' }).click()
      await editor.getByRole('textbox', { name: 'Variable', exact: true }).fill(name)
      await editor.getByRole('textbox', { name: 'Value', exact: true }).fill(value)
      await editor.getByRole('button', { name: 'Set', exact: true }).click()
      await expect(editor.getByText(value)).toBeVisible()
    },

    /** Sends by key and checks the status that comes. */
    async sendAndExpect(status: number, patienceMs = 20_000): Promise<void> {
      await page.keyboard.press('Control+Enter')
      // The answer before stays for a moment.
      await expect(answer).toHaveAttribute('aria-busy', 'false', { timeout: patienceMs })
      await expect(answer.getByRole('status').first()).toContainText(new RegExp(`^${status}\\b`), {
        timeout: patienceMs,
      })
    },
  }
}
