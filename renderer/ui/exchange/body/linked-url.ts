/** What is known of the answer that a value stands in. */
interface AnswerPlace {
  /** Of the request that was answered. */
  readonly url: string
  /** Where the cloud in use has its services. */
  readonly endpoints: readonly string[]
}

/**
 * The URL that a value of an answer leads to, or null: a link to the server that answered or to a service of the cloud
 * in use, and the `id` of something that the answer lists or shows. A link to anywhere else is not one to be followed.
 */
export function linkedUrl(
  key: string | number,
  value: string,
  { url, endpoints }: AnswerPlace,
): string | null {
  if (!URL.canParse(url)) return null
  const asked = new URL(url)
  if (key === 'id' && uuid.test(value)) return `${asked.origin}${listOf(asked.pathname)}/${value}`
  if (!/^(?:https?:\/\/|\/[^/])/i.test(value) || !URL.canParse(value, url)) return null
  const found = new URL(value, url)
  const origins = [url, ...endpoints]
    .filter((known) => URL.canParse(known))
    .map((known) => new URL(known).origin)
  return origins.includes(found.origin) && found.username === '' ? found.href : null
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** `/v2/images` of `/v2/images`, of `/v2/images/detail` and of `/v2/images/<id>`. */
function listOf(path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== 'detail')
  const last = steps.at(-1) ?? ''
  return `/${(uuid.test(last) ? steps.slice(0, -1) : steps).join('/')}`
}
