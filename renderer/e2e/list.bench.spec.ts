import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'

import type { JSHandle, Page } from '@playwright/test'

import { type RealCloud, signInByImport } from './real-cloud.ts'
import { expect, test } from './served-app.ts'

/** What scripts/bench/list-images.ts orders. */
interface Order {
  readonly cloud: RealCloud
  readonly imageUrl: string
  readonly token: string
  /** How many images there are. */
  readonly count: number
  readonly runs: number
  readonly figuresPath: string
}

const patienceMs = 5 * 60_000

test('a long list on the page: how long it takes, how it scrolls and filters', async ({ opened: page }) => {
  test.setTimeout(60 * 60_000)
  const order = readOrder()
  const figures = {
    curlMs: [] as number[],
    wholeMs: [] as number[],
    firstRowsMs: [] as number[],
    scrollFps: [] as number[],
    filterMs: [] as number[],
  }
  await signInByImport(page, order.cloud)
  for (let run = 0; run < order.runs; run++) {
    figures.curlMs.push(pageByCurl(order))
    await page.getByRole('button', { name: 'Clouds', exact: true }).click()
    await page.reload()
    const { firstRowsMs, wholeMs } = await readList(page, order.count)
    figures.firstRowsMs.push(firstRowsMs)
    figures.wholeMs.push(wholeMs)
    figures.scrollFps.push(await scroll(page))
    figures.filterMs.push(await filter(page, 'debian-0012'))
  }
  await writeFile(order.figuresPath, JSON.stringify(figures))
})

function readOrder(): Order {
  const order = process.env.ARCLIGHT_BENCH
  if (!order) throw new Error('run this by npm run bench')
  return JSON.parse(order) as Order
}

/** What curl takes to follow the server's own `next`, a thousand images each time, in ms. */
function pageByCurl({ imageUrl, token, count }: Order): number {
  let path: string | undefined = '/v2/images?limit=1000'
  let tookMs = 0
  let seen = 0
  while (path !== undefined) {
    const startedAtMs = performance.now()
    // By its input: whoever lists the processes of this machine sees their arguments.
    const { stdout } = spawnSync('curl', ['-sS', '--fail', '-H', '@-', imageUrl + path], {
      input: `X-Auth-Token: ${token}\n`,
      maxBuffer: 2 ** 27,
    })
    tookMs += performance.now() - startedAtMs
    const answer = JSON.parse(stdout.toString()) as { images: unknown[]; next?: string }
    seen += answer.images.length
    path = answer.next
  }
  // Public images of other projects are listed, too.
  expect(seen).toBeGreaterThanOrEqual(count)
  return tookMs
}

/** From the click on "Images" to the first rows, and to the foot that counts all of them, as the page itself sees it. */
async function readList(page: Page, count: number): Promise<{ firstRowsMs: number; wholeMs: number }> {
  const button = page.getByRole('button', { name: 'Images', exact: true })
  await button.waitFor()
  const watching = await page.evaluateHandle((total) => {
    const isAll = (foot: string) =>
      Number(/^([\d,]+) of \1 shown/.exec(foot)?.[1]?.replaceAll(',', '')) >= total
    const done = new Promise<{ firstRowsMs: number; wholeMs: number }>((resolve) => {
      addEventListener('click', watch, { capture: true, once: true })

      function watch({ timeStamp }: MouseEvent) {
        let firstRowsMs = 0
        const observer = new MutationObserver(() => {
          if (firstRowsMs === 0 && document.querySelector('[data-image-id]')) {
            firstRowsMs = performance.now() - timeStamp
          }
          const isWhole = [...document.querySelectorAll('[role="status"]')].some((foot) =>
            isAll(foot.textContent),
          )
          if (!isWhole) return
          observer.disconnect()
          resolve({ firstRowsMs, wholeMs: performance.now() - timeStamp })
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }
    })
    return { done }
  }, count)
  await button.click({ timeout: patienceMs })
  return await watching.evaluate(({ done }) => done)
}

/** Frames a second while the whole list runs through under the wheel, by what the page could draw. */
async function scroll(page: Page): Promise<number> {
  const grid = page.getByRole('grid', { name: 'Images' })
  const box = (await grid.boundingBox())!
  const watching = await page.evaluateHandle(() => ({
    done: new Promise<number>((resolve) => {
      const table = document.querySelector('[role="grid"]')!
      table.addEventListener('scroll', () => requestAnimationFrame(begin), { once: true })

      function begin(startedAtMs: number) {
        let count = 0
        const next = (atMs: number) => {
          count++
          if (atMs - startedAtMs < 3000) requestAnimationFrame(next)
          else resolve((count * 1000) / (atMs - startedAtMs))
        }
        requestAnimationFrame(next)
      }
    }),
  }))
  const session = await page.context().newCDPSession(page)
  const gesture = session.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -20_000,
    speed: 5000,
    preventFling: true,
  })
  const fps = await watching.evaluate(({ done }) => done)
  await gesture
  await session.detach()
  return fps
}

/** From a key to the last change that it makes on the page, drawn: the middle key of a word, in ms. */
async function filter(page: Page, word: string): Promise<number> {
  const box = page.getByRole('searchbox', { name: 'Filter images by name, id, tag or status' })
  await box.click()
  const eachMs: number[] = []
  for (const key of word) {
    const watching = await watchNextKey(page)
    await page.keyboard.press(key)
    eachMs.push(await watching.evaluate(({ settledMs }) => settledMs))
  }
  await box.fill('')
  return eachMs.toSorted((a, b) => a - b)[Math.floor(eachMs.length / 2)]!
}

/** Promises the ms from the next key to the moment at which the last change before twelve frames of peace was drawn. */
async function watchNextKey(page: Page): Promise<JSHandle<{ settledMs: Promise<number> }>> {
  return await page.evaluateHandle(() => {
    const settledMs = new Promise<number>((resolve) => {
      addEventListener('keydown', watch, { capture: true, once: true })

      function watch({ timeStamp }: KeyboardEvent) {
        let drawnAtMs = 0
        let framesOfPeace = 0
        const changed = () => {
          framesOfPeace = 0
          requestAnimationFrame(() => setTimeout(() => (drawnAtMs = performance.now())))
        }
        const observer = new MutationObserver(changed)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        // What is typed is drawn, too, even where no row leaves.
        changed()
        const look = () => {
          framesOfPeace++
          if (drawnAtMs === 0 || framesOfPeace < 12) return void requestAnimationFrame(look)
          observer.disconnect()
          resolve(drawnAtMs - timeStamp)
        }
        requestAnimationFrame(look)
      }
    })
    return { settledMs }
  })
}
