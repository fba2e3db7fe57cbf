import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

import type { Page } from '@playwright/test'

type Words = string | { readonly [key: string]: Words }

/** Lets the page load the English words, accented and longer, in the place of the Vietnamese ones. */
export async function loadPseudoLocale(page: Page): Promise<void> {
  await page.route(/\/(?:[a-z]+\.)?vi-[^/]+\.js$/, async (route) => {
    const part = basename(new URL(route.request().url()).pathname).replace(/vi-[^/]+$/, 'en.json')
    const words = JSON.parse(await readFile(`renderer/locales/${part}`, 'utf8')) as Words
    await route.fulfill({
      contentType: 'text/javascript',
      body: `export default ${JSON.stringify(stretchAll(words))}`,
    })
  })
}

/** The text with other letters, so that what is not translated shows, and two fifths longer; `{names}` stay. */
export function stretch(text: string): string {
  const accented = text.replace(/\{[^}]*\}|[aeiou]/g, (found) => accents[found] ?? found)
  return `${accented} ${'ẋẋẋẋ '.repeat(Math.ceil((text.length * 0.4) / 5)).trim()}`
}

const accents: Readonly<Record<string, string>> = { a: 'ǎ', e: 'ě', i: 'ǐ', o: 'ǒ', u: 'ǔ' }

function stretchAll(words: Words): Words {
  if (typeof words === 'string') return stretch(words)
  return Object.fromEntries(Object.entries(words).map(([key, one]) => [key, stretchAll(one)]))
}

/** Texts that a box cuts off, with no title that has the whole. What can be scrolled to is not cut. */
export async function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const cut: string[] = []
    while (walker.nextNode()) {
      const { currentNode: node } = walker
      const text = node.textContent ?? ''
      if (text.trim() !== '' && isCut(node)) cut.push(text)
    }
    return cut

    function isCut(node: Node): boolean {
      range.selectNodeContents(node)
      const { left, right, width } = range.getBoundingClientRect()
      // Not drawn, or out of the window until it has the focus.
      if (width === 0 || right < 0) return false
      for (let box = node.parentElement; box; box = box.parentElement) {
        const { overflowX, textOverflow, position } = getComputedStyle(box)
        const edges = box.getBoundingClientRect()
        if (box.closest('[title]') || overflowX === 'auto' || overflowX === 'scroll') return false
        // What is there for screen readers alone.
        if (position === 'absolute' && edges.width <= 1) return false
        if (overflowX === 'visible') continue
        // Where dots stand for the rest, the range ends with them.
        const hasDots = textOverflow === 'ellipsis' && box.scrollWidth > box.clientWidth
        if (hasDots || right > edges.right + 1 || left < edges.left - 1) return true
      }
      return false
    }
  })
}
