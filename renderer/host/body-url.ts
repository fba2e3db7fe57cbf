/** Where every host serves a kept answer, beside the page. With a name the browser offers to save it under that name. */
export function bodyUrl(exchangeId: string, saveAs?: string): string {
  const query = saveAs === undefined ? '' : `?download=${encodeURIComponent(saveAs)}`
  return `/body/${encodeURIComponent(exchangeId)}${query}`
}
