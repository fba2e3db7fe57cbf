import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'
import { expect, test as base } from './served-app.ts'

const test = base.extend<{ site: string }>({
  site: async ({}, use) => {
    const server = createServer((request, response) => {
      request.resume()
      response.setHeader('content-type', 'application/pdf')
      if (request.method === 'POST') response.setHeader('content-type', 'text/plain')
      response.end(request.url === '/damaged.pdf' ? '%PDF-1.4\nnothing' : pdfOf(['1 0 0', '0 0 1']))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.closeAllConnections()
    server.close()
  },
})

test('a PDF is drawn page by page, and a damaged one says so', async ({ site, opened: page }) => {
  const answer = await send(page, `${site}/two.pdf`)
  await expect(answer.getByText('Page 1 of 2')).toBeVisible()
  await expect.poll(() => middleOf(page, 'Page 1 of 2')).toEqual([255, 0, 0])

  await answer.getByRole('group', { name: 'PDF in the answer' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => middleOf(page, 'Page 2 of 2')).toEqual([0, 0, 255])
  expect(page.context().pages()).toHaveLength(1)

  await send(page, `${site}/damaged.pdf`)
  await expect(answer.getByText('This PDF cannot be drawn')).toBeVisible()
})

test('what was sent is shown byte by byte: all of it, or the first 64 KiB and how much there was', async ({
  site,
  opened: page,
}) => {
  const answer = await send(
    page,
    `-X POST -H 'Content-Type: application/json' -d '{"big":12345678901234567890}' ${site}/`,
  )
  await answer.getByRole('tab', { name: 'Sent' }).click()
  await expect(answer.getByText('POST / HTTP/1.1')).toBeVisible()
  await expect(answer.getByText('28 B, all of the body')).toBeVisible()
  await expect(answer.getByRole('textbox', { name: 'Body that was sent' })).toContainText(
    '{"big":12345678901234567890}',
  )
  await answer.getByText('Hex', { exact: true }).click()
  await expect(answer.getByText('7b 22 62 69 67 22 3a')).toBeVisible()

  await send(page, `-X POST -d '${'x'.repeat(100_000)}' ${site}/`)
  await answer.getByRole('tab', { name: 'Sent' }).click()
  await expect(answer.getByText('The first 64.0 KiB of 97.7 KiB')).toBeVisible()
})

async function send(page: Page, command: string) {
  const pane = requestPane(page)
  await pane.open()
  await page.getByRole('button', { name: 'New request' }).first().click()
  await pane.pasteCurl(`curl ${command}`)
  await pane.sendAndExpect(200)
  return pane.answer
}

async function middleOf(page: Page, name: string): Promise<number[]> {
  return await page.getByRole('img', { name }).evaluate((canvas: HTMLCanvasElement) => {
    const pixel = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data
    return [...(pixel ?? [])].slice(0, 3)
  })
}

/** A PDF with a page in each colour, a script that is to run when it is opened, and a link over every page. */
function pdfOf(colours: readonly string[]): string {
  const pages = colours.map((_, at) => 4 + 2 * at)
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>`,
    `<< /Type /Pages /Kids [${pages.map((id) => `${id} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    `<< /S /JavaScript /JS (app.launchURL("http://127.0.0.1:9/")) >>`,
    ...colours.flatMap((colour, at) => {
      const drawing = `${colour} rg 0 0 200 100 re f`
      const link = `<< /Type /Annot /Subtype /Link /Rect [0 0 200 100] /A << /S /URI /URI (http://127.0.0.1:9/) >> >>`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents ${5 + 2 * at} 0 R /Annots [${link}] >>`,
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
      ]
    }),
  ]
  const starts: number[] = []
  let text = '%PDF-1.4\n'
  for (const [at, object] of objects.entries()) {
    starts.push(text.length)
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`
}
