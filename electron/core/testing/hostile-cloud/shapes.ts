import { answer, imageId, imageOf, json } from './hostile-cloud.ts'
import { calls, type Misbehaviour } from './misbehaviour.ts'

/** Which no recursion survives. */
const veryDeep = '['.repeat(500_000) + ']'.repeat(500_000)

export const shapes: readonly Misbehaviour[] = [
  {
    what: 'sends a page of HTML with scripts',
    doing: 'list',
    on: calls.images,
    reply: answer('<script>alert(1)</script>', { headers: 'Content-Type: text/html\r\n' }),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'refuses with a picture that has scripts',
    doing: 'list',
    on: calls.images,
    reply: answer('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', {
      status: 503,
      headers: 'Content-Type: image/svg+xml\r\n',
    }),
    ends: 'CLOUD_REFUSED',
  },
  {
    what: 'sends bytes that are no UTF-8',
    doing: 'list',
    on: calls.images,
    reply: answer('{"images":[\xff\xfe]}'),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'begins its JSON with a byte order mark',
    doing: 'list',
    on: calls.images,
    reply: answer('\xef\xbb\xbf{"images":[]}'),
    ends: 'well',
  },
  {
    what: 'puts NUL into names',
    doing: 'list',
    on: calls.images,
    reply: json({ images: [imageOf({ name: 'a\0b\x1b[2Jc\u202egnp' })] }),
    ends: 'well',
  },
  {
    what: 'nests its JSON half a million deep',
    doing: 'list',
    on: calls.images,
    reply: answer(veryDeep),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'nests a refusal half a million deep',
    doing: 'list',
    on: calls.images,
    reply: answer(veryDeep, { status: 500 }),
    ends: 'CLOUD_REFUSED',
  },
  {
    what: 'tells sizes beyond 2^53',
    doing: 'list',
    on: calls.images,
    reply: json({ images: [imageOf()] }).replace(/"size":\d+/, '"size":1e400'),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'tells a negative size',
    doing: 'show',
    on: calls.image,
    reply: json(imageOf({ size: -5 })),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'tells a key twice',
    doing: 'list',
    on: calls.images,
    reply: answer('{"images":"no","images":[]}'),
    ends: 'well',
  },
  {
    what: 'sends __proto__ in an image',
    doing: 'list',
    on: calls.images,
    reply: answer(
      JSON.stringify({ images: [imageOf()] }).replace(
        '{"id"',
        '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"id"',
      ),
    ),
    ends: 'well',
  },
  {
    what: 'gives an image an id that leaves its folder',
    doing: 'list',
    on: calls.images,
    reply: json({ images: [imageOf({ id: '../../../etc/passwd' })] }),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'sends another image than it was asked for',
    doing: 'show',
    on: calls.image,
    reply: json(imageOf({ id: '00000000-0000-4000-8000-000000000000' })),
    ends: 'BAD_ANSWER',
  },
  {
    what: 'names an image like a path',
    doing: 'download',
    on: calls.image,
    reply: json(imageOf({ name: '../../../../tmp/CON\r\nX: y' })),
    ends: 'well',
  },
  {
    what: 'gives the same page for ever',
    doing: 'list all',
    on: calls.images,
    reply: json({ images: [imageOf()], next: `/v2/images?marker=${imageId}` }),
    ends: 'well',
  },
  {
    what: 'points to a next page on another host',
    doing: 'list',
    on: calls.images,
    reply: json({ images: [imageOf()], next: 'http://evil.invalid/v2/images' }),
    ends: 'well',
  },
  {
    what: 'says 401 for ever',
    doing: 'list',
    on: calls.images,
    reply: json({ error: { code: 401, message: 'no' } }, 401),
    ends: 'CLOUD_REFUSED',
  },
  {
    what: 'says 300 for ever',
    doing: 'list',
    on: calls.images,
    reply: json({ versions: [] }, 300),
    ends: 'CLOUD_REFUSED',
  },
]
