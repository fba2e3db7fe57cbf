// A thread of the page that reads PDF files (see open-pdf.ts): bundled, so that it comes from the page's own origin.
import 'pdfjs-dist/build/pdf.worker.min.mjs'
