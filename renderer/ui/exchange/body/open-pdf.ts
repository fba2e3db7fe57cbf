import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'

export interface OpenPdf {
  readonly pages: number
  /** Draws one page, counted from 1, at most `widthPx` wide on the screen. An abort stops in the middle. */
  draw(canvas: HTMLCanvasElement, page: number, widthPx: number, signal: AbortSignal): Promise<void>
  close(): void
}

/** Reads a PDF in a thread of its own. Nothing in it runs, loads or leads anywhere: pages are drawn, and that is all. */
export async function openPdf(data: Uint8Array<ArrayBuffer>): Promise<OpenPdf> {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  const worker = PDFWorker.create({ port })
  const close = () => {
    worker.destroy()
    port.terminate()
  }
  try {
    const reading = getDocument({
      data,
      worker,
      // The page's policy allows neither code made of text nor WebAssembly.
      isEvalSupported: false,
      useWasm: false,
      useWorkerFetch: false,
      enableXfa: false,
      disableAutoFetch: true,
      verbosity: 0,
    })
    const pdf = await reading.promise
    return { pages: pdf.numPages, draw: (...wish) => drawPage(pdf, ...wish), close }
  } catch (error) {
    close()
    throw error
  }
}

async function drawPage(
  pdf: PDFDocumentProxy,
  canvas: HTMLCanvasElement,
  number: number,
  widthPx: number,
  signal: AbortSignal,
): Promise<void> {
  const page = await pdf.getPage(number)
  if (signal.aborted) return
  const natural = page.getViewport({ scale: 1 })
  const scale = Math.min(2, widthPx / natural.width)
  const viewport = page.getViewport({ scale: scale * window.devicePixelRatio })
  canvas.width = Math.min(largestSide, Math.floor(viewport.width))
  canvas.height = Math.min(largestSide, Math.floor(viewport.height))
  canvas.style.width = `${Math.floor(natural.width * scale)}px`
  // 0: no annotation, so no link and no form field.
  const drawing = page.render({ canvas, viewport, annotationMode: 0 })
  const stop = () => drawing.cancel()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await drawing.promise
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', stop)
    page.cleanup()
  }
}

/** Of a canvas that every browser can hold, in pixels. */
const largestSide = 8192
